package caravan.kalshi.stream;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The waits between attempts: each twice the one before, give or take half, so that many clients that lost the exchange
 * together do not come back together.
 *
 * <p>For 1 s and 60 s: around 1, 2, 4, 8, 16, 32, 60, 60 … seconds; never more than 60. Not thread-safe.
 */
final class Backoff {
    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private Duration next;

    Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
        this.next = first;
    }

    /** Returns the next wait in milliseconds, at least 1. */
    long nextMillis() {
        double factor = 0.5 + random.nextDouble();
        long millis = Math.min((long) (next.toMillis() * factor), longest.toMillis());
        Duration twice = next.multipliedBy(2);
        next = twice.compareTo(longest) < 0 ? twice : longest;
        return Math.max(1, millis);
    }

    /** Returns a much shorter wait, a tenth to a quarter of the first, at least 1; it does not count. */
    long soonMillis() {
        return Math.max(1, (long) (first.toMillis() * (0.1 + 0.15 * random.nextDouble())));
    }

    /** Returns half of the longest wait to all of it: for when it is known that nobody is there. It does not count. */
    long longMillis() {
        return Math.max(1, (long) (longest.toMillis() * (0.5 + 0.5 * random.nextDouble())));
    }

    void reset() {
        next = first;
    }
}
