package caravan.fills;

import caravan.model.Action;
import caravan.model.BookSide;
import caravan.model.Fill;
import caravan.model.FillNotice;
import caravan.model.Money;
import caravan.model.Outcome;
import caravan.model.Price;
import caravan.model.Quantity;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a notification tells, worked out from the fills that carry its number.
 *
 * <p>Always worked out anew: a fee that a later source brought is in a message that is sent after it.
 */
public final class FillNotices {
    private final JdbcClient jdbc;

    public FillNotices(DataSource ledger) {
        this.jdbc = JdbcClient.create(ledger);
    }

    /**
     * Says what the notification tells.
     *
     * @throws IllegalArgumentException if there is no such notification, or none about fills
     */
    public FillNotice of(long notificationId) {
        String kind = jdbc.sql("select kind from notifications where notification_id = :id")
                .param("id", notificationId)
                .query(String.class)
                .optional()
                .orElse("none");
        Map<String, List<Fill>> orders = fills(notificationId);
        List<FillNotice.OrderFilled> notices = orders.values().stream()
                .map(OrderTotals::of)
                .sorted(Comparator.comparing(FillNotice.OrderFilled::lastFillTime)
                        .reversed())
                .toList();
        if (kind.equals("digest") && !notices.isEmpty()) {
            return new FillNotice.Digest(notices);
        }
        if (kind.equals("order-filled") && notices.size() == 1) {
            return notices.get(0);
        }
        throw new IllegalArgumentException(
                "expected notification %d to be about the fills of one order or to be a digest, found kind '%s' with the"
                                .formatted(notificationId, kind)
                        + " fills of %d orders; look at the tables notifications and fills".formatted(notices.size()));
    }

    /** By order, each in the order in which it happened; arrival decides within one tick of the exchange's clock. */
    private Map<String, List<Fill>> fills(long notificationId) {
        return jdbc.sql("""
                        select * from fills where notification_id = :id
                        order by exchange_time, received_time, trade_id
                        """).param("id", notificationId).query((row, number) -> fill(row)).list().stream()
                .collect(Collectors.groupingBy(Fill::orderId, LinkedHashMap::new, Collectors.toList()));
    }

    private static Fill fill(ResultSet row) throws SQLException {
        BigDecimal fee = row.getBigDecimal("fee_dollars");
        BigDecimal positionAfter = row.getBigDecimal("position_after_contracts");
        return new Fill(
                row.getString("trade_id"),
                row.getString("order_id"),
                row.getString("client_order_id"),
                row.getString("ticker"),
                word(BookSide.class, row.getString("book_side")),
                word(Outcome.class, row.getString("outcome")),
                word(Action.class, row.getString("action")),
                Price.of(row.getBigDecimal("yes_price_dollars")),
                Quantity.of(row.getBigDecimal("quantity_contracts")),
                fee == null ? null : Money.of(fee),
                nullable(row, "taker", Boolean.class),
                positionAfter == null ? null : Quantity.of(positionAfter),
                nullable(row, "subaccount", Integer.class),
                row.getObject("exchange_time", OffsetDateTime.class).toInstant());
    }

    private static <T> @Nullable T nullable(ResultSet row, String column, Class<T> type) throws SQLException {
        return row.getObject(column, type);
    }

    private static <E extends Enum<E>> E word(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }
}
