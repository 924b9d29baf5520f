package caravan.sandbox.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A client that was not written against the stand-in: discord.js, where Node is installed. */
class DiscordJsIT {
    private static final Path SCRIPTS = Path.of("src", "test", "clients");
    private static final Path INSTALLED = Path.of("target", "clients");

    @Test
    void discordJsSendsEditsDeletesAndWaits() throws Exception {
        assumeTrue(run(Path.of("."), Map.of(), "node", "--version").exit() == 0, "Node is not installed");
        install();
        try (SandboxDiscord discord = new SandboxDiscord(DiscordOptions.of(InstantSource.system())).start(0)) {
            Map<String, String> environment = Map.of(
                    "SANDBOX_DISCORD", discord.pageUrl(),
                    "DISCORD_BOT_TOKEN", discord.options().botToken(),
                    "DISCORD_CHANNEL_ID", discord.options().channelId(),
                    "DISCORD_WEBHOOK_PATH",
                            discord.webhookUrl().substring(discord.baseUrl().length()));
            Outcome outcome = run(INSTALLED, environment, "node", "discordjs-rest.mjs");
            assertThat(outcome.exit()).as(outcome.output()).isZero();
            assertThat(outcome.output()).contains("create", "webhook", "429", "5xx");
        }
    }

    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(INSTALLED);
        for (String file : List.of("package.json", "discordjs-rest.mjs")) {
            Files.write(INSTALLED.resolve(file), Files.readAllBytes(SCRIPTS.resolve(file)));
        }
        Outcome outcome = run(INSTALLED, Map.of(), "npm", "install", "--no-audit", "--no-fund", "--no-package-lock");
        assumeTrue(outcome.exit() == 0, "npm cannot install the client: " + outcome.output());
    }

    private record Outcome(int exit, String output) {}

    /** Runs a program to its end; the exit code is that of a missing command where it is not installed. */
    private static Outcome run(Path directory, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("client", ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = start(builder);
            if (process == null) {
                return new Outcome(127, command[0] + " is not installed");
            }
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            return new Outcome(process.exitValue(), Files.readString(output));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            // The only way to learn that a program is not there.
            return null;
        }
    }
}
