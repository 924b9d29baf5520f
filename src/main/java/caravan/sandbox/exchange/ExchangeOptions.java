package caravan.sandbox.exchange;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How a sandbox exchange behaves.
 *
 * @param seed the same seed gives the same markets and the same moves
 * @param keyFolder where the account's key pair is kept; made at the first start
 * @param orderInterval how often a random order of the account is placed
 * @param rate how lively the markets are; 1 is some forty book changes a second in all
 * @param quietAccount whether random orders and lifecycle changes are left out, so that only scripted orders are filled
 * @param tick how often the simulation moves; zero when only the caller moves it
 * @param bufferedFrames how many frames may wait for a slow client before a subscription dies
 */
public record ExchangeOptions(
        long seed,
        Path keyFolder,
        Duration orderInterval,
        double rate,
        boolean quietAccount,
        Duration tick,
        int bufferedFrames,
        InstantSource clock) {
    public ExchangeOptions {
        if (orderInterval.isNegative() || orderInterval.isZero()) {
            throw new IllegalArgumentException("order interval must be above 0, was " + orderInterval);
        }
        if (!(rate >= 0 && rate <= 1_000_000)) {
            throw new IllegalArgumentException("rate must be 0 to 1000000, was " + rate);
        }
        if (bufferedFrames <= 0) {
            throw new IllegalArgumentException("buffered frames must be above 0, were " + bufferedFrames);
        }
    }

    /** What {@code run} uses: lively enough to watch, calm enough to follow. */
    public static ExchangeOptions of(long seed, Path keyFolder, Duration orderInterval, InstantSource clock) {
        return new ExchangeOptions(seed, keyFolder, orderInterval, 1, false, Duration.ofMillis(100), 50_000, clock);
    }

    public ExchangeOptions withRate(double newRate) {
        return new ExchangeOptions(seed, keyFolder, orderInterval, newRate, quietAccount, tick, bufferedFrames, clock);
    }

    public ExchangeOptions withQuietAccount(boolean quiet) {
        return new ExchangeOptions(seed, keyFolder, orderInterval, rate, quiet, tick, bufferedFrames, clock);
    }

    ExchangeOptions withTick(Duration newTick) {
        return new ExchangeOptions(seed, keyFolder, orderInterval, rate, quietAccount, newTick, bufferedFrames, clock);
    }

    ExchangeOptions withBufferedFrames(int frames) {
        return new ExchangeOptions(seed, keyFolder, orderInterval, rate, quietAccount, tick, frames, clock);
    }
}
