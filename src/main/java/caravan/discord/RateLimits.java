package caravan.discord;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how long Discord wants to be left alone, route by route and on the whole.
 *
 * <p>A route is a method, a path and the channel or webhook in it: Discord gives one bucket name to routes that it counts
 * apart. Safe for use by many threads.
 *
 * @see <a href="https://docs.discord.com/developers/topics/rate-limits">Discord: rate limits</a>
 */
final class RateLimits {
    private static final Duration LONGEST = Duration.ofDays(1);
    private final Map<String, Instant> routes = new ConcurrentHashMap<>();
    private volatile Instant everything = Instant.MIN;

    /**
     * Checks whether a request would surely be refused now.
     *
     * @throws DiscordException.RateLimited if so, with the time to wait
     */
    void check(String route, Instant now) {
        if (now.isBefore(everything)) {
            throw new DiscordException.RateLimited(Duration.between(now, everything), true);
        }
        Instant reopens = routes.get(route);
        if (reopens != null && now.isBefore(reopens)) {
            throw new DiscordException.RateLimited(Duration.between(now, reopens), false);
        }
    }

    /** Takes note of what an answer says about the next request. */
    void learn(String route, HttpHeaders headers, Instant now) {
        Optional<Duration> resetAfter = seconds(headers, "X-RateLimit-Reset-After");
        boolean spent = headers.firstValue("X-RateLimit-Remaining")
                .map(remaining -> remaining.strip().equals("0"))
                .orElse(false);
        if (spent && resetAfter.isPresent()) {
            routes.put(route, now.plus(resetAfter.get()));
        } else {
            routes.remove(route);
        }
    }

    /** Takes note of a refusal: nothing is sent on the route, or on any, until the time is over. */
    void pause(String route, Duration wait, boolean global, Instant now) {
        if (global) {
            everything = now.plus(wait);
        } else {
            routes.put(route, now.plus(wait));
        }
    }

    /** Reads seconds with decimals; empty when there is no such header or no number in it. */
    static Optional<Duration> seconds(HttpHeaders headers, String name) {
        return headers.firstValue(name).map(RateLimits::seconds);
    }

    private static @Nullable Duration seconds(String text) {
        try {
            return duration(Double.parseDouble(text.strip()));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Rounds up to the millisecond: a moment too early is refused again. */
    static Duration duration(double seconds) {
        if (!(seconds > 0)) {
            return Duration.ZERO;
        }
        return seconds >= LONGEST.toSeconds() ? LONGEST : Duration.ofMillis((long) Math.ceil(seconds * 1000));
    }
}
