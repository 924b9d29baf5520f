package caravan.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that were not written against the sandbox, and must work there as they do against the real exchange and
 * Discord. They run where they are installed, which {@code .ci/run} does where there is Node.
 */
class ClientsIT {
    private static final Path SCRIPTS = Path.of("src", "test", "clients");
    private static final Path INSTALLED = Path.of("target", "clients");

    @Test
    void theExchangesOwnClientTrades(@TempDir Path folder) throws Exception {
        String output = run("kalshi-typescript", "kalshi-typescript.mjs", folder);
        assertThat(output)
                .contains("\"place\"", "\"amend\"", "\"decrease\"", "\"batch\"", "\"order groups\"", "\"account\"");
    }

    @Test
    void discordJsSendsEditsDeletesAndWaits(@TempDir Path folder) throws Exception {
        String output = run("@discordjs/rest", "discordjs-rest.mjs", folder);
        assertThat(output).contains("\"create\"", "\"webhook\"", "\"429\"", "\"5xx\"");
    }

    /** Runs a script to its end against a sandbox of its own. */
    private static String run(String client, String script, Path folder) throws Exception {
        assumeTrue(
                Files.isDirectory(INSTALLED.resolve("node_modules").resolve(client)),
                client + " is not installed in " + INSTALLED + "; .ci/run installs it where there is Node");
        Files.copy(SCRIPTS.resolve(script), INSTALLED.resolve(script), StandardCopyOption.REPLACE_EXISTING);
        try (SandboxProcess sandbox = SandboxProcess.start(folder)) {
            Path output = Files.createTempFile(folder, "client", ".log");
            Process process = start(output, script, sandbox.asClientSees());
            try {
                assertThat(process.waitFor(60, TimeUnit.SECONDS))
                        .as("the script ends")
                        .isTrue();
            } finally {
                process.destroyForcibly();
            }
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
            return Files.readString(output);
        }
    }

    private static Process start(Path output, String script, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("node", script)
                .directory(INSTALLED.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }
}
