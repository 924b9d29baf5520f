package caravan.sandbox.engine;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The engine's time, and what is going to happen by itself. What is due at the same time happens in the order of asking.
 */
final class Clock {
    /** Something that is going to happen, unless it is canceled. */
    static final class Timer implements Comparable<Timer> {
        private final long time;
        private final long sequence;
        private @Nullable Runnable action;

        private Timer(long time, long sequence, Runnable action) {
            this.time = time;
            this.sequence = sequence;
            this.action = action;
        }

        @Override
        public int compareTo(Timer other) {
            return time == other.time ? Long.compare(sequence, other.sequence) : Long.compare(time, other.time);
        }
    }

    /** Canceled timers wait for their time like the others until there are so many of them, and more than others. */
    private static final int LITTER = 1_000;

    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private int canceled;
    private long sequence;
    private long now;

    Clock(long start) {
        now = start;
    }

    /** Microseconds since 1970. */
    long now() {
        return now;
    }

    Timer at(long time, Runnable action) {
        Timer timer = new Timer(time, sequence++, action);
        timers.add(timer);
        return timer;
    }

    /** Lets something not happen; nothing, where it already did. */
    void cancel(Timer timer) {
        if (timer.action != null) {
            timer.action = null;
            canceled++;
            if (canceled > LITTER && canceled > timers.size() / 2) {
                timers.removeIf(waiting -> waiting.action == null);
                canceled = 0;
            }
        }
    }

    /** How much waits for its time. */
    int waiting() {
        return timers.size() - canceled;
    }

    /** Lets time pass, and what is due happen, at its own time where that has not passed. Time never goes back. */
    void advanceTo(long time) {
        @Nullable Timer first = timers.peek();
        while (first != null && first.time <= time) {
            timers.remove();
            Runnable action = first.action;
            if (action == null) {
                canceled--;
            } else {
                first.action = null;
                now = Math.max(now, first.time);
                action.run();
            }
            first = timers.peek();
        }
        now = Math.max(now, time);
    }
}
