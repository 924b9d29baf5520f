package caravan.sandbox.engine;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The engine's time, and what is going to happen by itself. What is due at the same time happens in the order of asking.
 */
final class Clock {
    private record Timer(long time, long sequence, Runnable action) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            return time == other.time ? Long.compare(sequence, other.sequence) : Long.compare(time, other.time);
        }
    }

    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private long sequence;
    private long now;

    Clock(long start) {
        now = start;
    }

    /** Microseconds since 1970. */
    long now() {
        return now;
    }

    void at(long time, Runnable action) {
        timers.add(new Timer(time, sequence++, action));
    }

    /** Lets time pass, and what is due happen, at its own time where that has not passed. Time never goes back. */
    void advanceTo(long time) {
        @Nullable Timer first = timers.peek();
        while (first != null && first.time <= time) {
            timers.remove();
            now = Math.max(now, first.time);
            first.action.run();
            first = timers.peek();
        }
        now = Math.max(now, time);
    }
}
