package caravan.history;

import caravan.model.BookSide;
import caravan.model.Candle;
import caravan.model.Page;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Trade;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Begins requests for what was missed, and stores what comes of them.
 *
 * <p>Everything has a key of its own, so asking twice stores once. Safe for use by several threads.
 */
public final class Backfills {
    private static final Set<String> TRADE_NAMES = Set.of("ticker", "since", "until");
    private static final Set<String> CANDLE_NAMES = Set.of("ticker", "since", "until", "minutes");
    private static final Set<String> PERIODS = Set.of("1", "60", "1440");
    private static final String INSERT_TRADE =
            "insert into trades (connection_id, frame_number, subscription, sequence,"
                    + " received_time, exchange_time, trade_id, ticker, price_dollars, quantity_contracts, taker_side,"
                    + " block_trade) values (?, ?, 0, 0, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing";
    private static final String INSERT_CANDLE = "insert into candles (ticker, period_minutes, end_time,"
            + " open_price_dollars, high_price_dollars, low_price_dollars, close_price_dollars,"
            + " open_bid_price_dollars, high_bid_price_dollars, low_bid_price_dollars, close_bid_price_dollars,"
            + " open_ask_price_dollars, high_ask_price_dollars, low_ask_price_dollars, close_ask_price_dollars,"
            + " volume_contracts, open_interest_contracts, fetched_time)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing";

    private final JdbcTemplate database;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    public Backfills(DataSource marketData, InstantSource clock) {
        this.database = new JdbcTemplate(marketData);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(marketData));
        this.clock = clock;
    }

    /**
     * Begins with trades.
     *
     * @param parameters {@code ticker}, {@code since}, and if wanted {@code until}
     * @param cutoff the exchange's answer to where its historical operations end
     */
    public TradeBackfill trades(Map<String, String> parameters, JsonNode cutoff) {
        Query.requireOnly(parameters, TRADE_NAMES);
        return new TradeBackfill(Query.requiredTicker(parameters), since(parameters), until(parameters), time(cutoff));
    }

    /**
     * Begins with candles.
     *
     * @param parameters {@code ticker}, {@code since}, and if wanted {@code until} and {@code minutes}: 1, 60 or 1440
     */
    public CandleBackfill candles(Map<String, String> parameters) {
        Query.requireOnly(parameters, CANDLE_NAMES);
        String minutes = parameters.getOrDefault("minutes", "1");
        if (!PERIODS.contains(minutes)) {
            throw new BadQueryException(
                    "minutes: expected 1, 60 or 1440, found '%s'".formatted(Query.shortened(minutes)));
        }
        return new CandleBackfill(
                Query.requiredTicker(parameters), since(parameters), until(parameters), Integer.parseInt(minutes));
    }

    private Instant since(Map<String, String> parameters) {
        Instant since = Query.moment(parameters, "since", clock);
        if (since == null) {
            throw new BadQueryException("since: expected a duration such as 2h or a time, found none");
        }
        if (!since.isBefore(until(parameters))) {
            throw new BadQueryException("expected since before until, found since " + parameters.get("since"));
        }
        return since;
    }

    private Instant until(Map<String, String> parameters) {
        Instant until = Query.moment(parameters, "until", clock);
        Instant now = clock.instant();
        return until == null || until.isAfter(now) ? now : until;
    }

    private static Instant time(JsonNode cutoff) {
        try {
            return OffsetDateTime.parse(cutoff.path("trades_created_ts").asText())
                    .toInstant();
        } catch (DateTimeParseException other) {
            return Instant.EPOCH;
        }
    }

    /** Stores a page of trades. */
    public void keepTrades(TradeBackfill backfill, Page<Trade> page) {
        OffsetDateTime now = now();
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Trade trade : page.items()) {
            if (trade.tradeId() != null && trade.exchangeTime() != null) {
                rows.add(row(trade, trade.tradeId(), now));
            }
        }
        int unusable = page.items().size() - rows.size() + page.unreadable().size();
        backfill.keep(page, rows.size(), store(INSERT_TRADE, rows), unusable);
    }

    private static @Nullable Object[] row(Trade trade, String tradeId, OffsetDateTime now) {
        UUID key = key(tradeId);
        return new @Nullable Object[] {
            key.getMostSignificantBits() | Long.MIN_VALUE,
            key.getLeastSignificantBits(),
            now,
            time(trade.exchangeTime()),
            tradeId,
            trade.ticker(),
            trade.price().toBigDecimal(),
            trade.quantity().toBigDecimal(),
            side(trade.takerSide()),
            trade.block()
        };
    }

    /** Trade ids are UUIDs by custom, not by promise. */
    private static UUID key(String tradeId) {
        return UUID.nameUUIDFromBytes(tradeId.getBytes(StandardCharsets.UTF_8));
    }

    /** Stores a page of candles, but none whose period goes on: it would never be put right. */
    public void keepCandles(CandleBackfill backfill, Page<Candle> page) {
        OffsetDateTime now = now();
        List<@Nullable Object[]> rows = page.items().stream()
                .filter(candle -> candle.endTime().isBefore(now.toInstant()))
                .map(candle -> row(candle, backfill.minutes(), now))
                .toList();
        backfill.keep(rows.size(), store(INSERT_CANDLE, rows), page.unreadable().size());
    }

    private static @Nullable Object[] row(Candle candle, int minutes, OffsetDateTime now) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(candle.ticker());
        row.add(minutes);
        row.add(time(candle.endTime()));
        for (Candle.@Nullable Range range : new Candle.@Nullable Range[] {candle.price(), candle.bid(), candle.ask()}) {
            row.add(range == null ? null : dollars(range.open()));
            row.add(range == null ? null : dollars(range.high()));
            row.add(range == null ? null : dollars(range.low()));
            row.add(range == null ? null : dollars(range.close()));
        }
        row.add(contracts(candle.volume()));
        row.add(contracts(candle.openInterest()));
        row.add(now);
        return row.toArray();
    }

    /** One by one: PostgreSQL's batches do not tell which rows were new. */
    private int store(String insert, List<@Nullable Object[]> rows) {
        Integer stored = transaction.execute(status ->
                rows.stream().mapToInt(row -> database.update(insert, row)).sum());
        return stored == null ? 0 : stored;
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable String side(@Nullable BookSide side) {
        return side == null ? null : side.name().toLowerCase(Locale.ROOT);
    }

    private static BigDecimal dollars(Price price) {
        return price.toBigDecimal();
    }

    private static @Nullable BigDecimal contracts(@Nullable Quantity quantity) {
        return quantity == null ? null : quantity.toBigDecimal();
    }
}
