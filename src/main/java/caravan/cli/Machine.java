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
 */
public record Machine(
        Map<String, String> environment,
        Properties system,
        Path workingDirectory,
        PrintWriter out,
        PrintWriter err,
        InstantSource clock) {
    /** Returns the real one. */
    public static Machine real() {
        return new Machine(
                System.getenv(),
                System.getProperties(),
                Path.of("").toAbsolutePath(),
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                InstantSource.system());
    }

    /** Reads all settings. */
    public Settings settings() {
        return Settings.load(environment, system, workingDirectory);
    }
}
