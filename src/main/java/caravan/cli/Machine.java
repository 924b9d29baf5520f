package caravan.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;

/**
 * What a command knows of the machine that it runs on. Tests give another one.
 *
 * @param environment the variables of the environment
 * @param system the system properties
 * @param keyboard who can be asked something
 */
public record Machine(
        Map<String, String> environment,
        Properties system,
        Path workingDirectory,
        PrintWriter out,
        PrintWriter err,
        InstantSource clock,
        Keyboard keyboard) {
    /** A machine at which nobody sits. */
    public Machine(
            Map<String, String> environment,
            Properties system,
            Path workingDirectory,
            PrintWriter out,
            PrintWriter err,
            InstantSource clock) {
        this(environment, system, workingDirectory, out, err, clock, Keyboard.NOBODY);
    }

    /** Returns the real one. */
    public static Machine real() {
        return new Machine(
                System.getenv(),
                System.getProperties(),
                Path.of("").toAbsolutePath(),
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                InstantSource.system(),
                Keyboard.of(System.in));
    }

    /** Reads all settings. */
    public Settings settings() {
        return Settings.load(environment, system, workingDirectory);
    }
}
