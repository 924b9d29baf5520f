package caravan.orders;

import caravan.model.BookSide;
import caravan.model.Price;
import caravan.model.Quantity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What an earlier run of this program left in the ledger: every order that may rest is looked at, and every request without
 * an outcome asked about.
 */
final class LeftOrders {
    private static final int REMEMBERED = 100_000;

    /**
     * Those that may rest, and those of whose fills not all are stored. How much of the latter was filled may have been known
     * as how much at most.
     */
    private static final String OPEN = """
            select o.* from submitted_orders o
            where o.instance = :instance and (
                o.status in ('submitted', 'unknown', 'accepted', 'resting')
                or o.filled_contracts >
                    coalesce((select sum(f.quantity_contracts) from fills f where f.order_id = o.order_id), 0)
                and o.submitted_time > :since)
            order by o.submitted_time, o.client_order_id
            """;

    private static final String UNANSWERED = """
            select * from order_requests
            where instance = :instance and (outcome is null or outcome = 'unknown')
            order by submitted_time, request_id
            """;

    private static final String ORDER_IDS = """
            select order_id from submitted_orders where order_id is not null and instance = :instance
            order by submitted_time desc limit :most
            """;

    private final JdbcClient jdbc;
    private final String instance;
    private final InstantSource clock;

    LeftOrders(DataSource ledger, String instance, InstantSource clock) {
        this.jdbc = JdbcClient.create(ledger);
        this.instance = instance;
        this.clock = clock;
    }

    /** Takes it over; nobody else knows the index yet. */
    void takeOver(OrderIndex index) {
        List<OwnOrder> left = jdbc.sql(OPEN)
                .param("instance", instance)
                .param("since", OrderRows.time(clock.instant().minus(7, ChronoUnit.DAYS)))
                .query((row, number) -> order(row))
                .list();
        left.forEach(this::takeFills);
        List<PendingRequest> unanswered = jdbc.sql(UNANSWERED)
                .param("instance", instance)
                .query((row, number) -> request(row))
                .list();
        List<String> orderIds = jdbc.sql(ORDER_IDS)
                .param("instance", instance)
                .param("most", REMEMBERED)
                .query(String.class)
                .list();
        synchronized (index) {
            orderIds.forEach(index::remember);
            left.forEach(order -> {
                order.changed = false;
                index.add(order);
            });
            // One end left them all without an answer, so that they count as one unknown outcome.
            Instant now = clock.instant();
            unanswered.forEach(request -> take(index, request, now));
        }
    }

    private static void take(OrderIndex index, PendingRequest request, Instant failed) {
        OwnOrder order = index.named(request.clientOrderId);
        if (order == null) {
            index.note(request, "accepted", "the order had ended");
            return;
        }
        request.failed = failed;
        order.fromBefore = true;
        index.add(order, request);
    }

    private void takeFills(OwnOrder order) {
        if (order.orderId != null) {
            jdbc.sql("select trade_id, quantity_contracts from fills where order_id = :orderId")
                    .param("orderId", order.orderId)
                    .query(row -> {
                        order.take(row.getString(1), Quantity.of(row.getBigDecimal(2)));
                    });
        }
    }

    private static OwnOrder order(ResultSet row) throws SQLException {
        String firstId = row.getString("client_order_id");
        String lastId = row.getString("last_client_order_id");
        OwnOrder order = new OwnOrder(
                firstId,
                row.getString("ticker"),
                BookSide.valueOf(row.getString("book_side").toUpperCase(Locale.ROOT)),
                kind(row),
                version(row, lastId, changed(row)),
                row.getString("order_group_id"));
        if (!lastId.equals(firstId)) {
            order.ids.add(lastId);
        }
        order.orderId = row.getString("order_id");
        order.status = Status.read(row.getString("status"));
        order.filled = Quantity.of(row.getBigDecimal("filled_contracts"));
        order.fromBefore = !order.hasEnded();
        order.doubt = order.hasEnded() ? OrderDoubt.ENDED : OrderDoubt.AS_IT_IS;
        return order;
    }

    private static PendingRequest request(ResultSet row) throws SQLException {
        String id = row.getString("request_id");
        return new PendingRequest(
                id,
                kind(row),
                row.getString("ticker"),
                row.getString("client_order_id"),
                kind(row).amends() ? version(row, id, submitted(row)) : null,
                Quantity.of(row.getBigDecimal("quantity_contracts")),
                submitted(row));
    }

    private static Kind kind(ResultSet row) throws SQLException {
        return Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
    }

    private static Version version(ResultSet row, String clientOrderId, Instant priced) throws SQLException {
        return new Version(
                clientOrderId,
                Price.of(row.getBigDecimal("yes_price_dollars")),
                Quantity.of(row.getBigDecimal("total_contracts")),
                time(row, "expiration_time"),
                priced);
    }

    private static Instant submitted(ResultSet row) throws SQLException {
        return Objects.requireNonNull(time(row, "submitted_time"));
    }

    /** An order's price is as old as that at least. */
    private static Instant changed(ResultSet row) throws SQLException {
        return Objects.requireNonNull(time(row, "changed_time"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
