package caravan.history;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that can be listed: a table, seen from outside.
 *
 * @param inLedger whether the table is in the ledger, not in the market data
 * @param time an SQL expression for when a row happened; lists are in its order
 * @param columns what is shown, the most telling first: a narrow terminal shows only these
 * @param condition an SQL condition that every row must meet
 */
record Subject(
        String name,
        String table,
        boolean inLedger,
        String time,
        List<String> order,
        List<String> columns,
        String condition) {
    private static final List<String> FRAME = List.of("connection_id", "frame_number");
    private static final Map<String, Subject> ALL = Stream.of(
                    recorded(
                            "tickers",
                            "tickers",
                            "received_time ticker bid_price_dollars ask_price_dollars last_price_dollars"
                                    + " volume_contracts open_interest_contracts bid_quantity_contracts"
                                    + " ask_quantity_contracts last_trade_quantity_contracts volume_dollars"
                                    + " open_interest_dollars exchange_time subscription connection_id frame_number"),
                    recorded(
                            "book",
                            "orderbook_deltas",
                            "received_time ticker book_side price_dollars change_contracts exchange_time"
                                    + " client_order_id subscription sequence connection_id frame_number"),
                    recorded(
                            "snapshots",
                            "orderbook_snapshots",
                            "received_time ticker levels subscription sequence connection_id frame_number"),
                    recorded(
                            "lifecycle",
                            "market_lifecycle",
                            "received_time ticker change event_ticker result settlement_value_dollars open_time"
                                    + " close_time determined_time settled_time type details subscription sequence"
                                    + " connection_id frame_number"),
                    recorded(
                            "quarantine",
                            "quarantine",
                            "received_time type ticker reason frame_text quarantined_time connection subscription"
                                    + " sequence connection_id frame_number"),
                    new Subject(
                            "gaps",
                            "gaps",
                            false,
                            "opened_time",
                            List.of("connection_id", "gap_number"),
                            words("opened_time closed_time ticker reason markets lost_markets expected_sequence"
                                    + " found_sequence connection subscription connection_id gap_number"),
                            "1 = 1"),
                    new Subject(
                            "trades",
                            "trades",
                            false,
                            "coalesce(exchange_time, received_time)",
                            FRAME,
                            words(
                                    "exchange_time ticker price_dollars quantity_contracts taker_side block_trade trade_id"
                                            + " received_time subscription sequence connection_id frame_number"),
                            // A trade that came both ways is shown once, as it was streamed.
                            "(connection_id > 0 or not exists (select 1 from trades streamed"
                                    + " where streamed.trade_id = trades.trade_id and streamed.connection_id > 0))"),
                    new Subject(
                            "candles",
                            "candles",
                            false,
                            "end_time",
                            List.of("ticker", "period_minutes"),
                            words("end_time ticker period_minutes open_price_dollars high_price_dollars"
                                    + " low_price_dollars close_price_dollars volume_contracts open_interest_contracts"
                                    + " close_bid_price_dollars close_ask_price_dollars open_bid_price_dollars"
                                    + " high_bid_price_dollars low_bid_price_dollars open_ask_price_dollars"
                                    + " high_ask_price_dollars low_ask_price_dollars fetched_time"),
                            "1 = 1"),
                    new Subject(
                            "fills",
                            "fills",
                            true,
                            "exchange_time",
                            List.of("trade_id", "order_id"),
                            words("exchange_time ticker action outcome yes_price_dollars quantity_contracts fee_dollars"
                                    + " taker position_after_contracts book_side order_id client_order_id trade_id source"
                                    + " received_time subaccount notification_id"),
                            "1 = 1"))
            .collect(Collectors.toMap(Subject::name, subject -> subject, (a, b) -> a, TreeMap::new));

    /** The subject of that name. */
    static Subject named(String name) {
        Subject subject = ALL.get(name);
        if (subject == null) {
            throw new BadQueryException(
                    "expected one of %s, found '%s'".formatted(String.join(", ", ALL.keySet()), Query.shortened(name)));
        }
        return subject;
    }

    private static Subject recorded(String name, String table, String columns) {
        return new Subject(name, table, false, "received_time", FRAME, words(columns), "1 = 1");
    }

    private static List<String> words(String text) {
        return List.of(text.split(" ", -1));
    }

    /** The newest rows, oldest first. Only our own words are in the text; what was asked for comes as parameters. */
    String sql(Query query) {
        StringBuilder where = new StringBuilder(condition);
        if (query.ticker() != null) {
            where.append(" and ticker = ?");
        }
        if (query.since() != null) {
            where.append(" and ").append(time).append(" >= ?");
        }
        if (query.until() != null) {
            where.append(" and ").append(time).append(" < ?");
        }
        String shown = String.join(", ", columns);
        return "select " + shown + " from (select " + shown + " from " + table + " where " + where + " order by "
                + order(" desc") + " limit ?) newest order by " + order("");
    }

    private String order(String direction) {
        return Stream.concat(Stream.of(time), order.stream())
                .map(column -> column + direction)
                .collect(Collectors.joining(", "));
    }
}
