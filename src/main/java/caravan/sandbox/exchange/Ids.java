package caravan.sandbox.exchange;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Names orders and trades.
 *
 * <p>The start time goes into them: a sandbox that is started again with the same seed must not reuse the ids of trades
 * that somebody has stored already.
 */
final class Ids {
    private final SplittableRandom random;

    Ids(long seed, Instant start) {
        this.random = new SplittableRandom(seed ^ ChronoUnit.MICROS.between(Instant.EPOCH, start));
    }

    String next() {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
