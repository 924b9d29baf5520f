package caravan.sandbox.exchange.rest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** A value as it is now and as it was up to a minute ago, for reads that lag behind. */
final class Versions<T> {
    /** How far back one can look. */
    static final long KEPT_MICROS = 60_000_000;

    private record Version<T>(long time, T value) {}

    /** Newest first. */
    private final Deque<Version<T>> versions = new ArrayDeque<>();

    void put(long time, T value) {
        Version<T> newest = versions.peekFirst();
        if (newest != null && newest.time() == time) {
            versions.removeFirst();
        }
        versions.addFirst(new Version<>(time, value));
        forget(time - KEPT_MICROS);
    }

    /** What it was at a time; null when it was not there yet. */
    @Nullable
    T at(long time) {
        for (Version<T> version : versions) {
            if (version.time() <= time) {
                return version.value();
            }
        }
        return null;
    }

    /** Drops what was replaced before a time. */
    private void forget(long time) {
        Iterator<Version<T>> oldest = versions.descendingIterator();
        int stale = -1;
        while (oldest.hasNext() && oldest.next().time() <= time) {
            stale++;
        }
        for (; stale > 0; stale--) {
            versions.removeLast();
        }
    }
}
