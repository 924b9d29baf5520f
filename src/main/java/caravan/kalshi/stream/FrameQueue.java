package caravan.kalshi.stream;

import caravan.model.ConnectionEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What waits between the event loop and the worker, in order.
 *
 * <p>Frames are bounded by pausing the socket: nothing is refused or dropped here. The few other entries do not count.
 * Entries are put by event loops and taken by one worker.
 */
final class FrameQueue {
    /** Something for the worker to do. */
    sealed interface Entry {
        /** A frame, with its number within its session. */
        record Arrived(Session session, long number, Instant receivedTime, String text) implements Entry {}

        /** The connection itself changed. */
        record Happened(ConnectionEvent event) implements Entry {}

        /**
         * Answers should have come before this entry. The queue is passed first because an answer that waits in it is not
         * late.
         *
         * @param sentBefore which commands should be answered, by the session's own clock
         */
        record AnswersDue(Session session, long sentBefore) implements Entry {}

        /** The session has nothing to wait for: there is nothing to subscribe to. */
        record NothingToAnswer(Session session) implements Entry {}

        /** Nothing comes after it. */
        record End() implements Entry {}
    }

    private static final int MOST_AT_ONCE = 256;

    private final LinkedBlockingQueue<Entry> entries = new LinkedBlockingQueue<>();
    private final AtomicInteger depth = new AtomicInteger();
    private final AtomicBoolean paused = new AtomicBoolean();
    private final int size;
    private final int lowMark;
    private final Runnable roomAgain;

    /**
     * @param size frames that may wait
     * @param roomAgain called once after a pause, when half of the frames are gone; by the worker or by who paused
     */
    FrameQueue(int size, Runnable roomAgain) {
        this.size = size;
        this.lowMark = size / 2;
        this.roomAgain = roomAgain;
    }

    /** Adds a frame; returns false when it was the last that fits and the socket must be paused. */
    boolean put(Entry.Arrived frame) {
        int now = depth.incrementAndGet();
        entries.add(frame);
        return now < size;
    }

    void put(Entry other) {
        entries.add(other);
    }

    /** Called after the socket was paused: from here on {@code roomAgain} will be called, perhaps at once. */
    void pausedSocket() {
        paused.set(true);
        tellWhenRoom();
    }

    /** Waits for entries and moves them into the collection; they count until {@link #done()}. */
    void take(Collection<? super Entry> into) throws InterruptedException {
        into.add(entries.take());
        entries.drainTo(into, MOST_AT_ONCE);
    }

    /** Called after each frame that was taken. */
    void done() {
        depth.decrementAndGet();
        tellWhenRoom();
    }

    private void tellWhenRoom() {
        if (paused.get() && depth.get() <= lowMark && paused.compareAndSet(true, false)) {
            roomAgain.run();
        }
    }

    /** Frames that wait or are being worked on. */
    int depth() {
        return depth.get();
    }

    /** Whether anything waits, frames or other entries. */
    boolean isEmpty() {
        return depth.get() == 0 && entries.isEmpty();
    }
}
