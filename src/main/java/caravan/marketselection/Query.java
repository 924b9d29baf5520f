package caravan.marketselection;

import caravan.model.Market;
import caravan.model.Quantity;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A question to the exchange: {@code open;series=KXBTC;sort=volume;top=50}.
 *
 * @param status the exchange's word for the state of markets
 * @param series only markets of this one; null for all
 * @param event only markets of this one; null for all
 * @param top how many of them at most, in the order of {@code sort}
 * @see <a href="https://docs.kalshi.com/api-reference/market/get-markets">Kalshi: get markets</a>
 */
record Query(
        String status, @Nullable String series, @Nullable String event, Sort sort, int top) {
    private static final Set<String> STATUSES = Set.of("open", "paused", "unopened");

    /** What comes first. Markets that are alike are in the order of their tickers. */
    enum Sort {
        TICKER("ticker", Comparator.comparing(Market::ticker)),
        VOLUME("volume", most(Market::volume)),
        VOLUME_24_HOURS("volume-24h", most(Market::volume24Hours)),
        OPEN_INTEREST("open-interest", most(Market::openInterest)),
        CLOSE(
                "close",
                Comparator.comparing(Market::closeTime, Comparator.nullsLast(Comparator.<Instant>naturalOrder())));

        private final String word;
        private final Comparator<Market> order;

        Sort(String word, Comparator<Market> order) {
            this.word = word;
            this.order = order.thenComparing(Market::ticker);
        }

        private static Comparator<Market> most(Function<Market, @Nullable Quantity> quantity) {
            return Comparator.comparing(quantity, Comparator.nullsLast(Comparator.<Quantity>reverseOrder()));
        }

        Comparator<Market> order() {
            return order;
        }
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none; the message says what was expected
     */
    static Query parse(String text) {
        String[] parts = text.split(";", -1);
        String status = parts[0].strip();
        if (!STATUSES.contains(status)) {
            throw refused("open, paused or unopened first", text);
        }
        Map<String, String> given = new LinkedHashMap<>();
        for (String part : Arrays.asList(parts).subList(1, parts.length)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part.strip() : part.substring(0, equals).strip();
            String value = equals < 0 ? "" : part.substring(equals + 1).strip();
            if (!Set.of("series", "event", "sort", "top").contains(name) || value.isEmpty()) {
                throw refused("series=, event=, sort= and top= after the first word", text);
            }
            if (given.put(name, value) != null) {
                throw refused("'" + name + "' once", text);
            }
        }
        return new Query(
                status,
                name(given.get("series"), text),
                name(given.get("event"), text),
                sort(given.getOrDefault("sort", Sort.TICKER.word), text),
                top(given.getOrDefault("top", String.valueOf(Integer.MAX_VALUE)), text));
    }

    private static @Nullable String name(@Nullable String value, String text) {
        if (value != null && !Selector.NAME.matcher(value).matches()) {
            throw refused("a ticker after series= and event=", text);
        }
        return value;
    }

    private static Sort sort(String word, String text) {
        return Arrays.stream(Sort.values())
                .filter(sort -> sort.word.equals(word))
                .findFirst()
                .orElseThrow(() -> refused(
                        "sort= one of "
                                + Arrays.stream(Sort.values())
                                        .map(sort -> sort.word)
                                        .collect(Collectors.joining(", ")),
                        text));
    }

    private static int top(String value, String text) {
        try {
            int top = Integer.parseInt(value);
            if (top >= 1) {
                return top;
            }
        } catch (NumberFormatException noNumber) {
            // said below
        }
        throw refused("top= a whole number of at least 1", text);
    }

    private static IllegalArgumentException refused(String expected, String text) {
        String shown = text.length() <= 80 ? text : text.substring(0, 80) + "…";
        return new IllegalArgumentException(
                "expected %s, as in query:open;sort=volume;top=50, found 'query:%s'".formatted(expected, shown));
    }

    /** Leaves at most as many as are wanted, the first ones. */
    void keepBest(List<Market> markets) {
        if (markets.size() > top) {
            markets.sort(sort.order());
            markets.subList(top, markets.size()).clear();
        }
    }

    @Override
    public String toString() {
        return status
                + (series == null ? "" : ";series=" + series)
                + (event == null ? "" : ";event=" + event)
                + (sort == Sort.TICKER ? "" : ";sort=" + sort.word)
                + (top == Integer.MAX_VALUE ? "" : ";top=" + top);
    }
}
