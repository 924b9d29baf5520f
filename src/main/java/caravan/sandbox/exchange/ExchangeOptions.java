package caravan.sandbox.exchange;

import caravan.sandbox.exchange.rest.RestOptions;
import caravan.sandbox.exchange.stream.Form;
import caravan.sandbox.exchange.stream.StreamOptions;
import caravan.sandbox.simulation.WorldOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * How a sandbox exchange behaves.
 *
 * @param seed the same seed gives the same markets and the same moves
 * @param keyFolder where the account's key pair is kept; made at the first start
 * @param orderInterval how often a random order of the account is placed
 * @param rate how lively the markets are; 1 is some forty book changes a second in all
 * @param quietAccount whether random orders and lifecycle changes are left out, so that only scripted orders are filled
 * @param cash what the account starts with, in millionths of a dollar
 * @param shortMarkets how long markets last that open, close and pay out one after another; zero for none
 * @param weeklyPause whether trading pauses on Thursdays from 3 to 5 in New York, as on the exchange
 * @param tick how often the simulation moves; zero when only the caller moves it
 * @param form how the stream writes prices
 * @param stream the stream's limits
 * @param rest the limits of REST
 * @param faults switches that are used at the start, for example {@code gap?count=3}
 */
public record ExchangeOptions(
        long seed,
        Path keyFolder,
        Duration orderInterval,
        double rate,
        boolean quietAccount,
        long cash,
        Duration shortMarkets,
        boolean weeklyPause,
        Duration tick,
        Form form,
        StreamOptions stream,
        RestOptions rest,
        List<String> faults,
        InstantSource clock) {
    public ExchangeOptions {
        faults = List.copyOf(faults);
        if (orderInterval.isNegative() || orderInterval.isZero()) {
            throw new IllegalArgumentException("order interval must be above 0, was " + orderInterval);
        }
        if (!(rate >= 0 && rate <= 1_000_000)) {
            throw new IllegalArgumentException("rate must be 0 to 1000000, was " + rate);
        }
        if (cash < 0) {
            throw new IllegalArgumentException("cash must be at least 0, was " + cash);
        }
    }

    /** What {@code run} uses: lively enough to watch at any hour, calm enough to follow. */
    public static ExchangeOptions of(long seed, Path keyFolder, Duration orderInterval, InstantSource clock) {
        return new ExchangeOptions(
                seed,
                keyFolder,
                orderInterval,
                1,
                false,
                WorldOptions.DEFAULT_CASH,
                Duration.ZERO,
                false,
                Duration.ofMillis(100),
                Form.CURRENT,
                StreamOptions.DEFAULT,
                RestOptions.DEFAULT,
                List.of(),
                clock);
    }

    public ExchangeOptions withRate(double other) {
        return copy(other, quietAccount, cash, shortMarkets, weeklyPause, tick, form, stream, rest, faults);
    }

    public ExchangeOptions withQuietAccount(boolean other) {
        return copy(rate, other, cash, shortMarkets, weeklyPause, tick, form, stream, rest, faults);
    }

    public ExchangeOptions withCash(long other) {
        return copy(rate, quietAccount, other, shortMarkets, weeklyPause, tick, form, stream, rest, faults);
    }

    public ExchangeOptions withShortMarkets(Duration other) {
        return copy(rate, quietAccount, cash, other, weeklyPause, tick, form, stream, rest, faults);
    }

    public ExchangeOptions withWeeklyPause(boolean other) {
        return copy(rate, quietAccount, cash, shortMarkets, other, tick, form, stream, rest, faults);
    }

    public ExchangeOptions withTick(Duration other) {
        return copy(rate, quietAccount, cash, shortMarkets, weeklyPause, other, form, stream, rest, faults);
    }

    public ExchangeOptions withForm(Form other) {
        return copy(rate, quietAccount, cash, shortMarkets, weeklyPause, tick, other, stream, rest, faults);
    }

    public ExchangeOptions withStream(StreamOptions other) {
        return copy(rate, quietAccount, cash, shortMarkets, weeklyPause, tick, form, other, rest, faults);
    }

    public ExchangeOptions withRest(RestOptions other) {
        return copy(rate, quietAccount, cash, shortMarkets, weeklyPause, tick, form, stream, other, faults);
    }

    public ExchangeOptions withFaults(List<String> other) {
        return copy(rate, quietAccount, cash, shortMarkets, weeklyPause, tick, form, stream, rest, other);
    }

    private ExchangeOptions copy(
            double newRate,
            boolean quiet,
            long newCash,
            Duration newShortMarkets,
            boolean newWeeklyPause,
            Duration newTick,
            Form newForm,
            StreamOptions newStream,
            RestOptions newRest,
            List<String> newFaults) {
        return new ExchangeOptions(
                seed,
                keyFolder,
                orderInterval,
                newRate,
                quiet,
                newCash,
                newShortMarkets,
                newWeeklyPause,
                newTick,
                newForm,
                newStream,
                newRest,
                newFaults,
                clock);
    }
}
