package caravan.kalshi.rest;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import caravan.kalshi.wire.RestDecoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The operations that {@code kalshi:} knows.
 *
 * @see <a href="https://docs.kalshi.com/api-reference">Kalshi: API reference</a>
 */
public final class Operations {
    private static final boolean SIGNED = true;
    private static final boolean PUBLIC = false;

    private static final String MARKET_FILTERS = "limit cursor event_ticker series_ticker tickers status mve_filter"
            + " min_created_ts max_created_ts min_updated_ts min_close_ts max_close_ts min_settled_ts max_settled_ts";
    private static final String TRADE_FILTERS = "ticker min_ts max_ts limit cursor is_block_trade";
    private static final String CANDLE_FILTERS = "market_tickers start_ts end_ts period_interval";
    private static final String FILL_FILTERS = "ticker order_id min_ts max_ts limit cursor subaccount exchange_index";
    private static final String POSITION_FILTERS =
            "ticker event_ticker count_filter settlement_status limit cursor subaccount";
    private static final String ORDER_FILTERS =
            "ticker event_ticker min_ts max_ts status limit cursor subaccount exchange_index";

    private static final Map<String, Operation> ALL = Stream.of(
                    get("GetExchangeStatus", "/exchange/status", "", PUBLIC, RestDecoder::exchangeStatus)
                            .answeringWhenDown(),
                    get("GetExchangeSchedule", "/exchange/schedule", "", PUBLIC, RestDecoder::exchangeSchedule),
                    get("GetMarkets", "/markets", MARKET_FILTERS, PUBLIC, RestDecoder::markets),
                    get("GetMarket", "/markets/{ticker}", "", PUBLIC, RestDecoder::market),
                    get("GetTrades", "/markets/trades", TRADE_FILTERS, PUBLIC, RestDecoder::trades),
                    get("GetHistoricalCutoff", "/historical/cutoff", "", PUBLIC, RestDecoder::historicalCutoff),
                    get("GetTradesHistorical", "/historical/trades", TRADE_FILTERS, PUBLIC, RestDecoder::trades),
                    get(
                            "BatchGetMarketCandlesticks",
                            "/markets/candlesticks",
                            CANDLE_FILTERS,
                            PUBLIC,
                            RestDecoder::candles),
                    get("GetMarketOrderbooks", "/markets/orderbooks", "tickers", PUBLIC, RestDecoder::orderBooks)
                            .repeating("tickers"),
                    get("GetPositions", "/portfolio/positions", POSITION_FILTERS, SIGNED, RestDecoder::positions),
                    get("GetOrders", "/portfolio/orders", ORDER_FILTERS, SIGNED, RestDecoder::orders),
                    get("GetFills", "/portfolio/fills", FILL_FILTERS, SIGNED, RestDecoder::fills),
                    get("GetOrder", "/portfolio/orders/{order_id}", "", SIGNED, RestDecoder::order))
            .collect(toUnmodifiableMap(Operation::name, identity()));

    private Operations() {}

    /**
     * The operation of that name.
     *
     * @throws IllegalArgumentException if there is none; the message lists those that there are
     */
    public static Operation named(String name) {
        Operation operation = ALL.get(name);
        if (operation == null) {
            throw new IllegalArgumentException(
                    "expected one of " + new TreeSet<>(ALL.keySet()) + ", found '" + name + "'");
        }
        return operation;
    }

    /** @param query the names that the query may have, separated by spaces */
    private static Operation get(
            String name, String path, String query, boolean signed, Function<JsonNode, ?> decoder) {
        List<String> names = query.isEmpty() ? List.of() : List.of(query.split(" ", -1));
        return new Operation(name, "GET", path, names, List.of(), signed, decoder, false);
    }
}
