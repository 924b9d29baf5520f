package caravan.sandbox.simulation;

import java.time.Duration;

/**
 * How the simulated exchange behaves.
 *
 * @param seed the same seed, start and commands give the same events
 * @param start the first moment, microseconds since 1970
 * @param cash what the own account starts with, in millionths of a dollar
 * @param orderInterval how often a random order of the own account is placed
 * @param intensity how lively the markets are; 1 is some forty book changes a second in all
 * @param quiet whether random own orders and lifecycle changes are left out
 */
public record WorldOptions(long seed, long start, long cash, Duration orderInterval, double intensity, boolean quiet) {
    /** Ten thousand dollars. */
    public static final long DEFAULT_CASH = 10_000_000_000L;

    public WorldOptions {
        if (orderInterval.isNegative() || orderInterval.isZero()) {
            throw new IllegalArgumentException("order interval must be above 0, was " + orderInterval);
        }
        requireIntensity(intensity);
    }

    static double requireIntensity(double intensity) {
        if (!(intensity >= 0 && intensity <= 1_000_000)) {
            throw new IllegalArgumentException("intensity must be 0 to 1000000, was " + intensity);
        }
        return intensity;
    }
}
