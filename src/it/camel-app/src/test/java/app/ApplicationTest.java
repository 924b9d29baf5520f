package app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import caravan.sandbox.Sandbox;
import caravan.sandbox.discord.DiscordOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Properties;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application against the sandbox, which comes with the jar. */
class ApplicationTest {
    @TempDir
    Path folder;

    @Test
    void tradesAreToldInDiscord() throws Exception {
        Main main = new Main(Application.class);
        try (Sandbox sandbox = Sandbox.start(1, folder, 0, 0, Duration.ofSeconds(1), InstantSource.system())) {
            main.setOverrideProperties(settings(sandbox));
            main.start();
            String messages = messages(sandbox);
            for (Instant limit = Instant.now().plusSeconds(20);
                    !messages.contains("Traded at 0.") && Instant.now().isBefore(limit); ) {
                messages = messages(sandbox);
            }
            assertTrue(messages.contains("Traded at 0."), messages);
        } finally {
            main.stop();
        }
    }

    private static Properties settings(Sandbox sandbox) {
        Properties settings = new Properties();
        settings.setProperty(
                "camel.component.kalshi.environment", URI.create(sandbox.restUrl()).resolve("/").toString());
        settings.setProperty("camel.component.kalshi.api-key-id", sandbox.keyId());
        settings.setProperty("camel.component.kalshi.private-key-path", sandbox.keyFile().toString());
        settings.setProperty("camel.component.discord.webhook-url", sandbox.webhookUrl());
        return settings;
    }

    private static String messages(Sandbox sandbox) throws Exception {
        DiscordOptions discord = sandbox.discord().options();
        URI messages = URI.create(sandbox.discordBaseUrl() + "/channels/" + discord.channelId() + "/messages");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(messages)
                                .header("Authorization", "Bot " + discord.botToken())
                                .header("User-Agent", "DiscordBot (https://example.com, 1.0)")
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
