package caravan.alerts;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which markets alerts are about: those of the watch list, named ones, or all that are followed. */
final class Scope {
    private static final String ALL = "all";
    private static final String LISTED = "watch-list";

    private final boolean all;
    private final boolean listed;
    private final Set<String> named;
    private Map<String, List<WatchList.Entry>> entries = Map.of();

    /** @param words tickers, {@code watch-list} and {@code all} */
    Scope(Collection<String> words) {
        this.all = words.contains(ALL);
        this.listed = words.contains(LISTED);
        this.named = new HashSet<>(words);
        named.removeAll(List.of(ALL, LISTED));
    }

    void watchList(WatchList list) {
        entries = listed || all ? list.byTicker() : Map.of();
    }

    boolean has(String ticker) {
        return all || named.contains(ticker) || entries.containsKey(ticker);
    }

    /** What somebody holds in a market; empty when nobody said. */
    List<WatchList.Entry> entries(String ticker) {
        return entries.getOrDefault(ticker, List.of());
    }

    /** The markets that are known by name. */
    Set<String> tickers() {
        Set<String> tickers = new HashSet<>(named);
        tickers.addAll(entries.keySet());
        return tickers;
    }
}
