package caravan.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import caravan.sandbox.discord.DiscordOptions;
import caravan.sandbox.discord.SandboxDiscord;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees on the page of Discord's stand-in, in a real browser. */
class DiscordPageIT {
    private static final String TEXT = "document.getElementById('messages').innerText";

    @Test
    void oneStrangeMessageHidesNoOther(@TempDir Path profile) throws Exception {
        Optional<Path> chromium = Browser.installed();
        assumeTrue(chromium.isPresent(), "neither Chromium nor Chrome is installed");
        try (SandboxDiscord discord = new SandboxDiscord(DiscordOptions.of(InstantSource.system())).start(0);
                Browser browser = Browser.start(chromium.get(), profile)) {
            send(discord, "application/json", """
                    {"content":1,"username":7,"embeds":[{"title":5,"description":0.25,"color":"255",
                    "footer":{"text":9},"fields":[{"name":1,"value":2}]}]}""");
            send(
                    discord,
                    "multipart/form-data; boundary=b",
                    file("broken.png", "image/png") + file("a+b c.txt", "text/plain") + "--b--\r\n");
            send(discord, "application/json", "{\"content\":\"the last one\"}");
            browser.open(discord.pageUrl());
            browser.await("the last message", TEXT + ".includes('the last one')");
            browser.await("the name of a picture that is none", TEXT + ".includes('broken.png')");
            assertThat(browser.evaluate(TEXT).asText()).contains("0.25", "a+b c.txt");
            assertThat(browser.evaluate("drawn({id: '1', author: null}).innerText")
                            .asText())
                    .contains("Message 1 cannot be shown");
        }
    }

    private static String file(String name, String type) {
        return "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\nx\r\n"
                .formatted(name, type);
    }

    private static void send(SandboxDiscord discord, String type, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(discord.webhookUrl()))
                .header("User-Agent", "DiscordBot (https://example.org, 1)")
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(204);
    }
}
