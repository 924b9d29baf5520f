package caravan.fills;

import caravan.model.Fill;
import caravan.model.Page;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads our fills from the exchange again, so that none is missing that the stream did not tell.
 *
 * <p>A read goes through all pages from some time before the checkpoint on. Only after the last page does the
 * checkpoint move, to the time at which the read began. Whatever is lost in between, by the network, the process or the
 * database, lies after the checkpoint and comes with the next read.
 *
 * <p>The checkpoint is told by this machine's clock, which may be wrong. No time in the future is ever used. When the
 * clock is set back, the checkpoint and the start go back by as much. Every read begins at least a minute early, also
 * before the very first start, so fills of that minute may be told about.
 *
 * <p>One read at a time, by one thread: {@link #begin}, then {@link #nextPage} and {@link #keep} while there
 * {@link #hasMore}, then {@link #complete}, or {@link #failed} at any point. The other methods may be called by anybody.
 */
public final class FillReadBack {
    private static final Logger LOG = LoggerFactory.getLogger(FillReadBack.class);
    /** The wait after a first failure; it doubles up to the interval. */
    private static final Duration RETRY = Duration.ofSeconds(5);
    /**
     * Older fills may have moved to the exchange's archive, which is not read.
     *
     * @see <a href="https://docs.kalshi.com/getting_started/historical_data">Kalshi: historical data</a>
     */
    private static final Duration EXCHANGE_MEMORY = Duration.ofDays(14);
    /** After so many failed reads in a row, what is stored is told about although some may be missing. */
    private static final int PATIENCE = 3;

    /** How reading back goes, for people and for the health check. */
    public record Status(
            @Nullable Instant lastComplete,
            int failedInARow,
            @Nullable String lastFailure) {
        static final Status NEVER = new Status(null, 0, null);

        Status completeAt(Instant time) {
            return new Status(time, 0, lastFailure);
        }

        Status failedFor(String reason) {
            return new Status(lastComplete, failedInARow + 1, reason);
        }
    }

    private final Checkpoint checkpoint;
    private final FillLedger fills;
    private final Duration interval;
    private final Duration overlap;
    private final InstantSource clock;
    private final ClockWatch watch;
    private final MeterRegistry metrics;

    /** Why the last read failed. */
    private enum Trouble {
        NONE,
        PASSING,
        /** Waiting does not help. */
        LASTING
    }

    private volatile Trouble trouble = Trouble.NONE;
    private volatile Status status = Status.NEVER;
    private volatile Instant nextRead;
    private volatile Instant checkpointTime;
    private @Nullable UnderWay underWay;
    /** Stored and not handed out yet: no later read finds them new again, so they outlive a read that breaks off. */
    private final List<Fill> added = new ArrayList<>();

    /** The read under way, and when it began. */
    private record UnderWay(FillRead read, Instant started, long startedNanos, int clockJumps) {}

    /**
     * Reads back into this ledger, and notes there when the account's history began, if that is not known yet.
     *
     * @param since where the first start on an account begins: {@code now} or an ISO time
     * @param interval how often a read is due
     * @param overlap how long before the checkpoint a read begins: the exchange may be late with what it lists;
     *     at least a minute
     */
    public FillReadBack(
            DataSource ledger,
            FillLedger fills,
            String since,
            Duration interval,
            Duration overlap,
            InstantSource clock,
            MeterRegistry metrics) {
        this.checkpoint = new Checkpoint(ledger, since, clock);
        this.fills = fills;
        this.interval = interval;
        this.overlap = overlap.compareTo(ClockWatch.TOLERANCE) < 0 ? ClockWatch.TOLERANCE : overlap;
        this.clock = clock;
        this.watch = new ClockWatch(clock);
        this.metrics = metrics;
        this.nextRead = clock.instant();
        this.checkpointTime = checkpoint.time();
        Gauge.builder("fills.checkpoint.age", this, FillReadBack::checkpointAge)
                .baseUnit("seconds")
                .register(metrics);
    }

    /**
     * Whether it is time for a read: the interval is over, the last one failed a while ago, or the clock was set back.
     *
     * <p>To be asked every second or so: that is how the clock is watched.
     */
    public boolean isDue() {
        Instant now = watch.now();
        return !now.isBefore(nextRead) || !watch.setBack().isZero();
    }

    /** Asks for a read in a while: something went wrong with what the stream told. */
    public void readSoon() {
        Instant soon = clock.instant().plus(RETRY);
        if (soon.isBefore(nextRead)) {
            nextRead = soon;
        }
    }

    /**
     * Begins a read.
     *
     * @throws IllegalStateException if one is under way: two would take each other's pages for their own
     */
    public void begin() {
        if (underWay != null) {
            throw new IllegalStateException("expected one read of the fills at a time, found a second");
        }
        Instant now = watch.now();
        nextRead = now.plus(interval);
        correctCheckpoint();
        Instant from = from(now);
        underWay = new UnderWay(new FillRead(fills, from), now, System.nanoTime(), watch.jumps());
        if (from.isBefore(now.minus(EXCHANGE_MEMORY)) && status.lastComplete() == null) {
            LOG.warn(
                    "Fills are wanted from {} on, but the exchange may list only the last {} days; compare older ones with"
                            + " the account's history at the exchange",
                    from,
                    EXCHANGE_MEMORY.toDays());
        }
    }

    public boolean hasMore() {
        return current().read().hasMore();
    }

    /** What to ask the exchange for next. */
    public Map<String, Object> nextPage() {
        return current().read().nextPage();
    }

    /**
     * Stores one page.
     *
     * @return the fills that nobody had told before, those of a read that broke off in the middle of a page among them
     * @throws IllegalStateException if the exchange's pages go round in circles
     */
    public List<Fill> keep(Page<Fill> page) {
        current().read().keep(page, added);
        List<Fill> news = List.copyOf(added);
        added.clear();
        return news;
    }

    /**
     * Ends a read that saw every page: up to its start nothing can be missing.
     *
     * @throws IllegalStateException if it did not see the last page, or if a fill could not be read or stored: it is neither
     *     stored nor told about, and only a checkpoint that stays keeps it from being forgotten
     */
    public void complete() {
        UnderWay current = current();
        current.read().requireWhole();
        watch.now();
        if (current.clockJumps() == watch.jumps()) { // else it began at a time that was none
            checkpoint.advance(current.started());
        }
        checkpointTime = checkpoint.time();
        if (status.failedInARow() > 0) {
            LOG.info("Reading fills back works again; it had failed {} times", status.failedInARow());
        }
        finish("complete");
        trouble = Trouble.NONE;
        status = status.completeAt(clock.instant());
    }

    /**
     * Ends a read that broke off. The checkpoint stays, and a read is due again soon, then less and less often.
     *
     * <p>Where the list was seen to its end and only some of it is of no use, soon would be no better than later.
     */
    public void failed(Throwable cause) {
        boolean seenToTheEnd = cause instanceof UnusableFillsException;
        Duration wait = interval;
        if (!seenToTheEnd) {
            Duration longer = RETRY.multipliedBy(1L << Math.min(status.failedInARow(), 16));
            wait = longer.compareTo(interval) < 0 ? longer : interval;
        }
        failed(cause, seenToTheEnd ? Trouble.LASTING : Trouble.PASSING, wait);
    }

    /** Ends a read that the exchange does not allow: with the same key it will hardly be otherwise soon. */
    public void refused(Throwable cause) {
        failed(cause, Trouble.LASTING, interval);
    }

    private void failed(Throwable cause, Trouble kind, Duration wait) {
        String reason =
                Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
        if (trouble != kind) {
            LOG.warn(
                    "Fills could not be read back: {}. Nothing is lost; it is tried again {}",
                    reason,
                    kind == Trouble.LASTING
                            ? "every " + interval.toSeconds() + " s"
                            : "after %d s at first, then less and less often, at least every %d s"
                                    .formatted(wait.toSeconds(), interval.toSeconds()));
        } else {
            LOG.debug("Fills could not be read back: {}", reason);
        }
        finish("failed");
        trouble = kind;
        status = status.failedFor(reason);
        nextRead = clock.instant().plus(wait);
    }

    /** Whether to tell now about what is stored: a read was complete, or complete ones are not to be had for a while. */
    public boolean isTimeToTell() {
        int failures = status.failedInARow();
        return failures == 0 || failures >= PATIENCE || trouble == Trouble.LASTING;
    }

    public Status status() {
        return status;
    }

    /** Whether the last read, which is over, saw everything. */
    public boolean isWhole() {
        Status now = status;
        return now.lastComplete() != null && now.failedInARow() == 0;
    }

    /** Every fill before this time is stored and was handed out; when the last complete read began. */
    public Instant completeUpTo() {
        return checkpointTime;
    }

    private void correctCheckpoint() {
        Duration ahead = watch.setBack();
        if (!ahead.isZero()) {
            checkpoint.moveBack(ahead);
            checkpointTime = checkpoint.time();
            watch.settle(ahead);
            LOG.warn(
                    "This machine's clock was set back by {} s; fills are read again from {} on",
                    ahead.toSeconds(),
                    checkpointTime);
        }
    }

    private Instant from(Instant now) {
        Instant from = earlier(checkpoint.time(), now).minus(overlap);
        Instant since = earlier(checkpoint.since(), now).minus(ClockWatch.TOLERANCE);
        return from.isBefore(since) ? since : from;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private void finish(String outcome) {
        UnderWay ended = underWay;
        underWay = null;
        if (ended != null) {
            Timer.builder("fills.read.back")
                    .tag("outcome", outcome)
                    .register(metrics)
                    .record(Math.max(0, System.nanoTime() - ended.startedNanos()), TimeUnit.NANOSECONDS);
        }
    }

    private UnderWay current() {
        return Objects.requireNonNull(underWay, "expected a read that was begun, found none");
    }

    private double checkpointAge() {
        return Duration.between(checkpointTime, clock.instant()).toMillis() / 1000.0;
    }
}
