package caravan.marketselection;

import caravan.marketselection.Selector.Every;
import caravan.marketselection.Selector.Mine;
import caravan.marketselection.Selector.Ticker;
import caravan.marketselection.Selector.WatchList;
import java.time.Duration;
import java.time.Instant;
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

/** What is selected, and which markets that are as far as is known. Not thread-safe. */
final class Selected {
    private static final Logger LOG = LoggerFactory.getLogger(Selected.class);
    private static final Mine MINE = new Mine();
    private static final WatchList WATCH_LIST = new WatchList();
    private static final int SHOWN = 10;

    /**
     * REST may be so late with what the account's stream has told.
     *
     * @see <a href="https://docs.kalshi.com/api-reference/exchange/get-user-data-timestamp">Kalshi: user data timestamp</a>
     */
    private static final Duration LAG = Duration.ofMinutes(1);

    private final Set<Selector> selectors;
    private final Set<String> leftOut = new LinkedHashSet<>();
    private final Map<Selector, Set<String>> found = new HashMap<>();
    /** Markets in which something just happened to the account, with the last time. */
    private final Map<String, Instant> noticed = new LinkedHashMap<>();

    /** What this program quotes. */
    private Set<String> quoted = Set.of();

    /** What the watch list has; null before it was read for the first time. */
    private @Nullable Set<String> watchList;

    Selected(Collection<Selector> selectors) {
        this.selectors = new LinkedHashSet<>(selectors);
    }

    /** Whether anything has to be looked up at all. */
    boolean isFollowing() {
        return selectors.stream().anyMatch(Selector::isFollowed);
    }

    boolean hasMine() {
        return selectors.contains(MINE);
    }

    boolean hasWatchList() {
        return selectors.contains(WATCH_LIST);
    }

    /** Takes what the watch list has; the first time, it is selected. */
    void watchList(Collection<String> tickers) {
        if (watchList == null) {
            selectors.add(WATCH_LIST);
        }
        watchList = new LinkedHashSet<>(tickers);
    }

    /** Takes what is quoted now, in place of what was before. */
    void quoted(Collection<String> tickers) {
        quoted = new LinkedHashSet<>(tickers);
    }

    /** What to look up. */
    Round round(boolean all, Instant now) {
        return new Round(all ? selectors : Set.of(MINE), now);
    }

    void change(Change change) {
        if (change.set() != null) {
            selectors.clear();
            selectors.addAll(change.set());
            leftOut.clear();
        }
        change.remove().forEach(this::remove);
        change.add().forEach(this::add);
        found.keySet().retainAll(selectors);
        if (!hasMine()) {
            noticed.clear();
        }
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

    /** Takes what a round found, in place of what was found before. */
    void keep(Round read) {
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
    }

    /** The account takes part in a market; returns whether that one was not selected before. */
    boolean notice(String ticker, Instant now) {
        return noticed.put(ticker, now) == null && !found(MINE).contains(ticker);
    }

    private Collection<String> found(Selector selector) {
        return found.getOrDefault(selector, Set.of());
    }

    /** The markets; {@code *} among them stands for every one. */
    Set<String> tickers() {
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
        tickers.addAll(noticed.keySet());
        tickers.addAll(quoted);
        tickers.removeAll(leftOut);
        return tickers;
    }

    /** As they are written in {@code kalshi.markets}. */
    List<String> texts() {
        return selectors.stream().map(Selector::toString).toList();
    }

    Set<String> leftOut() {
        return Set.copyOf(leftOut);
    }

    /** The first few of them. */
    @Override
    public String toString() {
        List<String> some = new ArrayList<>();
        selectors.stream().limit(SHOWN).forEach(selector -> some.add(selector.toString()));
        int more = selectors.size() - some.size();
        return some.isEmpty() ? "no markets" : String.join(", ", some) + (more > 0 ? " and " + more + " more" : "");
    }
}
