package caravan.sandbox.exchange;

import caravan.sandbox.exchange.rest.RestOptions;
import caravan.sandbox.exchange.stream.Form;
import caravan.sandbox.exchange.stream.StreamOptions;
import caravan.sandbox.simulation.WorldOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
 * @param trafficLog where all requests, commands and frames are written down; null for nowhere
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
        @Nullable Path trafficLog,
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
                null,
                List.of(),
                clock);
    }

    public ExchangeOptions withRate(double other) {
        return with(draft -> draft.rate = other);
    }

    public ExchangeOptions withQuietAccount(boolean other) {
        return with(draft -> draft.quietAccount = other);
    }

    public ExchangeOptions withCash(long other) {
        return with(draft -> draft.cash = other);
    }

    public ExchangeOptions withShortMarkets(Duration other) {
        return with(draft -> draft.shortMarkets = other);
    }

    public ExchangeOptions withWeeklyPause(boolean other) {
        return with(draft -> draft.weeklyPause = other);
    }

    public ExchangeOptions withTick(Duration other) {
        return with(draft -> draft.tick = other);
    }

    public ExchangeOptions withForm(Form other) {
        return with(draft -> draft.form = other);
    }

    public ExchangeOptions withStream(StreamOptions other) {
        return with(draft -> draft.stream = other);
    }

    public ExchangeOptions withRest(RestOptions other) {
        return with(draft -> draft.rest = other);
    }

    public ExchangeOptions withTrafficLog(@Nullable Path other) {
        return with(draft -> draft.trafficLog = other);
    }

    public ExchangeOptions withFaults(List<String> other) {
        return with(draft -> draft.faults = other);
    }

    private ExchangeOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new ExchangeOptions(
                seed,
                keyFolder,
                orderInterval,
                draft.rate,
                draft.quietAccount,
                draft.cash,
                draft.shortMarkets,
                draft.weeklyPause,
                draft.tick,
                draft.form,
                draft.stream,
                draft.rest,
                draft.trafficLog,
                draft.faults,
                clock);
    }

    /** Options that are being changed. Fields with names, as two durations or switches are easily taken for each other. */
    private static final class Draft {
        private double rate;
        private boolean quietAccount;
        private long cash;
        private Duration shortMarkets;
        private boolean weeklyPause;
        private Duration tick;
        private Form form;
        private StreamOptions stream;
        private RestOptions rest;
        private @Nullable Path trafficLog;
        private List<String> faults;

        Draft(ExchangeOptions from) {
            rate = from.rate;
            quietAccount = from.quietAccount;
            cash = from.cash;
            shortMarkets = from.shortMarkets;
            weeklyPause = from.weeklyPause;
            tick = from.tick;
            form = from.form;
            stream = from.stream;
            rest = from.rest;
            trafficLog = from.trafficLog;
            faults = from.faults;
        }
    }
}
