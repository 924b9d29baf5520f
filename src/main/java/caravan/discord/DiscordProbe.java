package caravan.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks Discord whether a target is there, and sends nothing to it. */
public final class DiscordProbe {
    private final HttpClient http;
    private final Duration patience;

    /** @param patience how long one request may take */
    public DiscordProbe(Duration patience) {
        this.patience = patience;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .build();
    }

    /**
     * What came of it.
     *
     * @param text what Discord has there, or why it is not known; holds no secret
     * @param fix what to do; empty where it is there
     */
    public record Result(boolean isThere, String text, String fix) {}

    /** Asks; a bot is asked for itself before its channel, so that the answer tells which of the two is wrong. */
    public Result look(DiscordTarget target) {
        String name = "";
        for (URI uri : target.readable()) {
            try {
                HttpResponse<String> answer = http.send(request(target, uri), HttpResponse.BodyHandlers.ofString());
                JsonNode body = MessageJson.read(answer.body());
                if (answer.statusCode() != 200 || body == null) {
                    return refused(target, answer.statusCode(), body);
                }
                name = body.path(body.has("username") ? "username" : "name").asText("without a name");
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return new Result(false, "stopped before there was an answer", "try again");
            } catch (IOException silent) {
                return new Result(
                        false,
                        "expected an answer of %s, found none (%s)"
                                .formatted(uri.getHost(), silent.getClass().getSimpleName()),
                        "check the network, a proxy, and discord.base-url");
            }
        }
        return new Result(true, target.oneLine(name), "");
    }

    private HttpRequest request(DiscordTarget target, URI uri) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(patience).header("User-Agent", DiscordClient.USER_AGENT);
        if (target.authorization() != null) {
            request.header("Authorization", target.authorization());
        }
        return request.build();
    }

    private static Result refused(DiscordTarget target, int status, @Nullable JsonNode answer) {
        if (!DiscordAnswers.isDiscords(answer)) {
            return new Result(
                    false,
                    "expected an answer by Discord, found " + status + " without Discord's reason",
                    "check a proxy or filter on the way, and discord.base-url");
        }
        String reason = "%d, code %d, %s"
                .formatted(
                        status,
                        answer.path("code").asInt(),
                        answer.path("message").asText());
        return status == 401 || status == 403 || status == 404
                ? new Result(false, target.oneLine(reason), DiscordAnswers.advice(target, status))
                : new Result(false, target.oneLine(reason), "try again later");
    }
}
