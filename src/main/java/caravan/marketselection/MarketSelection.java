package caravan.marketselection;

import caravan.marketselection.Selector.Every;
import caravan.marketselection.Selector.Mine;
import caravan.marketselection.Selector.Ticker;
import caravan.marketselection.Selector.WatchList;
import caravan.model.Fill;
import caravan.model.OrderUpdate;
import caravan.model.Page;
import caravan.model.StreamCommand;
import caravan.model.StreamCommand.SetMarkets;
import caravan.model.StreamMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

    /** The wait after a first failure; it doubles up to the interval. */
    private static final Duration RETRY = Duration.ofSeconds(5);

    /** What happens to an account comes in bursts: so long is waited before the exchange is asked about it. */
    private static final Duration SOON = Duration.ofSeconds(2);

    /**
     * REST may be so late with what the account's stream has told.
     *
     * @see <a href="https://docs.kalshi.com/api-reference/exchange/get-user-data-timestamp">Kalshi: user data timestamp</a>
     */
    private static final Duration LAG = Duration.ofMinutes(1);

    private static final Mine MINE = new Mine();
    private static final WatchList WATCH_LIST = new WatchList();

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

    private final Duration interval;
    private final InstantSource clock;
    private final Set<Selector> selectors;
    private final Set<String> leftOut = new LinkedHashSet<>();
    private final Map<Selector, Set<String>> found = new HashMap<>();
    /** Markets in which something just happened to the account, with the last time. */
    private final Map<String, Instant> noticed = new LinkedHashMap<>();

    /** What the watch list has; null before it was read for the first time. */
    private @Nullable Set<String> watchList;

    private Instant due;
    /** When {@code mine} alone is to be looked up; null when nothing happened. */
    private @Nullable Instant dueForMine;

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
        this.selectors = new LinkedHashSet<>(Change.selectors(texts));
        this.interval = interval;
        this.clock = clock;
        this.due = clock.instant();
    }

    /** Whether it is time to ask the exchange. Never, while markets are only named. */
    public synchronized boolean isDue() {
        Instant now = clock.instant();
        return round == null && isFollowing() && (isPast(due, now) || isPast(dueForMine, now));
    }

    private static boolean isPast(@Nullable Instant time, Instant now) {
        return time != null && !now.isBefore(time);
    }

    /** Whether anything has to be looked up at all. */
    public synchronized boolean isFollowing() {
        return selectors.stream().anyMatch(Selector::isFollowed);
    }

    /** Starts to look up everything, or {@code mine} alone when it is not time for the others. */
    public synchronized void begin() {
        Instant now = clock.instant();
        boolean all = isPast(due, now);
        round = new Round(all ? selectors : Set.of(MINE), now);
        dueForMine = null;
        if (all) {
            due = now.plus(interval);
        }
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

    /** Everything was read: from now on this is wanted. */
    public synchronized void complete() {
        Round read = round();
        round = null;
        read.found().forEach((selector, tickers) -> {
            Set<String> before = found.put(selector, tickers);
            if (tickers.isEmpty() && (before == null || !before.isEmpty())) {
                LOG.info("{} selects no market now", selector);
            }
        });
        found.keySet().retainAll(selectors);
        if (read.found().containsKey(MINE)) {
            noticed.values().removeIf(time -> time.isBefore(read.started().minus(LAG)));
        }
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
        Duration wait = RETRY.multipliedBy(1L << Math.min(failedInARow - 1, 10));
        wait = wait.compareTo(interval) < 0 ? wait : interval;
        due = clock.instant().plus(wait);
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
        if (ticker == null || !selectors.contains(MINE)) {
            return false;
        }
        Instant now = clock.instant();
        if (dueForMine == null) {
            dueForMine = now.plus(SOON);
        }
        boolean takesPart = message instanceof Fill
                || (message instanceof OrderUpdate order && order.status() == OrderUpdate.Status.RESTING);
        return takesPart && noticed.put(ticker, now) == null && !found(MINE).contains(ticker);
    }

    /** Whether the watch list was asked for by name. */
    public synchronized boolean wantsWatchList() {
        return selectors.contains(WATCH_LIST);
    }

    /**
     * The watch list has other markets. It is selected as soon as there is one, and stays so unless somebody takes it out.
     *
     * @param list all of its markets
     * @return whether other markets are wanted now
     */
    public synchronized boolean watchList(StreamCommand list) {
        Set<String> before = tickers();
        if (watchList == null) {
            selectors.add(WATCH_LIST);
        }
        watchList = new LinkedHashSet<>(list.tickers());
        return !tickers().equals(before);
    }

    /**
     * Carries out a change that somebody asks for.
     *
     * @param asked a {@link caravan.model.StreamCommand}, or JSON text such as {@code {"add":["series:KXBTC"]}}
     * @return what is selected then; what has to be looked up first is found with the next round, which is due now
     * @throws IllegalArgumentException if nobody can know what was asked for
     */
    public synchronized Status change(@Nullable Object asked) {
        Change change = Change.of(asked);
        if (change.set() != null) {
            selectors.clear();
            selectors.addAll(change.set());
            leftOut.clear();
        }
        change.remove().forEach(this::remove);
        change.add().forEach(this::add);
        found.keySet().retainAll(selectors);
        due = clock.instant();
        LOG.info("Selected are now: {}", shown());
        return status();
    }

    private void remove(Selector selector) {
        selectors.remove(selector);
        if (selector instanceof Ticker market) {
            leftOut.add(market.ticker());
        }
    }

    private void add(Selector selector) {
        selectors.add(selector);
        if (selector instanceof Ticker market) {
            leftOut.remove(market.ticker());
        }
    }

    /** Everything that is wanted now, for the connection. */
    public synchronized SetMarkets wanted() {
        return new SetMarkets(List.copyOf(tickers()));
    }

    private Set<String> tickers() {
        Set<String> tickers = new LinkedHashSet<>();
        for (Selector selector : selectors) {
            if (selector instanceof Ticker market) {
                tickers.add(market.ticker());
            } else if (selector instanceof Every) {
                tickers.add(Selector.EVERY);
            } else if (selector instanceof WatchList) {
                tickers.addAll(watchList == null ? Set.of() : watchList);
            } else {
                tickers.addAll(found(selector));
            }
        }
        if (selectors.contains(MINE)) {
            tickers.addAll(noticed.keySet());
        }
        tickers.removeAll(leftOut);
        return tickers;
    }

    private Collection<String> found(Selector selector) {
        return found.getOrDefault(selector, Set.of());
    }

    /** What is selected, for people. */
    public synchronized Status status() {
        return new Status(
                selectors.stream().map(Selector::toString).toList(),
                leftOut,
                tickers().size(),
                lastComplete,
                failedInARow,
                lastFailure);
    }

    private String shown() {
        List<String> some = new ArrayList<>();
        selectors.stream().limit(10).forEach(selector -> some.add(selector.toString()));
        int more = selectors.size() - some.size();
        return some.isEmpty() ? "no markets" : String.join(", ", some) + (more > 0 ? " and " + more + " more" : "");
    }
}
