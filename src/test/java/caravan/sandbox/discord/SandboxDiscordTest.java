package caravan.sandbox.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxDiscordTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T10:00:00.123Z"));
    private final HttpClient http = HttpClient.newHttpClient();
    private SandboxDiscord discord;

    @BeforeEach
    void start() {
        discord = new SandboxDiscord(DiscordOptions.of(now::get)).start(0);
    }

    @AfterEach
    void stop() {
        discord.close();
    }

    @Test
    void aWebhookMessageIsStoredReadEditedAndDeleted() throws Exception {
        JsonNode message = json(webhook("POST", "?wait=true", "{\"content\":\" hi \",\"embeds\":[{\"title\":\"t\"}]}"));
        assertThat(message.path("id").asText()).matches("\\d{17,19}");
        assertThat(message.path("content").asText()).isEqualTo("hi");
        assertThat(message.at("/embeds/0/type").asText()).isEqualTo("rich");
        assertThat(message.at("/author/public_flags").isInt()).isTrue();
        assertThat(message.path("webhook_id").asText()).isEqualTo("123456789012345678");
        String path = "/messages/" + message.path("id").asText();
        JsonNode edited = json(webhook("PATCH", path, "{\"content\":\"later\"}"));
        assertThat(edited.path("edited_timestamp").asText()).isEqualTo("2026-11-20T10:00:00.123+00:00");
        assertThat(edited.path("embeds")).hasSize(1);
        assertThat(json(webhook("GET", path, "")).path("content").asText()).isEqualTo("later");
        assertThat(webhook("DELETE", path, "").statusCode()).isEqualTo(204);
        assertThat(json(webhook("GET", path, "")).path("code").asInt()).isEqualTo(10008);
    }

    @Test
    void withoutWaitThereIsNoAnswerButAMessage() throws Exception {
        HttpResponse<String> response = webhook("POST", "", "{\"content\":\"quiet\"}");
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
        assertThat(state().path("messages").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "content, 2001, /errors/content",
        "title, 257, /errors/embeds/0/title",
        "description, 4097, /errors/embeds/0/description",
        "name, 257, /errors/embeds/0/fields/0/name",
        "value, 1025, /errors/embeds/0/fields/0/value",
        "text, 2049, /errors/embeds/0/footer/text",
    })
    void whatIsTooLongIsNamed(String field, int length, String path) throws Exception {
        String text = "\"" + field + "\":\"" + "x".repeat(length) + "\"";
        String body = switch (field) {
            case "content" -> "{" + text + "}";
            case "name" -> "{\"embeds\":[{\"fields\":[{" + text + ",\"value\":\"v\"}]}]}";
            case "value" -> "{\"embeds\":[{\"fields\":[{\"name\":\"n\"," + text + "}]}]}";
            case "text" -> "{\"embeds\":[{\"footer\":{" + text + "}}]}";
            default -> "{\"embeds\":[{" + text + "}]}";
        };
        HttpResponse<String> response = webhook("POST", "?wait=true", body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).path("code").asInt()).isEqualTo(50035);
        assertThat(json(response).at(path + "/_errors/0/code").asText()).isEqualTo("BASE_TYPE_MAX_LENGTH");
        assertThat(state().path("messages").asInt()).isZero();
    }

    @Test
    void sixThousandCharactersOfEmbedsAreTheMost() throws Exception {
        String half = "{\"description\":\"" + "x".repeat(3_000) + "\"}";
        assertThat(webhook("POST", "?wait=true", "{\"embeds\":[" + half + "," + half + "]}")
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> over =
                webhook("POST", "?wait=true", "{\"embeds\":[" + half + "," + half + ",{\"title\":\"x\"}]}");
        assertThat(json(over).at("/errors/embeds/_errors/0/code").asText()).isEqualTo("MAX_EMBED_SIZE_EXCEEDED");
    }

    @Test
    void emptyMessagesBadJsonAndWrongTokensHaveTheirCodes() throws Exception {
        assertThat(json(webhook("POST", "", "{}")).path("code").asInt()).isEqualTo(50006);
        assertThat(json(webhook("POST", "", "{")).path("code").asInt()).isEqualTo(50109);
        HttpResponse<String> token = send("POST", "/webhooks/123456789012345678/wrong", "{}", "");
        assertThat(token.statusCode()).isEqualTo(401);
        assertThat(json(token).path("code").asInt()).isEqualTo(50027);
        HttpResponse<String> gone = send("POST", "/webhooks/123456789012345679/wrong", "{}", "");
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(json(gone).path("code").asInt()).isEqualTo(10015);
        assertThat(send("GET", "/users/@me", "", "Bot nobody").statusCode()).isEqualTo(401);
        assertThat(json(webhook("GET", "", "")).path("channel_id").asText())
                .isEqualTo(discord.options().channelId());
    }

    @Test
    void aForeignUserAgentIsBlocked() throws Exception {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(discord.webhookUrl())).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(json(response).path("code").asInt()).isEqualTo(40333);
    }

    @Test
    void theSixthMessageInTwoSecondsMustWait() throws Exception {
        for (int i = 0; i < 5; i++) {
            HttpResponse<String> response = webhook("POST", "?wait=true", "{\"content\":\"m\"}");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("X-RateLimit-Remaining")).hasValue(Integer.toString(4 - i));
        }
        HttpResponse<String> refused = webhook("POST", "?wait=true", "{\"content\":\"m\"}");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(refused.headers().firstValue("Via")).isPresent();
        assertThat(refused.headers().firstValue("X-RateLimit-Reset-After")).hasValue("2.000");
        assertThat(json(refused).path("retry_after").isNumber()).isTrue();
        now.set(now.get().plusSeconds(2));
        assertThat(webhook("POST", "?wait=true", "{\"content\":\"m\"}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aRepeatedNonceFindsTheEarlierMessage() throws Exception {
        String body = "{\"content\":\"once\",\"nonce\":\"n1\",\"enforce_nonce\":true}";
        String id = json(bot("POST", "/messages", body)).path("id").asText();
        assertThat(json(bot("POST", "/messages", body)).path("id").asText()).isEqualTo(id);
        assertThat(json(bot("GET", "/messages?after=" + (Long.parseLong(id) - 1), "")))
                .hasSize(1);
        now.set(now.get().plusSeconds(121));
        assertThat(json(bot("POST", "/messages", body)).path("id").asText()).isNotEqualTo(id);
    }

    @Test
    void faultsAreThrownOnceAndCounted() throws Exception {
        control("POST", "faults/status?code=503");
        assertThat(webhook("POST", "", "{\"content\":\"m\"}").statusCode()).isEqualTo(503);
        control("POST", "faults/drop");
        assertThatThrownBy(() -> webhook("POST", "", "{\"content\":\"m\"}")).isInstanceOf(IOException.class);
        assertThat(state().path("messages").asInt()).isZero();
        control("POST", "faults/apply-then-drop");
        assertThatThrownBy(() -> webhook("POST", "", "{\"content\":\"m\"}")).isInstanceOf(IOException.class);
        control("POST", "faults/apply-then-status?code=502");
        assertThat(webhook("POST", "", "{\"content\":\"m\"}").statusCode()).isEqualTo(502);
        assertThat(state().path("messages").asInt()).isEqualTo(2);
        control("POST", "faults/rate-limit?ms=1500");
        HttpResponse<String> limited = webhook("POST", "", "{\"content\":\"m\"}");
        assertThat(limited.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(limited.headers().firstValue("X-RateLimit-Limit")).hasValue("5");
        assertThat(limited.headers().firstValue("X-RateLimit-Remaining")).hasValue("0");
        assertThat(limited.headers().firstValue("X-RateLimit-Reset-After")).hasValue("1.500");
        assertThat(limited.headers().firstValue("X-RateLimit-Bucket")).isPresent();
        assertThat(json(limited).path("retry_after").decimalValue()).isEqualByComparingTo("1.5");
        assertThat(state().at("/faults").toString())
                .isEqualTo("{\"apply-then-drop\":1,\"apply-then-status\":1,\"drop\":1,\"rate-limit\":1,\"status\":1}");
        assertThat(json(control("GET", "requests")).at("/requests/0/path").asText())
                .isEqualTo("/webhooks/123456789012345678/{token}");
    }

    @Test
    void embedsWithTheSameAddressAreShownOnce() throws Exception {
        String embed = "{\"title\":\"t\",\"url\":\"https://kalshi.com/markets/x\"}";
        JsonNode message = json(webhook("POST", "?wait=true", "{\"embeds\":[" + embed + "," + embed + "]}"));
        assertThat(message.path("embeds")).hasSize(1);
    }

    @Test
    void thePageRunsOnlyItsOwnScriptAndShowsTextAsText() throws Exception {
        HttpResponse<String> page = get("");
        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy).contains("default-src 'none'", "script-src 'self'").doesNotContain("unsafe");
        assertThat(page.body()).doesNotContain("<script>", "style=", "onclick", "http://", "https://");
        String script = get("messages.js").body();
        assertThat(script)
                .contains("textContent")
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
        webhook("POST", "", "{\"content\":\"<img src=x onerror=alert(1)>\"}");
        HttpResponse<String> messages = get("sandbox/messages");
        assertThat(messages.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(messages.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(json(messages).at("/messages/0/message/content").asText()).isEqualTo("<img src=x onerror=alert(1)>");
    }

    @Test
    void anotherSitesPageIsRefused() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(discord.pageUrl() + "sandbox/messages"))
                .header("Origin", "http://evil.example")
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
    }

    private HttpResponse<String> webhook(String method, String rest, String body) throws Exception {
        String path = discord.webhookUrl().substring(discord.baseUrl().length());
        return send(method, path + rest, body, "");
    }

    private HttpResponse<String> bot(String method, String rest, String body) throws Exception {
        String path = "/channels/" + discord.options().channelId() + rest;
        return send(method, path, body, "Bot " + discord.options().botToken());
    }

    private HttpResponse<String> send(String method, String path, String body, String authorization) throws Exception {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(discord.baseUrl() + path))
                .header("User-Agent", "DiscordBot (https://example.org, 1)")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            builder.header("Authorization", authorization);
        }
        return http.send(builder.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(discord.pageUrl() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> control(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(discord.pageUrl() + "sandbox/" + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode state() throws Exception {
        return json(control("GET", "state"));
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return Reply.MAPPER.readTree(response.body());
    }
}
