package caravan.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Recorded markets whose tickers stand beside another one in the alphabet. An index finds them at once, however many
 * markets there are, and a slip is mostly in the last letters. Safe for use by several threads.
 */
public final class Neighbours {
    private static final int EACH_WAY = 3;
    private static final List<String> TABLES = List.of("tickers", "orderbook_snapshots", "trades");

    private final Tables tables;

    public Neighbours(Tables tables) {
        this.tables = tables;
    }

    /**
     * Finds them.
     *
     * @param parameters {@code ticker}
     * @return whether the ticker is known, and its neighbours, in order
     */
    public Found of(Map<String, String> parameters) {
        Query.requireOnly(parameters, Set.of("ticker"));
        String ticker = Query.requiredTicker(parameters);
        Set<String> near = new TreeSet<>();
        try {
            for (String table : TABLES) {
                near.addAll(walk(table, ticker.toUpperCase(Locale.ROOT), "<", "desc"));
                near.addAll(walk(table, ticker.toUpperCase(Locale.ROOT), ">=", "asc"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Found(near.remove(ticker), List.copyOf(near));
    }

    private Set<String> walk(String table, String from, String comparison, String direction) throws IOException {
        Set<String> found = new LinkedHashSet<>();
        String at = from;
        String compare = comparison;
        while (found.size() < EACH_WAY) {
            @Nullable
            String next = tables.ask(
                    "select ticker from %s where ticker %s ? order by ticker %s limit 1"
                            .formatted(table, compare, direction),
                    List.of(at),
                    rows -> rows.next() ? rows.getString(1) : null);
            if (next == null) {
                return found;
            }
            at = Objects.requireNonNull(next);
            found.add(at);
            compare = direction.equals("asc") ? ">" : "<";
        }
        return found;
    }

    /** @param known whether anything was recorded of the ticker itself */
    public record Found(boolean known, List<String> near) {}
}
