package caravan.history;

import caravan.model.BookSide;
import caravan.model.Candle;
import caravan.model.Quantity;
import caravan.model.Trade;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Stores what was asked for over REST; each row has a key that comes from what it is, so it is there once. */
final class BackfillRows {
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

    BackfillRows(DataSource marketData) {
        this.database = new JdbcTemplate(marketData);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(marketData));
    }

    /** Stores trades, and returns how many are new. */
    int storeTrades(List<Trade> trades, Instant received) {
        return store(
                INSERT_TRADE, trades.stream().map(trade -> row(trade, received)).toList());
    }

    /** Stores candles, and returns how many are new. */
    int storeCandles(List<Candle> candles, int minutes, Instant fetched) {
        return store(
                INSERT_CANDLE,
                candles.stream().map(candle -> row(candle, minutes, fetched)).toList());
    }

    /** One by one: PostgreSQL's batches do not tell which rows were new. */
    private int store(String insert, List<@Nullable Object[]> rows) {
        Integer stored = transaction.execute(status ->
                rows.stream().mapToInt(row -> database.update(insert, row)).sum());
        return stored == null ? 0 : stored;
    }

    private static @Nullable Object[] row(Trade trade, Instant received) {
        UUID key = key(String.valueOf(trade.tradeId()));
        return new @Nullable Object[] {
            key.getMostSignificantBits() | Long.MIN_VALUE,
            key.getLeastSignificantBits(),
            time(received),
            time(trade.exchangeTime()),
            trade.tradeId(),
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

    private static @Nullable Object[] row(Candle candle, int minutes, Instant fetched) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(candle.ticker());
        row.add(minutes);
        row.add(time(candle.endTime()));
        add(row, candle.price());
        add(row, candle.bid());
        add(row, candle.ask());
        row.add(contracts(candle.volume()));
        row.add(contracts(candle.openInterest()));
        row.add(time(fetched));
        return row.toArray();
    }

    private static void add(List<@Nullable Object> row, Candle.@Nullable Range range) {
        row.add(range == null ? null : range.open().toBigDecimal());
        row.add(range == null ? null : range.high().toBigDecimal());
        row.add(range == null ? null : range.low().toBigDecimal());
        row.add(range == null ? null : range.close().toBigDecimal());
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable String side(@Nullable BookSide side) {
        return side == null ? null : side.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable BigDecimal contracts(@Nullable Quantity quantity) {
        return quantity == null ? null : quantity.toBigDecimal();
    }
}
