package caravan.recording;

import caravan.model.BookUpdate;
import caravan.model.Communication;
import caravan.model.ControlReply;
import caravan.model.Fill;
import caravan.model.Frame;
import caravan.model.IndexValue;
import caravan.model.MarketLifecycle;
import caravan.model.MarketSummary;
import caravan.model.OrderGroupUpdate;
import caravan.model.OrderUpdate;
import caravan.model.PositionUpdate;
import caravan.model.StreamMessage;
import caravan.model.Trade;
import caravan.model.UnderlyingValue;
import caravan.model.Unreadable;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Knows the table of each kind of message, and how it becomes a row there.
 *
 * <p>Only events of a connection have no row: they did not come in a frame. The order of the values is the order of the
 * columns in {@code recording.camel.yaml}.
 */
final class Rows {
    static final String DELTAS = "orderbook_deltas";
    static final String QUARANTINE = "quarantine";

    private static final Map<Class<? extends StreamMessage>, Table<?>> TABLES = new HashMap<>();

    /** A table and what it takes of one kind of message. */
    private record Table<M extends StreamMessage>(String name, Class<M> kind, Writer<M> writer) {
        void write(StreamMessage message, Frame frame, Columns columns) throws SQLException {
            writer.write(kind.cast(message), frame, columns);
        }
    }

    /** Sets the columns of a row, in the order in which the table's insert names them. */
    @FunctionalInterface
    private interface Writer<M extends StreamMessage> {
        void write(M message, Frame frame, Columns columns) throws SQLException;
    }

    static {
        table(DELTAS, BookUpdate.Delta.class, MarketRows::delta);
        table("orderbook_snapshots", BookUpdate.Snapshot.class, MarketRows::snapshot);
        table("tickers", MarketSummary.class, MarketRows::summary);
        table("trades", Trade.class, MarketRows::trade);
        table("market_lifecycle", MarketLifecycle.class, MarketRows::lifecycle);
        table("fill_messages", Fill.class, AccountRows::fill);
        table("user_orders", OrderUpdate.class, AccountRows::order);
        table("market_positions", PositionUpdate.class, AccountRows::position);
        table("order_group_updates", OrderGroupUpdate.class, AccountRows::orderGroup);
        String communications = "communications";
        table(communications, Communication.Requested.class, CommunicationRows::requested);
        table(communications, Communication.RequestDeleted.class, CommunicationRows::requestDeleted);
        table(communications, Communication.Quoted.class, CommunicationRows::quoted);
        table(communications, Communication.Accepted.class, CommunicationRows::accepted);
        table(communications, Communication.Executed.class, CommunicationRows::executed);
        table("index_values", IndexValue.class, VendorRows::index);
        table("underlying_values", UnderlyingValue.class, VendorRows::underlying);
        String replies = "control_replies";
        table(replies, ControlReply.Subscribed.class, ConnectionRows::reply);
        table(replies, ControlReply.Done.class, ConnectionRows::reply);
        table(replies, ControlReply.Unsubscribed.class, ConnectionRows::reply);
        table(replies, ControlReply.Refused.class, ConnectionRows::reply);
        table(replies, ControlReply.Available.class, ConnectionRows::reply);
        table(QUARANTINE, Unreadable.class, QuarantineRows::unreadable);
    }

    private Rows() {}

    private static <M extends StreamMessage> void table(String name, Class<M> kind, Writer<M> writer) {
        TABLES.put(kind, new Table<>(name, kind, writer));
    }

    /** The table that a message belongs to; null when it is not recorded. */
    static @Nullable String table(StreamMessage message) {
        Table<?> table = TABLES.get(message.getClass());
        return table == null ? null : table.name();
    }

    /** The row of a message; null when it is not recorded. */
    static @Nullable Row row(StreamMessage message, Frame frame) {
        String table = table(message);
        return table == null ? null : new Row(table, message, frame);
    }

    /** The row of a frame that the database did not want. */
    static Row refused(Row row, String reason) {
        String found = row.table() + " refused it: " + reason;
        return new Row(
                QUARANTINE, new Unreadable(row.frame().type(), row.message().ticker(), found), row.frame());
    }

    /** Sets the columns of a row. */
    static void write(Row row, Columns columns) throws SQLException {
        Table<?> table = TABLES.get(row.message().getClass());
        if (table == null) {
            throw new IllegalArgumentException(
                    "expected a message with a table, found " + row.message().getClass());
        }
        table.write(row.message(), row.frame(), columns);
    }
}
