package caravan.kalshi.rest.budget;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The time by which requests are sent: a clock that never goes back, a way to wait, and what spreads the waits.
 *
 * @param nanos as {@link System#nanoTime()}
 * @param random must be thread-safe
 */
public record Pace(LongSupplier nanos, Sleeper sleeper, RandomGenerator random) {
    /** The system's own clock. */
    public static Pace system(RandomGenerator random) {
        return new Pace(System::nanoTime, Sleeper.SYSTEM, random);
    }

    /** Half to one and a half, so that many clients that failed together do not come back together. */
    public double spread() {
        return 0.5 + random.nextDouble();
    }

    /** The wait, give or take half. */
    public Duration spread(Duration wait) {
        return Duration.ofNanos(Math.round(wait.toNanos() * spread()));
    }
}
