package caravan.sandbox.engine;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What is going to happen by itself, and when. What is due at the same time happens in the order of asking. */
final class Timers {
    private record Timer(long time, long sequence, Runnable action) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            return time == other.time ? Long.compare(sequence, other.sequence) : Long.compare(time, other.time);
        }
    }

    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private long sequence;

    void at(long time, Runnable action) {
        timers.add(new Timer(time, sequence++, action));
    }

    /** When the next one is due; {@link Long#MAX_VALUE} when nothing waits. */
    long next() {
        Timer first = timers.peek();
        return first == null ? Long.MAX_VALUE : first.time();
    }

    void runFirst() {
        @Nullable Timer first = timers.poll();
        if (first != null) {
            first.action().run();
        }
    }
}
