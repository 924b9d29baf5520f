package caravan.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the output goes to: a terminal of some width, or a pipe or file. */
public final class Terminal {
    private static final int SECONDS = 2;
    private static final int USUAL = 80;
    private static final int USUAL_ROWS = 24;
    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,4}) ([1-9]\\d{0,4})");

    private Terminal() {}

    /**
     * Returns how many columns fit; empty when the output is no terminal.
     *
     * <p>Java does not tell, so the shell is asked; {@code COLUMNS} wins, where it is exported.
     */
    public static OptionalInt width(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        if (columns.matches("[1-9]\\d{1,3}")) {
            return OptionalInt.of(Integer.parseInt(columns));
        }
        Optional<Size> size = size();
        return size.isPresent() ? OptionalInt.of(size.get().columns()) : OptionalInt.empty();
    }

    /** How much fits. */
    record Size(int columns, int rows) {}

    /** Returns how much fits; empty when the output is no terminal. */
    static Optional<Size> size() {
        try {
            Process shell = new ProcessBuilder("sh", "-c", "test -t 1 && stty size </dev/tty >&2")
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String size = new String(shell.getErrorStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            if (!shell.waitFor(SECONDS, TimeUnit.SECONDS)) {
                shell.destroy();
                return Optional.empty();
            }
            if (shell.exitValue() != 0) {
                return Optional.empty();
            }
            Matcher told = SIZE.matcher(size);
            return Optional.of(
                    told.matches()
                            ? new Size(Integer.parseInt(told.group(2)), Integer.parseInt(told.group(1)))
                            : new Size(USUAL, USUAL_ROWS));
        } catch (IOException noShell) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Whether somebody sits there who sees messages and can type an answer. */
    static boolean isAttended() {
        try {
            Process shell = new ProcessBuilder("sh", "-c", "test -t 0 && test -t 2")
                    .inheritIO()
                    .start();
            if (!shell.waitFor(SECONDS, TimeUnit.SECONDS)) {
                shell.destroy();
                return false;
            }
            return shell.exitValue() == 0;
        } catch (IOException noShell) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Text of strangers without what a terminal would obey. */
    public static String harmless(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
