package caravan.cli;

import static caravan.discord.DiscordServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.discord.DiscordServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifyCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private DiscordServer discord;

    @BeforeEach
    void start() throws IOException {
        discord = new DiscordServer();
    }

    @AfterEach
    void stop() {
        discord.close();
        assertThat(out.toString() + err)
                .doesNotContain(DiscordServer.WEBHOOK_TOKEN, DiscordServer.BOT_TOKEN, "http://");
    }

    @TempDir
    private Path folder;

    @Test
    void webhookGetsOneCardMarkedTest() {
        assertThat(run(Map.of("discord.webhook-url", discord.webhookUrl()))).isZero();

        assertThat(discord.messages).hasSize(1);
        assertThat(discord.messages.get(0).path("embeds").path(0).path("title").asText())
                .isEqualTo("TEST");
        assertThat(out.toString())
                .isEqualToNormalizingNewlines("Sent by the webhook 1199000000000000001: message 1300000000000000000 in"
                        + " channel 1188573123456789012. Look for the card marked TEST.\n");
    }

    @Test
    void botGetsOneCardMarkedTest() {
        assertThat(run(Map.of(
                        "discord.base-url",
                        discord.baseUrl(),
                        "discord.bot-token",
                        DiscordServer.BOT_TOKEN,
                        "discord.channel-id",
                        DiscordServer.CHANNEL)))
                .isZero();

        assertThat(discord.requests.get(0).header("Authorization")).isEqualTo("Bot " + DiscordServer.BOT_TOKEN);
    }

    @Test
    void refusalSaysWhatToDo() {
        discord.next(answer(404, "{\"code\":10015,\"message\":\"Unknown Webhook\"}"));

        assertThat(run(Map.of("discord.webhook-url", discord.webhookUrl()))).isEqualTo(1);

        assertThat(err.toString()).contains("404, code 10015, Unknown Webhook", "make a new one");
    }

    @Test
    void nothingConfiguredIsAnErrorOfUse() {
        assertThat(run(Map.of("discord.webhook-url", ""))).isEqualTo(2);

        assertThat(err.toString()).contains("expected discord.webhook-url", "found neither");
    }

    @Test
    void unreadableAddressIsAnErrorOfUse() {
        assertThat(run(Map.of("discord.webhook-url", "https://discord.com/" + DiscordServer.WEBHOOK_TOKEN)))
                .isEqualTo(2);

        assertThat(err.toString()).startsWith("discord.webhook-url: expected");
    }

    private int run(Map<String, String> settings) {
        Properties system = new Properties();
        system.putAll(settings);
        Machine machine = new Machine(
                Map.of(),
                system,
                folder,
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z")));
        return Main.run(machine, "notify", "test");
    }
}
