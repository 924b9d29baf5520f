package caravan.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A stand-in with a clock of its own, and somebody who calls it. */
final class DiscordCaller implements AutoCloseable {
    static final String AGENT = "DiscordBot (https://example.org, 1)";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final SandboxDiscord discord;
    private Instant now = Instant.parse("2026-11-20T10:00:00.123Z");

    DiscordCaller() {
        discord = new SandboxDiscord(DiscordOptions.of(() -> now)).start(0);
    }

    /** An answer and what is in it. */
    record Answer(int status, HttpResponse<String> response) {
        JsonNode json() throws IOException {
            return JSON.readTree(response.body());
        }

        int code() throws IOException {
            return json().path("code").asInt();
        }

        String id() throws IOException {
            return json().path("id").asText();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    SandboxDiscord discord() {
        return discord;
    }

    void wait(Duration duration) {
        now = now.plus(duration);
    }

    Answer webhook(String method, String rest, String body) throws Exception {
        return send(method, discord.webhookUrl().substring(discord.baseUrl().length()) + rest, body, "");
    }

    Answer bot(String method, String rest, String body) throws Exception {
        return send(method, channel() + rest, body, authorization());
    }

    String channel() {
        return "/channels/" + discord.options().channelId();
    }

    String authorization() {
        return "Bot " + discord.options().botToken();
    }

    Answer send(String method, String path, String body, String authorization) throws Exception {
        return send(method, path, "application/json", body, authorization);
    }

    Answer send(String method, String path, String type, String body, String authorization) throws Exception {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(discord.baseUrl() + path))
                .timeout(Duration.ofSeconds(10))
                .header("User-Agent", AGENT)
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (!authorization.isEmpty()) {
            builder.header("Authorization", authorization);
        }
        return answer(builder.build());
    }

    /** Sends a bot's message or edit with a picture. */
    Answer withPicture(String method, String rest, String json, String filename) throws Exception {
        String form = """
                --b\r
                Content-Disposition: form-data; name="payload_json"\r
                Content-Type: application/json\r
                \r
                %s\r
                --b\r
                Content-Disposition: form-data; name="files[0]"; filename="%s"\r
                Content-Type: image/png\r
                \r
                picture\r
                --b--\r
                """.formatted(json, filename);
        return send(method, channel() + rest, "multipart/form-data; boundary=b", form, authorization());
    }

    /** Calls while the test goes on. */
    CompletableFuture<Answer> later(Callable<Answer> call) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return call.call();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
    }

    Answer control(String method, String path) throws Exception {
        return answer(HttpRequest.newBuilder(URI.create(discord.pageUrl() + "sandbox/" + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());
    }

    JsonNode state() throws Exception {
        return control("GET", "state").json();
    }

    Answer get(String url) throws Exception {
        return answer(HttpRequest.newBuilder(URI.create(url)).build());
    }

    private Answer answer(HttpRequest request) throws Exception {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response);
    }

    @Override
    public void close() {
        discord.close();
    }
}
