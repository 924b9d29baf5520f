package caravan.cli.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import caravan.cli.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Tab, in real shells. */
class CompletionTest {
    @TempDir
    Path folder;

    /** Words are as bash takes them apart: = is a word of its own. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "caravan|ca|call",
                "caravan|sandb|sandbox",
                "caravan history|tra|trades",
                "caravan call|GetMarketOr|GetMarketOrderbook GetMarketOrderbooks",
                "caravan call|ra|raw",
                "caravan call GetMarkets|min_c|min_created_ts= min_close_ts=",
                "caravan call GetMarkets status|=|unopened open paused closed settled",
                "caravan call GetMarkets status =|un|unopened",
                "caravan call GetMarkets|status=un|status=unopened",
                "caravan call CreateOrderV2 post_only =|t|true",
                "caravan call GetMarkets status = open|lim|limit=",
                "caravan call GetMarkets --format|c|csv",
                "caravan call GetMarkets|--da|--dangerous",
                "caravan call raw method =|P|POST PUT",
                "caravan call Unknown|a|",
            })
    void bashCompletes(String before, String word, String expected) throws Exception {
        String words = Stream.concat(Arrays.stream(before.split(" ")), Stream.of(word))
                .map(CurlCommand::quoted)
                .collect(Collectors.joining(" "));
        int index = before.split(" ").length;
        String script = script("bash") + "COMP_WORDS=(" + words + ")\nCOMP_CWORD=" + index + "\n_caravan caravan '"
                + word + "'\necho \"${COMPREPLY[*]}\"\n";
        assertThat(printed("bash", script)).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void bashUsesTheScriptForCaravan() throws Exception {
        assertThat(printed("bash", script("bash") + "complete -p caravan\n")).contains("-F _caravan caravan");
    }

    /** The shell's own completion is replaced by one that prints what it is given. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "caravan call GetMar|--|GetMarkets",
                "caravan call GetMarkets lim|-S = --|limit",
                "caravan call GetMarkets status=o|--|unopened open paused closed settled",
                "caravan call GetMarkets --format c|--|table json csv plain",
                "caravan ca|--|call"
            })
    void zshCompletes(String words, String options, String expected) throws Exception {
        assumeTrue(isThere("zsh"), "needs zsh");
        String script =
                "compinit() { : }\ncompdef() { : }\ncompset() { : }\n_default() { : }\ncompadd() { echo \"$@\" }\n"
                        + script("zsh").replaceFirst("(?m)^autoload.*$", "") + "words=(" + words
                        + ")\nCURRENT=$#words\n_caravan\n";
        assertThat(printed("zsh", script)).startsWith(options + " ").contains(expected);
    }

    @Test
    void everyOptionIsOffered() {
        List<String> options = new CommandLine(new CallCommand(Machine.real()))
                .getCommandSpec().options().stream()
                        .map(OptionSpec::longestName)
                        .filter(name -> !name.equals("--debug"))
                        .sorted()
                        .toList();
        assertThat(List.of(script("bash"), script("zsh"))).allMatch(text -> text.contains(String.join(" ", options)));
    }

    @Test
    void otherShellsAreNotKnown() {
        Shell shell = new Shell(folder);
        assertThat(shell.run("completion", "fish")).isEqualTo(2);
        assertThat(shell.err()).contains("expected bash or zsh, found 'fish'");
    }

    private String script(String shell) {
        Shell caravan = new Shell(folder);
        assertThat(caravan.run("completion", shell)).isZero();
        return caravan.out();
    }

    private String printed(String shell, String script) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("script"), script);
        Process process = new ProcessBuilder(shell, file.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed.strip();
    }

    private static boolean isThere(String shell) {
        try {
            return new ProcessBuilder(shell, "-c", "true").start().waitFor() == 0;
        } catch (IOException none) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
