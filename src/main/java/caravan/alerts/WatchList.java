package caravan.alerts;

import caravan.model.Outcome;
import caravan.model.Price;
import caravan.model.StreamCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Markets that somebody cares about, with the prices they got in at.
 *
 * @param entries in the order of the file
 * @param others how many entries are over, and so of no interest
 * @param skipped what could not be used, and why
 */
public record WatchList(List<Entry> entries, int others, List<String> skipped) {
    static final WatchList EMPTY = new WatchList(List.of(), 0, List.of());

    public WatchList {
        entries = List.copyOf(entries);
        skipped = List.copyOf(skipped);
    }

    /**
     * One of them.
     *
     * @param outcome what is held
     * @param price the YES price; null where none is known
     */
    public record Entry(
            String ticker, Outcome outcome, @Nullable Price price) {}

    Map<String, List<Entry>> byTicker() {
        Map<String, List<Entry>> byTicker = new LinkedHashMap<>();
        entries.stream()
                .distinct()
                .forEach(entry -> byTicker.computeIfAbsent(entry.ticker(), first -> new ArrayList<>())
                        .add(entry));
        return byTicker;
    }

    /** Has its markets followed, besides those that are. */
    public StreamCommand follow() {
        return new StreamCommand.AddMarkets(List.copyOf(tickers()));
    }

    /** The markets, each once. */
    public Set<String> tickers() {
        return byTicker().keySet();
    }
}
