package caravan.sandbox.simulation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the simulated exchange behaves.
 *
 * @param seed the same seed, start and commands give the same events
 * @param start the first moment, microseconds since 1970
 * @param cash what the own account starts with, in millionths of a dollar
 * @param orderInterval how often a random order of the own account is placed
 * @param intensity how lively the markets are; 1 is some forty book changes a second in all
 * @param quiet whether random own orders and lifecycle changes are left out
 * @param mood of all markets; null lets each have its own
 * @param shortMarkets how long markets last that open, close and pay out one after another; zero for none
 * @param weeklyPause whether trading pauses on Thursdays from 3 to 5 in New York, as on the exchange
 */
public record WorldOptions(
        long seed,
        long start,
        long cash,
        Duration orderInterval,
        double intensity,
        boolean quiet,
        @Nullable Mood mood,
        Duration shortMarkets,
        boolean weeklyPause) {
    /** Ten thousand dollars. */
    public static final long DEFAULT_CASH = 10_000_000_000L;

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    public WorldOptions {
        if (orderInterval.isNegative() || orderInterval.isZero()) {
            throw new IllegalArgumentException("order interval must be above 0, was " + orderInterval);
        }
        requireIntensity(intensity);
        if (!shortMarkets.isZero() && (shortMarkets.compareTo(SHORTEST) < 0 || shortMarkets.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException(
                    "short markets must last 1 minute to 1 day, or 0 for none, was " + shortMarkets);
        }
    }

    /** Markets in their own moods, none of them short, no weekly pause. */
    public WorldOptions(long seed, long start, long cash, Duration orderInterval, double intensity, boolean quiet) {
        this(seed, start, cash, orderInterval, intensity, quiet, null, Duration.ZERO, false);
    }

    public WorldOptions withMood(Mood all) {
        return new WorldOptions(seed, start, cash, orderInterval, intensity, quiet, all, shortMarkets, weeklyPause);
    }

    public WorldOptions withShortMarkets(Duration length) {
        return new WorldOptions(seed, start, cash, orderInterval, intensity, quiet, mood, length, weeklyPause);
    }

    public WorldOptions withWeeklyPause(boolean on) {
        return new WorldOptions(seed, start, cash, orderInterval, intensity, quiet, mood, shortMarkets, on);
    }

    static double requireIntensity(double intensity) {
        if (!(intensity >= 0 && intensity <= 1_000_000)) {
            throw new IllegalArgumentException("intensity must be 0 to 1000000, was " + intensity);
        }
        return intensity;
    }
}
