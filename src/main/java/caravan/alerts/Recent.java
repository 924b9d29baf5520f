package caravan.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts what happened within the last while; counts no further than to a limit. */
final class Recent {
    private final Duration window;
    private final int limit;
    private final Deque<Instant> times = new ArrayDeque<>();

    Recent(Duration window, int limit) {
        this.window = window;
        this.limit = limit;
    }

    /** Something happened; returns how much did within the window, that included. */
    int add(Instant now) {
        times.addLast(now);
        if (times.size() > limit) {
            times.removeFirst();
        }
        return count(now);
    }

    int count(Instant now) {
        while (!times.isEmpty() && !now.isBefore(times.getFirst().plus(window))) {
            times.removeFirst();
        }
        return times.size();
    }

    void clear() {
        times.clear();
    }
}
