package caravan.marketselection;

import caravan.model.Fill;
import caravan.model.OrderUpdate;
import caravan.model.Page;
import caravan.model.StreamCommand;
import caravan.model.StreamCommand.SetMarkets;
import caravan.model.StreamMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which markets are wanted now.
 *
 * <p>Selectors are looked up at the exchange again and again, round by round; only a round that read everything replaces
 * what the one before has found. In between, {@code mine} follows what the account's own stream tells.
 *
 * <p>One round at a time, by one thread: {@link #begin}, then {@link #next} and {@link #keep} while there
 * {@link #hasMore}, then {@link #complete}, or {@link #failed} at any point. The other methods may be called by anybody.
 */
public final class MarketSelection {
    private static final Logger LOG = LoggerFactory.getLogger(MarketSelection.class);

    /**
     * What is selected, for people.
     *
     * @param selectors as they are written in {@code kalshi.markets}
     * @param leftOut markets that somebody took out, whatever selects them
     * @param markets how many markets that are
     * @param lastComplete when everything was last looked up; null before the first time
     * @param failedInARow how many looks have failed since
     */
    public record Status(
            List<String> selectors,
            Set<String> leftOut,
            int markets,
            @Nullable Instant lastComplete,
            int failedInARow,
            @Nullable String lastFailure) {
        public Status {
            selectors = List.copyOf(selectors);
            leftOut = Set.copyOf(leftOut);
        }
    }

    private final InstantSource clock;
    private final Selected selected;
    private final Timetable timetable;

    private @Nullable Instant lastComplete;
    private int failedInARow;
    private @Nullable String lastFailure;
    private @Nullable Round round;

    /**
     * Selects these from the start.
     *
     * @param texts as they are written in {@code kalshi.markets}
     * @param interval how often the exchange is asked
     * @throws IllegalArgumentException if one of the texts is no selector
     */
    public MarketSelection(List<String> texts, Duration interval, InstantSource clock) {
        this.clock = clock;
        this.selected = new Selected(Change.selectors(texts));
        this.timetable = new Timetable(interval, clock.instant());
    }

    /** Whether it is time to ask the exchange. Never, while markets are only named. */
    public synchronized boolean isDue() {
        return round == null && isFollowing() && timetable.isDue(clock.instant());
    }

    /** Whether anything has to be looked up at all. */
    public synchronized boolean isFollowing() {
        return selected.isFollowing();
    }

    /** Starts to look up everything, or {@code mine} alone when it is not time for the others. */
    public synchronized void begin() {
        Instant now = clock.instant();
        round = selected.round(timetable.begin(now), now);
    }

    public synchronized boolean hasMore() {
        return round().next() != null;
    }

    /** What to ask the exchange now; call it while there {@link #hasMore}. */
    public synchronized Request next() {
        Request next = round().next();
        if (next == null) {
            throw new IllegalStateException("expected something to ask, found nothing: ask hasMore first");
        }
        return next;
    }

    /** Takes the answer to {@link #next}. */
    public synchronized void keep(Page<?> page) {
        round().keep(page);
    }

    /**
     * Everything was read: from now on this is wanted.
     *
     * @throws IllegalStateException if something was not read: its markets would be let go
     */
    public synchronized void complete() {
        Round read = round();
        if (read.next() != null) {
            throw new IllegalStateException("what is selected was not read to its end; the program is stopping");
        }
        round = null;
        selected.keep(read);
        lastComplete = read.started();
        failedInARow = 0;
        if (read.unreadable() > 0) {
            LOG.warn("{} items of the exchange's answers could not be read: markets may be missing", read.unreadable());
        }
    }

    /** Something went wrong on the way. What was found before stays. */
    public synchronized void failed(Throwable cause) {
        round = null;
        failedInARow++;
        lastFailure = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        timetable.later(clock.instant(), failedInARow);
        if (failedInARow == 1) {
            LOG.warn("Markets cannot be looked up: {}. What is selected stays, and it is tried again", lastFailure);
        }
    }

    private Round round() {
        if (round == null) {
            throw new IllegalStateException("expected begin before, found no round under way");
        }
        return round;
    }

    /**
     * The account's own stream told something.
     *
     * @return whether other markets are wanted now
     */
    public synchronized boolean notice(StreamMessage message) {
        String ticker = message.ticker();
        if (ticker == null || !selected.hasMine()) {
            return false;
        }
        Instant now = clock.instant();
        timetable.soonForMine(now);
        boolean takesPart = message instanceof Fill
                || (message instanceof OrderUpdate order && order.status() == OrderUpdate.Status.RESTING);
        return takesPart && selected.notice(ticker, now);
    }

    /** Whether the watch list was asked for by name. */
    public synchronized boolean wantsWatchList() {
        return selected.hasWatchList();
    }

    /**
     * The watch list has other markets. It is selected as soon as there is one, and stays so unless somebody takes it out.
     *
     * @param list all of its markets
     * @return whether other markets are wanted now
     */
    public synchronized boolean watchList(StreamCommand list) {
        Set<String> before = selected.tickers();
        selected.watchList(list.tickers());
        return !selected.tickers().equals(before);
    }

    /**
     * Other markets are quoted.
     *
     * @param all of them
     * @return whether other markets are wanted now
     */
    public synchronized boolean quoted(StreamCommand all) {
        Set<String> before = selected.tickers();
        selected.quoted(all.tickers());
        return !selected.tickers().equals(before);
    }

    /**
     * Carries out a change that somebody asks for.
     *
     * @param asked a {@link caravan.model.StreamCommand}, or JSON text such as {@code {"add":["series:KXBTC"]}}
     * @return what is selected then; what has to be looked up first is found with the next round, which is due now
     * @throws IllegalArgumentException if nobody can know what was asked for
     */
    public synchronized Status change(@Nullable Object asked) {
        selected.change(Change.of(asked));
        timetable.atOnce(clock.instant());
        LOG.info("Selected are now: {}", selected);
        return status();
    }

    /** Everything that is wanted now, for the connection. */
    public synchronized SetMarkets wanted() {
        return new SetMarkets(List.copyOf(selected.tickers()));
    }

    /** What is selected, for people. */
    public synchronized Status status() {
        return new Status(
                selected.texts(),
                selected.leftOut(),
                selected.tickers().size(),
                lastComplete,
                failedInARow,
                lastFailure);
    }
}
