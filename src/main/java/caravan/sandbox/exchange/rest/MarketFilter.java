package caravan.sandbox.exchange.rest;

import caravan.sandbox.engine.Market;
import caravan.sandbox.simulation.EventListing;
import caravan.sandbox.wire.Words;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which markets are asked for.
 *
 * <p>Times of one kind go with each other and with certain states only.
 *
 * @see <a href="https://docs.kalshi.com/api-reference/market/get-markets">Kalshi: get markets</a>
 */
final class MarketFilter implements Predicate<MarketRecord> {
    static final String[] PARAMETERS = {
        "limit",
        "cursor",
        "event_ticker",
        "series_ticker",
        "min_created_ts",
        "max_created_ts",
        "min_updated_ts",
        "min_close_ts",
        "max_close_ts",
        "min_settled_ts",
        "max_settled_ts",
        "status",
        "tickers",
        "mve_filter"
    };

    private static final int MOST_TICKERS = 1_000;
    private static final List<String> KINDS = List.of("created", "close", "settled", "updated");
    private static final Map<String, Set<String>> STATES_WITH = Map.of(
            "created", Set.of("unopened", "open"),
            "close", Set.of("closed"),
            "settled", Set.of("settled"),
            "updated", Set.of());

    private final Floor floor;
    private final @Nullable String status;
    private final @Nullable String series;
    private final Set<String> events;
    private final Set<String> tickers;
    private final boolean onlyCombos;
    private final Query.Span created;
    private final Query.Span closes;
    private final Query.Span settled;
    private final @Nullable Long updated;

    MarketFilter(Floor floor, Query query) {
        this.floor = floor;
        this.status = query.oneOf("status", MarketForm.STATUSES);
        this.series = query.text("series_ticker");
        this.events = query.list("event_ticker", MOST_TICKERS);
        this.tickers = query.list("tickers", MOST_TICKERS);
        this.onlyCombos = "only".equals(query.oneOf("mve_filter", Set.of("only", "exclude")));
        this.created = query.span("min_created_ts", "max_created_ts");
        this.closes = query.span("min_close_ts", "max_close_ts");
        this.settled = query.span("min_settled_ts", "max_settled_ts");
        this.updated = query.seconds("min_updated_ts");
        requireCompatible(query);
    }

    private void requireCompatible(Query query) {
        String found = null;
        for (String kind : KINDS) {
            String present = query.has("min_" + kind + "_ts")
                    ? "min_" + kind + "_ts"
                    : query.has("max_" + kind + "_ts") ? "max_" + kind + "_ts" : null;
            if (present == null) {
                continue;
            }
            if (found != null
                    || status != null
                            && !STATES_WITH.getOrDefault(kind, Set.of()).contains(status)) {
                throw query.invalid(present, "excluded_with");
            }
            found = present;
        }
        boolean narrowed =
                !events.isEmpty() || !tickers.isEmpty() || onlyCombos || series != null && !query.has("mve_filter");
        if (updated != null && narrowed) {
            throw query.invalid("min_updated_ts", "excluded_with");
        }
    }

    @Override
    public boolean test(MarketRecord record) {
        Market market = record.market();
        EventListing event = floor.listing(market).event();
        return !onlyCombos
                && (status == null || status.equals(MarketForm.filterWord(market)))
                && (series == null || series.equals(event.series().ticker()))
                && (events.isEmpty() || events.contains(event.ticker()))
                && (tickers.isEmpty() || tickers.contains(market.ticker()))
                && created.holds(record.created())
                && closes.holds(market.closes())
                && settled.holds(market.settled())
                && (updated == null || Words.seconds(record.updated()) > updated);
    }
}
