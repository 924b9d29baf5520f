package caravan.marketmaking;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a cycle begins, whether it goes on, and what is written down of it.
 *
 * <p>One cycle at a time, by one thread: {@link #begin}, then {@link #step} before each step while it {@link #goesOn}, then
 * {@link #end}. The wait counts from the end of a cycle.
 */
public final class MakingCycle {
    private static final Logger LOG = LoggerFactory.getLogger("caravan.marketmaking");
    /** What keeps a cycle from beginning is looked at again so soon: it costs no request. */
    private static final Duration RETRY = Duration.ofSeconds(1);
    /** After a cycle that asked the exchange and came to nothing, however long the wait is. */
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);
    /** How long to wait for fills and cancels to be heard of. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private final LiveSettings live;
    private final Ports ports;
    private final Journal journal;
    private final TradeLog log;
    private final MeterRegistry meters;
    private final InstantSource clock;

    private Instant next;
    private MakingSettings settings;
    private volatile boolean wasEnabled;
    private volatile boolean leaving;
    private @Nullable String toldReason;
    private @Nullable Run run;

    /** What is known of the cycle under way. */
    static final class Run {
        final Instant started;
        final Map<String, Duration> steps = new LinkedHashMap<>();
        List<String> tickers = List.of();
        Map<String, String> choices = Map.of();
        /** Whether markets were chosen, be it none. */
        boolean chose;
        /** Whether it was one of its steps to cancel all orders. */
        boolean cancels;
        /** Whether it was one of its steps to close all positions. */
        boolean closes;

        int programs;
        int canceled;
        int closed;
        int quotes;
        private @Nullable String step;
        private Instant stepStarted;
        private @Nullable String outcome;
        private @Nullable String reason;

        private Run(Instant now) {
            started = now;
            stepStarted = now;
        }

        private void step(@Nullable String name, Instant now) {
            if (step != null) {
                steps.merge(step, Duration.between(stepStarted, now), Duration::plus);
            }
            step = name;
            stepStarted = now;
        }
    }

    public MakingCycle(
            LiveSettings live, Ports ports, Journal journal, TradeLog log, MeterRegistry meters, InstantSource clock) {
        this.live = live;
        this.ports = ports;
        this.journal = journal;
        this.log = log;
        this.meters = meters;
        this.clock = clock;
        this.settings = live.last();
        this.next = clock.instant();
    }

    /** Whether the wait is over. */
    public boolean isDue() {
        return run == null && !leaving && !clock.instant().isBefore(next);
    }

    /** Begins a cycle with the settings as they are now. */
    public void begin() {
        settings = live.read();
        run = new Run(clock.instant());
        if (!settings.enabled()) {
            stop("market making is switched off");
            return;
        }
        ports.hindrance().ifPresent(this::stop);
        if (!wasEnabled && goesOn()) {
            wasEnabled = true;
            log.session("Market making begins | Strategy: " + settings.strategy());
            if (settings.leavesAGap()) {
                log.session("Orders end %s before the next cycle: market-making.expiration is shorter than the wait"
                        .formatted(settings.waitTime().minus(settings.expiration())));
            }
        }
    }

    /** Whether nothing has ended the cycle yet. */
    public boolean goesOn() {
        return run().outcome == null && !leaving;
    }

    /** Whether the strategy begins each cycle with nothing of ours at the exchange. */
    public boolean startsEmpty() {
        return goesOn() && !settings.isTouch();
    }

    /** Whether quotes are to follow the best prices of the markets that were just chosen, which may be none. */
    public boolean followsTouch() {
        return run().chose && !leaving && settings.isTouch();
    }

    /** Whether orders have to be taken back because they are not wanted any more. */
    public boolean withdraws() {
        return wasEnabled && !settings.enabled();
    }

    /**
     * The program stops: no cycle begins any more.
     *
     * @return whether anything was quoted
     */
    public boolean leave() {
        leaving = true;
        return wasEnabled;
    }

    /** Notes how long the step before took. */
    public void step(String name) {
        run().step(name, clock.instant());
    }

    /** Ends the cycle early. Why is said once, until there is another reason. */
    public void stop(String reason) {
        run().outcome = "ended early";
        run().reason = reason;
    }

    /** What was asked of the exchange did not come about. */
    public void failed(Throwable cause) {
        run().outcome = "failed";
        run().reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** Whether fills and cancels of the steps before may still be on their way. */
    public boolean isSettling() {
        boolean open = !ports.orders().isEmpty() || !ports.holdings().isEmpty();
        return open && Duration.between(run().stepStarted, clock.instant()).compareTo(SETTLING) < 0;
    }

    /** Writes down what became of the cycle. */
    public void end() {
        Run over = run();
        Instant now = clock.instant();
        over.step(null, now);
        run = null;
        String outcome = over.outcome == null ? "done" : over.outcome;
        wasEnabled &= settings.enabled() || outcome.equals("failed");
        next = now.plus(wait(over, outcome));
        boolean news = over.reason != null && !over.reason.equals(toldReason);
        toldReason = over.reason;
        if (news) {
            tell(outcome, String.valueOf(over.reason));
        }
        if (outcome.equals("done") || news) {
            keep(over, outcome, now);
        }
        Counter.builder("market-making.cycles")
                .tag("outcome", outcome)
                .description("Cycles of market making by what became of them")
                .register(meters)
                .increment();
        if (outcome.equals("done")) {
            Timer.builder("market-making.cycle")
                    .description("How long a cycle takes, without the wait")
                    .register(meters)
                    .record(Duration.between(over.started, now));
        }
    }

    private Duration wait(Run over, String outcome) {
        Duration wait = settings.waitTime();
        if (over.steps.isEmpty()) {
            return RETRY;
        }
        return outcome.equals("done") || wait.compareTo(LONGEST_RETRY) < 0 ? wait : LONGEST_RETRY;
    }

    private void tell(String outcome, String reason) {
        if (outcome.equals("failed")) {
            log.error(reason);
            LOG.warn("A cycle of market making failed: {}", reason);
        } else {
            log.session("Nothing is quoted: " + reason);
            LOG.debug("Nothing is quoted: {}", reason);
        }
    }

    /** A journal that cannot be written holds up no cycle: its orders are in their own table. */
    private void keep(Run over, String outcome, Instant now) {
        try {
            journal.keep(new Journal.Cycle(
                    over.started,
                    now,
                    settings.strategy(),
                    outcome,
                    over.reason,
                    over.programs,
                    over.tickers,
                    over.canceled,
                    over.closed,
                    over.quotes,
                    over.choices,
                    over.steps));
        } catch (RuntimeException away) {
            LOG.warn("A cycle of market making is not in the ledger: {}", away.getMessage());
        }
    }

    MakingSettings settings() {
        return settings;
    }

    Run run() {
        if (run == null) {
            throw new IllegalStateException("expected a cycle under way, found none: call begin first");
        }
        return run;
    }
}
