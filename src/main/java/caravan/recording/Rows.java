package caravan.recording;

import caravan.model.BookSide;
import caravan.model.BookUpdate;
import caravan.model.Frame;
import caravan.model.MarketLifecycle;
import caravan.model.MarketSummary;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.StreamMessage;
import caravan.model.Trade;
import caravan.model.Unreadable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Translates messages to rows.
 *
 * <p>Own fills and orders belong to the ledger, and control replies to the connection: they have no row here. The order
 * of the values is the order of the columns in {@code recording.camel.yaml}.
 */
final class Rows {
    static final String TICKERS = "tickers";
    static final String SNAPSHOTS = "orderbook_snapshots";
    static final String DELTAS = "orderbook_deltas";
    static final String TRADES = "trades";
    static final String LIFECYCLE = "market_lifecycle";
    static final String QUARANTINE = "quarantine";

    private static final int LONGEST_REASON = 1_000;
    /** H2 keeps at most 1 048 576 characters in a column. */
    private static final int LONGEST_TEXT = 1_000_000;

    private Rows() {}

    /** The table that a message belongs to; null when it is not recorded. */
    static @Nullable String table(StreamMessage message) {
        if (message instanceof BookUpdate.Delta) {
            return DELTAS;
        } else if (message instanceof MarketSummary) {
            return TICKERS;
        } else if (message instanceof Trade) {
            return TRADES;
        } else if (message instanceof BookUpdate.Snapshot) {
            return SNAPSHOTS;
        } else if (message instanceof MarketLifecycle) {
            return LIFECYCLE;
        } else if (message instanceof Unreadable) {
            return QUARANTINE;
        }
        return null;
    }

    /** The row of a message; null when it is not recorded. */
    static @Nullable Row row(StreamMessage message, Frame frame) {
        String table = table(message);
        return table == null ? null : new Row(table, message, frame);
    }

    /** The row of a frame that the database did not want. */
    static Row refused(Row row, String reason) {
        String found = row.table() + " refused it: " + reason;
        return new Row(QUARANTINE, new Unreadable(row.frame().type(), null, found), row.frame());
    }

    /** The values of a message that is recorded. */
    static List<@Nullable Object> values(StreamMessage message, Frame frame) {
        if (message instanceof BookUpdate.Delta delta) {
            return delta(delta, frame);
        } else if (message instanceof MarketSummary summary) {
            return summary(summary, frame);
        } else if (message instanceof Trade trade) {
            return trade(trade, frame);
        } else if (message instanceof BookUpdate.Snapshot snapshot) {
            return snapshot(snapshot, frame);
        } else if (message instanceof MarketLifecycle lifecycle) {
            return lifecycle(lifecycle, frame);
        } else if (message instanceof Unreadable unreadable) {
            return quarantine(frame, unreadable.type(), unreadable.ticker(), unreadable.reason());
        }
        throw new IllegalArgumentException("expected a message with a table, found " + message.getClass());
    }

    private static List<@Nullable Object> delta(BookUpdate.Delta delta, Frame frame) {
        return row(
                frame.connectionId(),
                frame.number(),
                delta.subscription(),
                delta.sequence(),
                time(frame.receivedTime()),
                time(delta.exchangeTime()),
                delta.ticker(),
                side(delta.side()),
                dollars(delta.price()),
                contracts(delta.change()),
                delta.clientOrderId());
    }

    private static List<@Nullable Object> summary(MarketSummary summary, Frame frame) {
        return row(
                frame.connectionId(),
                frame.number(),
                frame.subscription(),
                time(frame.receivedTime()),
                time(summary.exchangeTime()),
                summary.ticker(),
                dollars(summary.lastPrice()),
                dollars(summary.bid()),
                dollars(summary.ask()),
                contracts(summary.bidQuantity()),
                contracts(summary.askQuantity()),
                contracts(summary.lastTradeQuantity()),
                contracts(summary.volume()),
                contracts(summary.openInterest()),
                summary.dollarVolume(),
                summary.dollarOpenInterest());
    }

    private static List<@Nullable Object> trade(Trade trade, Frame frame) {
        return row(
                frame.connectionId(),
                frame.number(),
                frame.subscription(),
                frame.sequence(),
                time(frame.receivedTime()),
                time(trade.exchangeTime()),
                trade.tradeId(),
                trade.ticker(),
                dollars(trade.price()),
                contracts(trade.quantity()),
                side(trade.takerSide()),
                trade.block());
    }

    private static List<@Nullable Object> snapshot(BookUpdate.Snapshot snapshot, Frame frame) {
        return row(
                frame.connectionId(),
                frame.number(),
                snapshot.subscription(),
                snapshot.sequence(),
                time(frame.receivedTime()),
                snapshot.ticker(),
                levels(snapshot.levels()));
    }

    private static List<@Nullable Object> lifecycle(MarketLifecycle lifecycle, Frame frame) {
        return row(
                frame.connectionId(),
                frame.number(),
                frame.subscription(),
                frame.sequence(),
                time(frame.receivedTime()),
                frame.type(),
                lifecycle.ticker(),
                lifecycle.eventTicker(),
                lifecycle.change(),
                time(lifecycle.openTime()),
                time(lifecycle.closeTime()),
                time(lifecycle.determinedTime()),
                time(lifecycle.settledTime()),
                lifecycle.result(),
                lifecycle.settlementValue() == null
                        ? null
                        : lifecycle.settlementValue().toBigDecimal(),
                lifecycle.details());
    }

    /** Everything is cut to what its column holds: the quarantine must take any frame. */
    private static List<@Nullable Object> quarantine(
            Frame frame, @Nullable String type, @Nullable String ticker, String reason) {
        return row(
                frame.connectionId(),
                frame.number(),
                fit(frame.connection(), 64),
                frame.subscription(),
                frame.sequence(),
                time(frame.receivedTime()),
                fit(type, 64),
                fit(ticker, 128),
                fit(reason, LONGEST_REASON),
                fit(frame.text(), LONGEST_TEXT));
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private static String levels(List<BookUpdate.Level> levels) {
        StringBuilder json = new StringBuilder(32 + levels.size() * 24).append("{\"bid\":[");
        appendSide(json, levels, BookSide.BID);
        json.append("],\"ask\":[");
        appendSide(json, levels, BookSide.ASK);
        return json.append("]}").toString();
    }

    private static void appendSide(StringBuilder json, List<BookUpdate.Level> levels, BookSide side) {
        boolean first = true;
        for (BookUpdate.Level level : levels) {
            if (level.side() == side) {
                json.append(first ? "[\"" : ",[\"");
                json.append(level.price())
                        .append("\",\"")
                        .append(level.quantity())
                        .append("\"]");
                first = false;
            }
        }
    }

    static @Nullable String fit(@Nullable String text, int longest) {
        if (text == null) {
            return null;
        }
        // PostgreSQL cannot keep the character zero.
        String storable = text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
        if (storable.length() <= longest) {
            return storable;
        }
        int end = Character.isHighSurrogate(storable.charAt(longest - 1)) ? longest - 1 : longest;
        return storable.substring(0, end);
    }

    private static @Nullable String side(@Nullable BookSide side) {
        return side == null ? null : side.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable BigDecimal dollars(@Nullable Price price) {
        return price == null ? null : price.toBigDecimal();
    }

    private static @Nullable BigDecimal contracts(@Nullable Quantity quantity) {
        return quantity == null ? null : quantity.toBigDecimal();
    }

    static @Nullable OffsetDateTime time(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
