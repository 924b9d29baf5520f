package caravan.kalshi.stream;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Numbers connections: microseconds since 1970, so that they go on increasing after a restart. */
final class ConnectionIds {
    private static final AtomicLong LAST = new AtomicLong();

    private ConnectionIds() {}

    /** Returns a number greater than every one before in this process, even when the clock stands or goes back. */
    static long next(InstantSource clock) {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        return LAST.updateAndGet(last -> Math.max(last + 1, now));
    }
}
