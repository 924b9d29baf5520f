package caravan.sandbox.discord;

import java.time.Duration;
import java.time.Instant;

/** So many requests in a time that starts with the first of them. Not thread-safe. */
final class Window {
    private final int limit;
    private final Duration length;
    private Instant reset = Instant.MIN;
    private int left;

    Window(int limit, Duration length) {
        this.limit = limit;
        this.length = length;
    }

    /** Takes one request; false if the limit is reached. */
    boolean take(Instant now) {
        if (!now.isBefore(reset)) {
            reset = now.plus(length);
            left = limit;
        }
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }

    /** Whether the next request would be refused. */
    boolean isSpent(Instant now) {
        return now.isBefore(reset) && left == 0;
    }

    int limit() {
        return limit;
    }

    int left() {
        return left;
    }

    Instant reset() {
        return reset;
    }
}
