package caravan.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells from Discord's answer what became of a message. Holds no state. */
final class DiscordAnswers {
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);
    private static final Duration WAIT_WHEN_NOT_TOLD = Duration.ofSeconds(5);
    private static final Duration WAIT_WHEN_BLOCKED = Duration.ofSeconds(60);
    private static final int INVALID_FORM = 50035;
    /** The message that a repeat is recognised as does not exist any more. */
    private static final int UNKNOWN_MESSAGE = 10008;
    /** Codes about one message, such as a text that a server's own filters do not let pass; not about the sender. */
    private static final Set<Integer> ABOUT_THE_MESSAGE = Set.of(UNKNOWN_MESSAGE, 20009, 200000, 200001, 240000);

    private DiscordAnswers() {}

    /**
     * Reads an answer.
     *
     * @throws DiscordException if the message was not stored, or may not have been
     */
    static SentMessage outcome(DiscordTarget target, HttpResponse<String> response) {
        int status = response.statusCode();
        JsonNode answer = MessageJson.read(response.body());
        if (status == 200 || status == 201) {
            if (answer != null && answer.path("id").isTextual()) {
                return new SentMessage(
                        answer.path("channel_id").asText(), answer.path("id").asText());
            }
            throw unknown(target, "the answer " + status + " held no message");
        }
        if (status == 429) {
            throw rateLimited(response.headers(), answer);
        }
        if (status >= 300 && status < 500 && status != 408) {
            throw refused(target, status, answer);
        }
        throw unknown(target, "the answer was " + status);
    }

    private static DiscordException rateLimited(HttpHeaders headers, @Nullable JsonNode answer) {
        boolean blocked = headers.firstValue("Via").isEmpty();
        boolean global = blocked
                || headers.firstValue("X-RateLimit-Global").isPresent()
                || (answer != null && answer.path("global").asBoolean());
        Optional<Duration> header = RateLimits.seconds(headers, "Retry-After");
        Optional<Duration> body = Optional.ofNullable(answer)
                .map(node -> node.get("retry_after"))
                .filter(JsonNode::isNumber)
                .map(node -> RateLimits.duration(node.doubleValue()));
        Duration wait = longer(header, body).orElse(blocked ? WAIT_WHEN_BLOCKED : WAIT_WHEN_NOT_TOLD);
        if (wait.compareTo(SHORTEST_WAIT) < 0) {
            wait = SHORTEST_WAIT;
        }
        return new DiscordException.RateLimited(wait, global);
    }

    private static DiscordException refused(DiscordTarget target, int status, @Nullable JsonNode answer) {
        int code = answer == null ? 0 : answer.path("code").asInt();
        if (status >= 400 && !isDiscords(answer)) {
            return new DiscordException.Intercepted(status);
        }
        if (status == 404 && code == UNKNOWN_MESSAGE && target.deduplicates()) {
            return new DiscordException.Deleted();
        }
        boolean wrongAddress = status < 400;
        boolean halted = wrongAddress
                || ((status == 401 || status == 403 || status == 404) && !ABOUT_THE_MESSAGE.contains(code));
        StringBuilder message = new StringBuilder("Discord refuses the message: ").append(status);
        if (answer != null) {
            message.append(", code ")
                    .append(code)
                    .append(", ")
                    .append(answer.path("message").asText());
        }
        if (answer != null && code == INVALID_FORM) {
            message.append(" (").append(MessageJson.faults(answer)).append(')');
        }
        if (halted) {
            message.append(". ")
                    .append(advice(target, status))
                    .append(" and start again; nothing more is sent to the ");
            message.append(target).append(" until then");
        }
        return new DiscordException.Refused(status, code, halted, target.oneLine(message.toString()));
    }

    /** Whether it has the form of Discord's errors: each has a number and a text. */
    static boolean isDiscords(@Nullable JsonNode answer) {
        return answer != null
                && answer.path("code").isIntegralNumber()
                && answer.path("message").isTextual();
    }

    /** What to do about a target that is refused. */
    static String advice(DiscordTarget target, int status) {
        boolean bot = target.authorization() != null;
        return switch (status) {
            case 401 -> bot ? "Set discord.bot-token anew" : "Copy discord.webhook-url anew";
            case 403 ->
                bot
                        ? "Give the bot View Channel, Send Messages and Embed Links in that channel"
                        : "Make a new webhook, set discord.webhook-url";
            case 404 ->
                bot
                        ? "The channel is gone or hidden from the bot: set discord.channel-id"
                        : "The webhook is gone: make a new one, set discord.webhook-url";
            default -> "That address is not Discord's: check discord.base-url and discord.webhook-url";
        };
    }

    private static Optional<Duration> longer(Optional<Duration> one, Optional<Duration> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return one.get().compareTo(other.get()) >= 0 ? one : other;
    }

    /** Nobody knows whether the message arrived. */
    static DiscordException unknown(DiscordTarget target, String found) {
        return new DiscordException.OutcomeUnknown(
                "It is not known whether Discord stored the message: " + found, target.deduplicates());
    }
}
