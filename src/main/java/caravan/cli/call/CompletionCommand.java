package caravan.cli.call;

import caravan.cli.BadInputException;
import caravan.cli.Machine;
import caravan.kalshi.catalogue.Operations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the script that completes commands, operations and their parameters when Tab is pressed. */
@Command(
        name = "completion",
        description = "Prints what makes Tab complete commands, operations, parameters and values.",
        footer = {
            "",
            "With  alias caravan='java -jar /path/to/caravan.jar'  in ~/.bashrc or ~/.zshrc, and the script in a file:",
            "  caravan completion bash > ~/.caravan-completion; . ~/.caravan-completion"
        },
        mixinStandardHelpOptions = true)
public final class CompletionCommand implements Callable<Integer> {
    private static final String NAME = "caravan";

    @Parameters(paramLabel = "bash|zsh", description = "The shell.")
    private String shell = "";

    @Spec
    private @Nullable CommandSpec spec;

    private final Machine machine;

    public CompletionCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException {
        if (spec == null) {
            throw new IllegalStateException("expected to be run by picocli, was not");
        }
        CommandLine commands = spec.root().commandLine();
        String words = CompletionScript.words(Operations.all());
        String own = switch (shell) {
            case "bash" -> AutoComplete.bash(NAME, commands) + "\n" + words + resource("call.bash");
            case "zsh" ->
                "autoload -U compinit && compinit\n_caravan_commands='"
                        + String.join(" ", commands.getSubcommands().keySet()) + "'\n" + words + resource("call.zsh");
            default -> throw new BadInputException("expected bash or zsh, found '%s'".formatted(shell));
        };
        machine.out().print(own.replace("\r\n", "\n"));
        machine.out().flush();
        return ExitCode.DONE.code();
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = CompletionCommand.class.getResourceAsStream("/completion/" + name)) {
            if (file == null) {
                throw new IllegalStateException("expected completion/" + name + " on the class path, found none");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
