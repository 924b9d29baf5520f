package caravan.sandbox.discord;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** How many requests each route may take in its window. Not thread-safe. */
final class Buckets {
    /** A limit: so many requests in a window that starts with the first of them. */
    record Limit(int requests, Duration window) {}

    /**
     * Whether a request may pass, and what its answer says about the limit.
     *
     * @param retryAfter how long to wait when it may not
     * @param scope whose limit it is: {@code user} or {@code shared}
     */
    record Verdict(boolean refused, Duration retryAfter, String scope, Map<String, String> headers) {}

    private static final Limit EXECUTE = new Limit(5, Duration.ofSeconds(2));
    private static final Limit MESSAGE = new Limit(5, Duration.ofSeconds(5));
    private static final Limit OTHER = new Limit(50, Duration.ofSeconds(1));
    private static final Limit HIDDEN = new Limit(30, Duration.ofSeconds(60));

    private static final class Bucket {
        private Instant reset = Instant.MIN;
        private int left;
    }

    private final Map<String, Bucket> buckets = new HashMap<>();
    /** Whether anything is limited at all. */
    boolean on = true;
    /** Whether all webhooks of the channel also share 30 messages a minute, which no header tells. */
    boolean hidden;

    /**
     * Takes one request.
     *
     * @param route method and path template
     */
    Verdict take(String route, Instant now) {
        Limit limit = limit(route);
        if (!on) {
            return new Verdict(false, Duration.ZERO, "user", Map.of());
        }
        Bucket bucket = bucket(route, limit, now);
        boolean refused = bucket.left == 0;
        Duration wait = Duration.between(now, bucket.reset);
        String scope = "user";
        if (!refused) {
            if (hidden && route.startsWith("POST /webhooks")) {
                Bucket shared = bucket("channel", HIDDEN, now);
                refused = shared.left == 0;
                shared.left = Math.max(0, shared.left - 1);
                wait = refused ? Duration.between(now, shared.reset) : wait;
                scope = "shared";
            }
            bucket.left = Math.max(0, bucket.left - 1);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-RateLimit-Limit", Integer.toString(limit.requests()));
        headers.put("X-RateLimit-Remaining", Integer.toString(bucket.left));
        headers.put("X-RateLimit-Reset", seconds(Duration.between(Instant.EPOCH, bucket.reset)));
        headers.put("X-RateLimit-Reset-After", seconds(Duration.between(now, bucket.reset)));
        headers.put("X-RateLimit-Bucket", Integer.toHexString(Objects.hash("bucket", route)));
        return new Verdict(refused, wait, scope, headers);
    }

    private Bucket bucket(String name, Limit limit, Instant now) {
        Bucket bucket = buckets.computeIfAbsent(name, absent -> new Bucket());
        if (!now.isBefore(bucket.reset)) {
            bucket.reset = now.plus(limit.window());
            bucket.left = limit.requests();
        }
        return bucket;
    }

    private static Limit limit(String route) {
        if (route.startsWith("POST /webhooks")) {
            return EXECUTE;
        }
        return route.startsWith("POST") || route.startsWith("PATCH") ? MESSAGE : OTHER;
    }

    static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).toPlainString();
    }
}
