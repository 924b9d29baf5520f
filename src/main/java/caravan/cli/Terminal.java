package caravan.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** What the output goes to: a terminal of some width, or a pipe or file. */
final class Terminal {
    private static final int SECONDS = 2;
    private static final int USUAL = 80;

    private Terminal() {}

    /**
     * Returns how many columns fit; empty when the output is no terminal.
     *
     * <p>Java does not tell, so the shell is asked; {@code COLUMNS} wins, where it is exported.
     */
    static OptionalInt width(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        if (columns.matches("[1-9]\\d{1,3}")) {
            return OptionalInt.of(Integer.parseInt(columns));
        }
        try {
            Process shell = new ProcessBuilder("sh", "-c", "test -t 1 && stty size </dev/tty >&2")
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String size = new String(shell.getErrorStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            if (!shell.waitFor(SECONDS, TimeUnit.SECONDS)) {
                shell.destroy();
                return OptionalInt.empty();
            }
            if (shell.exitValue() != 0) {
                return OptionalInt.empty();
            }
            return OptionalInt.of(size.matches("\\d+ [1-9]\\d*") ? Integer.parseInt(size.split(" ", -1)[1]) : USUAL);
        } catch (IOException noShell) {
            return OptionalInt.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    /** Text of strangers without what a terminal would obey. */
    static String harmless(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
