package caravan.sandbox.discord;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How many requests are taken: by bot or address, by route, by channel, and how many may be invalid. Not thread-safe.
 *
 * <p>Discord publishes few of these numbers. They are those that others have seen, and change without notice.
 *
 * @see <a href="https://docs.discord.com/developers/topics/rate-limits">Discord: rate limits</a>
 */
final class Limits {
    private static final Duration OLD = Duration.ofHours(1);
    private static final int OLD_EDITS_CODE = 30046;

    private final Windows routes = new Windows();
    private final Windows webhookPosts = new Windows();
    private final Windows oldEdits = new Windows();
    private final Window bot = new Window(50, Duration.ofSeconds(1));
    private final Window address = new Window(50, Duration.ofSeconds(1));
    private final Window invalid = new Window(10_000, Duration.ofMinutes(10));
    private long invalidCount;
    /** Whether anything is limited at all. */
    private boolean on = true;
    /** Whether all webhooks of the channel also share 30 messages a minute, which no header tells. */
    private boolean hidden = true;

    boolean on() {
        return on;
    }

    void on(boolean limited) {
        on = limited;
    }

    boolean hidden() {
        return hidden;
    }

    void hidden(boolean shared) {
        hidden = shared;
    }

    /** How many requests were answered with 401, 403 or a 429 of the client's own making. */
    long invalidCount() {
        return invalidCount;
    }

    /** Whether the network in front of Discord has had enough of this client. */
    boolean isBlocked(Instant now) {
        return on && invalid.isSpent(now);
    }

    /** Takes note of an answer. */
    void answered(Reply reply, Instant now) {
        boolean refused = reply.status() == 401 || reply.status() == 403 || reply.status() == 429;
        if (refused && !"shared".equals(reply.headers().get("X-RateLimit-Scope"))) {
            invalidCount++;
            invalid.take(now);
        }
    }

    /**
     * Refuses what is above 50 requests a second of the bot, or of the one address that all others come from.
     *
     * @param byBot whether the request has the bot's token; one that nobody knows counts for the address
     */
    @Nullable
    Reply globalRefusal(Call call, boolean byBot) {
        Window window = byBot ? bot : address;
        return !on || window.take(call.time())
                ? null
                : limited(Duration.between(call.time(), window.reset()), "global", 0);
    }

    /**
     * Takes one request of a route.
     *
     * @param created when the message was created that the request edits; null for other requests
     * @return null if it may pass
     */
    @Nullable
    Reply refusal(Operation operation, Call call, String channel, @Nullable Instant created) {
        if (!on) {
            return null;
        }
        Instant now = call.time();
        Window route = route(operation, call);
        if (!route.take(now)) {
            return limited(Duration.between(now, route.reset()), "user", 0).with(headers(operation, call));
        }
        if (operation == Operation.EXECUTE && hidden) {
            Window shared = webhookPosts.get(channel, 30, Duration.ofSeconds(60));
            if (!shared.take(now)) {
                return limited(Duration.between(now, shared.reset()), "shared", 0)
                        .with(headers(operation, call));
            }
        }
        if (operation.isEdit() && created != null && created.plus(OLD).isBefore(now)) {
            Window old = oldEdits.get(channel, 3, Duration.ofSeconds(6));
            if (!old.take(now)) {
                return limited(Duration.between(now, old.reset()), "user", OLD_EDITS_CODE)
                        .with(headers(operation, call));
            }
        }
        return null;
    }

    /** What every answer on a route says about its limit. */
    Map<String, String> headers(Operation operation, Call call) {
        if (!on) {
            return Map.of();
        }
        Window route = route(operation, call);
        return headers(operation, call, route.left(), route.reset());
    }

    /** What an answer says about a limit that is reached, whatever was really used of it. */
    Map<String, String> spent(Operation operation, Call call, Duration wait) {
        return headers(operation, call, 0, call.time().plus(wait));
    }

    private Map<String, String> headers(Operation operation, Call call, int left, Instant reset) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-RateLimit-Limit", Integer.toString(route(operation, call).limit()));
        headers.put("X-RateLimit-Remaining", Integer.toString(left));
        headers.put("X-RateLimit-Reset", seconds(Duration.between(Instant.EPOCH, reset)));
        headers.put("X-RateLimit-Reset-After", seconds(Duration.between(call.time(), reset)));
        headers.put("X-RateLimit-Bucket", "%08x".formatted(Objects.hash("bucket", operation.family())));
        return headers;
    }

    /** A 429 as Discord writes it. */
    static Reply limited(Duration wait, String scope, int code) {
        var body = Reply.MAPPER
                .createObjectNode()
                .put("message", message(scope, code))
                .put("retry_after", BigDecimal.valueOf(wait.toMillis(), 3))
                .put("global", scope.equals("global"));
        if (code != 0) {
            body.put("code", code);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Retry-After", Long.toString(Math.max(1, (wait.toMillis() + 999) / 1_000)));
        headers.put("X-RateLimit-Scope", scope);
        if (scope.equals("global")) {
            headers.put("X-RateLimit-Global", "true");
        }
        return Reply.of(429, body).with(headers);
    }

    private static String message(String scope, int code) {
        if (code == OLD_EDITS_CODE) {
            return "Maximum number of edits to messages older than 1 hour reached. Try again later.";
        }
        return scope.equals("shared") ? "The resource is being rate limited." : "You are being rate limited.";
    }

    private Window route(Operation operation, Call call) {
        String key = operation + " " + call.part(1) + (operation.isWebhook() ? " " + call.part(2) : "");
        return switch (operation) {
            case EXECUTE -> routes.get(key, 5, Duration.ofSeconds(2));
            case CREATE, EDIT, WEBHOOK_EDIT, THREAD, THREAD_ON_MESSAGE -> routes.get(key, 5, Duration.ofSeconds(5));
            default -> routes.get(key, 50, Duration.ofSeconds(1));
        };
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).toPlainString();
    }
}
