package caravan.history;

import static caravan.history.Subject.recorded;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that can be listed: each table of the market data, and those of the ledger about fills and orders. */
public final class Subjects {
    private static final String NUMBERED_FRAME = " subscription sequence connection_id frame_number";
    private static final String FRAME = " subscription connection_id frame_number";

    private static final String PNL = "pnl";
    /** What sums of profit and loss are of. */
    private static final Map<String, String> PNL_KEYS =
            Map.of("market", "ticker event_ticker", "event", "event_ticker", "day", "day_time");

    private static final String PNL_SUMS = "total_dollars spread_capture_dollars inventory_dollars fees_dollars"
            + " rewards_dollars realized_dollars unrealized_dollars settled_dollars fills traded_contracts unmarked_fills"
            + " predicted_fees";

    private static final Map<String, Subject> ALL = Stream.of(
                    recorded(
                            "tickers",
                            "tickers",
                            "received_time ticker bid_price_dollars ask_price_dollars last_price_dollars"
                                    + " volume_contracts open_interest_contracts bid_quantity_contracts"
                                    + " ask_quantity_contracts last_trade_quantity_contracts volume_dollars"
                                    + " open_interest_dollars exchange_time" + FRAME,
                            "Prices and volumes as they changed; --limit 1 is the latest."),
                    recorded(
                            "book",
                            "orderbook_deltas",
                            "received_time ticker book_side price_dollars change_contracts exchange_time"
                                    + " client_order_id" + NUMBERED_FRAME,
                            "Changes of order books."),
                    recorded(
                            "snapshots",
                            "orderbook_snapshots",
                            "received_time ticker levels" + NUMBERED_FRAME,
                            "Whole books as the exchange told them."),
                    recorded(
                                    "trades",
                                    "trades",
                                    "exchange_time ticker price_dollars quantity_contracts taker_side block_trade"
                                            + " trade_id received_time" + NUMBERED_FRAME,
                                    "Everybody's trades.")
                            .by("coalesce(exchange_time, received_time)", "connection_id frame_number")
                            // A trade that came both ways is shown once, as it was streamed.
                            .where("(connection_id > 0 or not exists (select 1 from trades streamed"
                                    + " where streamed.trade_id = trades.trade_id and streamed.connection_id > 0))"),
                    recorded(
                                    "candles",
                                    "candles",
                                    "end_time ticker period_minutes open_price_dollars high_price_dollars"
                                            + " low_price_dollars close_price_dollars volume_contracts"
                                            + " open_interest_contracts close_bid_price_dollars close_ask_price_dollars"
                                            + " open_bid_price_dollars high_bid_price_dollars low_bid_price_dollars"
                                            + " open_ask_price_dollars high_ask_price_dollars low_ask_price_dollars"
                                            + " fetched_time",
                                    "What the exchange sums up of a period; backfill candles brings them in.")
                            .by("end_time", "ticker period_minutes"),
                    recorded(
                            "lifecycle",
                            "market_lifecycle",
                            "received_time ticker change event_ticker result settlement_value_dollars open_time"
                                    + " close_time determined_time settled_time type details" + NUMBERED_FRAME,
                            "Markets that opened, closed, were determined, were paid out; events; combined markets."),
                    recorded(
                                    "markets",
                                    "markets",
                                    "fetched_time ticker status bid_price_dollars ask_price_dollars last_price_dollars"
                                            + " title yes_sub_title no_sub_title open_time close_time event_ticker"
                                            + " look_up_id",
                                    "What was looked up of markets over REST.")
                            .by("fetched_time", "look_up_id"),
                    recorded(
                                    "fills",
                                    "fills",
                                    "exchange_time ticker action outcome yes_price_dollars quantity_contracts"
                                            + " fee_dollars taker position_after_contracts book_side order_id"
                                            + " client_order_id trade_id source received_time subaccount"
                                            + " notification_id",
                                    "Your own fills, each once.")
                            .by("exchange_time", "trade_id order_id")
                            .ofLedger(),
                    recorded(
                                    "orders",
                                    "submitted_orders",
                                    "submitted_time ticker status book_side yes_price_dollars total_contracts"
                                            + " filled_contracts kind expiration_time changed_time reason order_id"
                                            + " client_order_id last_client_order_id order_group_id instance",
                                    "Orders that this program placed, and how they stand.")
                            .by("submitted_time", "client_order_id")
                            .ofLedger(),
                    recorded(
                                    "order-requests",
                                    "order_requests",
                                    "submitted_time ticker kind outcome book_side yes_price_dollars quantity_contracts"
                                            + " reason outcome_reason outcome_time total_contracts expiration_time"
                                            + " order_id client_order_id request_id order_group_id instance",
                                    "What this program asked for about its orders, why, and what became of it.")
                            .by("submitted_time", "request_id")
                            .ofLedger(),
                    recorded(
                                    "decisions",
                                    "decisions",
                                    "decided_time ticker request book_side yes_price_dollars quantity_contracts"
                                            + " approved denials repeats reason last_time client_order_id"
                                            + " approval_number decision_id",
                                    "What your orders were asked for, and what risk said; a repeated denial is counted.")
                            .by("decided_time", "decision_id")
                            .ofLedger(),
                    recorded(
                                    "halts",
                                    "halts",
                                    "halted_time halted_by reason resumed_time resumed_by halt_id",
                                    "When everything was stopped, why, and who went on.")
                            .by("halted_time", "halt_id")
                            .ofLedger(),
                    recorded(
                                    PNL,
                                    "pnl",
                                    "day_time ticker total_dollars spread_capture_dollars inventory_dollars"
                                            + " fees_dollars rewards_dollars realized_dollars unrealized_dollars"
                                            + " settled_dollars fills traded_contracts unmarked_fills predicted_fees"
                                            + " event_ticker updated_time",
                                    "What this program won and lost, by day (UTC) and market; --by sums up.")
                            .by("day_time", "ticker")
                            .ofLedger(),
                    recorded(
                                    "taxes",
                                    "closings",
                                    "disposed_time ticker outcome quantity_contracts acquired_time proceeds_dollars"
                                            + " cost_dollars fees_dollars gain_dollars closed_by closing_number",
                                    "What this program bought and closed again, first in, first out.")
                            .by("disposed_time", "ticker closing_number")
                            .ofLedger(),
                    recorded(
                                    "positions",
                                    "positions",
                                    "updated_time ticker account_contracts own_contracts own_cost_dollars mid_dollars",
                                    "What the account held when it was last compared, and of that this program.")
                            .by("updated_time", "ticker")
                            .ofLedger(),
                    recorded(
                                    "settlements",
                                    "settlements",
                                    "settled_time ticker result yes_contracts no_contracts revenue_dollars"
                                            + " yes_cost_dollars no_cost_dollars value_dollars fee_dollars event_ticker"
                                            + " received_time",
                                    "What markets paid out to the account.")
                            .by("settled_time", "ticker")
                            .ofLedger(),
                    recorded(
                                    "cash-movements",
                                    "cash_movements",
                                    "noticed_time kind amount_dollars fills movement_id",
                                    "Money that came to the account or left it without a fill or a payout.")
                            .by("noticed_time", "movement_id")
                            .ofLedger(),
                    recorded(
                                    "equity",
                                    "daily_equity",
                                    "day_time equity_dollars balance_dollars peak_dollars updated_time",
                                    "What the account was worth at the end of each day (UTC), and at most so far.")
                            .by("day_time", "day_time")
                            .ofLedger(),
                    recorded(
                            "fill-messages",
                            "fill_messages",
                            "received_time ticker action outcome yes_price_dollars quantity_contracts fee_dollars taker"
                                    + " position_after_contracts book_side order_id client_order_id trade_id"
                                    + " exchange_time subaccount" + FRAME,
                            "Your own fills, each time that the stream told one."),
                    recorded(
                            "user-orders",
                            "user_orders",
                            "received_time ticker status book_side yes_price_dollars remaining_contracts"
                                    + " filled_contracts initial_contracts order_id client_order_id fees_dollars reason"
                                    + " order_group_id subaccount exchange_time created_time expiration_time" + FRAME,
                            "Your own orders, each time that one changed."),
                    recorded(
                            "market-positions",
                            "market_positions",
                            "received_time ticker position_contracts cost_dollars realized_dollars fees_dollars"
                                    + " volume_contracts fee_cost_dollars subaccount" + FRAME,
                            "Your own positions, each time that one changed."),
                    recorded(
                            "order-group-updates",
                            "order_group_updates",
                            "received_time order_group_id change limit_contracts exchange_time" + NUMBERED_FRAME,
                            "What became of groups of your orders."),
                    recorded(
                            "communications",
                            "communications",
                            "received_time type ticker quantity_contracts target_cost_dollars bid_price_dollars"
                                    + " ask_price_dollars bid_quantity_contracts ask_quantity_contracts accepted_outcome"
                                    + " accepted_contracts request_id requester_id quote_id quoter_id event_ticker"
                                    + " collection_ticker legs order_id client_order_id subaccount exchange_time"
                                    + NUMBERED_FRAME,
                            "Requests for quotes, quotes, and what became of them."),
                    recorded(
                                    "index-values",
                                    "index_values",
                                    "received_time index_id index_value last_minute_average quarter_hour_average"
                                            + " vendor_time type last_minute_count quarter_hour_count exchange_time"
                                            + " vendor_text" + NUMBERED_FRAME,
                                    "Values of CF Benchmarks' indices; --ticker is the index.")
                            .about("index_id"),
                    recorded(
                                    "underlying-values",
                                    "underlying_values",
                                    "received_time underlying price_dollars vendor_time exchange_time" + NUMBERED_FRAME,
                                    "Prices from Pyth of what markets are about; --ticker is the underlying.")
                            .about("underlying"),
                    recorded(
                                    "cycles",
                                    "market_making_cycles",
                                    "started_time strategy outcome reason tickers quotes orders_canceled"
                                            + " positions_closed programs markets steps choices ended_time cycle_id",
                                    "Cycles of market making: what was chosen and done, and why.")
                            .by("started_time", "cycle_id")
                            .ofLedger(),
                    recorded(
                                    "quotes",
                                    "quotes",
                                    "quoted_time ticker book_side yes_price_dollars quantity_contracts"
                                            + " bid_price_dollars ask_price_dollars book_state reason strategy"
                                            + " quote_id",
                                    "What market making wanted to rest, where that changed, and why.")
                            .by("quoted_time", "quote_id")
                            .ofLedger(),
                    recorded(
                                    "gaps",
                                    "gaps",
                                    "opened_time closed_time ticker reason markets lost_markets expected_sequence"
                                            + " found_sequence connection subscription connection_id gap_number",
                                    "Where updates of order books were lost, and for how long.")
                            .by("opened_time", "connection_id gap_number"),
                    recorded(
                            "quarantine",
                            "quarantine",
                            "received_time type ticker reason frame_text quarantined_time connection" + NUMBERED_FRAME,
                            "What could not be read or stored, and why."),
                    recorded(
                            "control-replies",
                            "control_replies",
                            "received_time type command command_tickers frame_text" + NUMBERED_FRAME,
                            "What the exchange answered to commands."),
                    recorded(
                                    "frame-counts",
                                    "frame_counts",
                                    "last_received_time connection type table_name frames quarantined dropped deleted"
                                            + " reason first_frame last_frame connection_id",
                                    "How many frames were received, counted apart from their rows; verify holds them"
                                            + " together.")
                            .by("last_received_time", "connection_id first_frame type table_name"))
            .collect(Collectors.toMap(Subject::name, Function.identity(), (a, b) -> a, TreeMap::new));

    private Subjects() {}

    /** The names, and what each is, for people. */
    public static Map<String, String> descriptions() {
        return ALL.values().stream()
                .collect(Collectors.toMap(Subject::name, Subject::description, (a, b) -> a, TreeMap::new));
    }

    /** Whether rows of a subject are each about a market. */
    public static boolean areAboutMarkets(String name) {
        return "ticker".equals(named(name).ticker());
    }

    /** The subject of that name, or sums of its rows. */
    static Subject named(String name, @Nullable String by) {
        Subject subject = named(name);
        if (by == null || by.isBlank()) {
            return subject;
        }
        if (!name.equals(PNL) || !PNL_KEYS.containsKey(by)) {
            throw new BadQueryException("by: expected market, event or day, for pnl alone; found '%s' for %s"
                    .formatted(Query.shortened(by), name));
        }
        return subject.summedBy(PNL_KEYS.get(by), PNL_SUMS);
    }

    /** The subject of that name. */
    static Subject named(String name) {
        Subject subject = ALL.get(name);
        if (subject == null) {
            throw new BadQueryException(
                    "expected one of %s, found '%s'".formatted(String.join(", ", ALL.keySet()), Query.shortened(name)));
        }
        return subject;
    }
}
