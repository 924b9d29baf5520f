package caravan.orders;

import caravan.model.BookSide;
import caravan.model.OrderRequest;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.RestingOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Our orders and requests in the ledger. Each has its row before it is sent, so that nothing of ours is forgotten.
 *
 * <p>Safe for use by many threads. Methods fail with a {@code DataAccessException} where the ledger is away.
 */
public final class OrderRows {
    private static final int LONGEST_REASON = 500;
    private static final int REMEMBERED = 100_000;

    private static final String ORDER = """
            insert into submitted_orders (client_order_id, last_client_order_id, ticker, book_side, kind, status,
                yes_price_dollars, total_contracts, filled_contracts, order_group_id, expiration_time, submitted_time,
                changed_time, instance)
            values (:id, :id, :ticker, :side, :kind, 'submitted', :price, :total, 0, :group, :expiration, :time,
                :time, :instance)
            """;

    private static final String REQUEST = """
            insert into order_requests (request_id, client_order_id, kind, order_id, ticker, book_side,
                yes_price_dollars, quantity_contracts, total_contracts, expiration_time, order_group_id, reason,
                submitted_time, instance)
            values (:id, :clientOrderId, :kind, :orderId, :ticker, :side, :price, :quantity, :total, :expiration,
                :group, :reason, :time, :instance)
            """;

    /** Those that may rest, and those of whose fills not all are stored. */
    private static final String OPEN = """
            select o.* from submitted_orders o
            where o.instance = :instance and (
                o.status in ('submitted', 'unknown', 'accepted', 'resting')
                or o.filled_contracts >
                    coalesce((select sum(f.quantity_contracts) from fills f where f.order_id = o.order_id), 0)
                and o.submitted_time > :since)
            order by o.submitted_time, o.client_order_id
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final String instance;
    private final InstantSource clock;

    /** @param instance names this program's data for good: only its own orders are taken over after a restart */
    public OrderRows(DataSource ledger, String instance, InstantSource clock) {
        this.jdbc = JdbcClient.create(ledger);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(ledger));
        this.instance = instance;
        this.clock = clock;
    }

    void insert(List<Sent> sent) {
        transaction.executeWithoutResult(status -> sent.forEach(this::insert));
    }

    private void insert(Sent sent) {
        Asked asked = Asked.of(sent);
        OffsetDateTime time = time(sent.submission().approved().time());
        OffsetDateTime expiration =
                sent.kind().reduces() ? null : time(sent.submission().approved().expiration());
        if (sent.kind().places()) {
            jdbc.sql(ORDER)
                    .param("id", sent.requestId())
                    .param("ticker", sent.ticker())
                    .param("side", word(asked.side()))
                    .param("kind", sent.kind().toString())
                    .param("price", asked.price().toBigDecimal())
                    .param("total", asked.total().toBigDecimal())
                    .param("group", sent.submission().orderGroupId(), Types.VARCHAR)
                    .param("expiration", expiration, Types.TIMESTAMP_WITH_TIMEZONE)
                    .param("time", time)
                    .param("instance", instance)
                    .update();
        }
        jdbc.sql(REQUEST)
                .param("id", sent.requestId())
                .param("clientOrderId", sent.submission().clientOrderId())
                .param("kind", sent.kind().toString())
                .param("orderId", sent.submission().orderId(), Types.VARCHAR)
                .param("ticker", sent.ticker())
                .param("side", word(asked.side()))
                .param("price", asked.price().toBigDecimal())
                .param("quantity", asked.quantity().toBigDecimal())
                .param("total", asked.total().toBigDecimal())
                .param("expiration", expiration, Types.TIMESTAMP_WITH_TIMEZONE)
                .param("group", sent.submission().orderGroupId(), Types.VARCHAR)
                .param("reason", shortened(asked.reason()), Types.VARCHAR)
                .param("time", time)
                .param("instance", instance)
                .update();
    }

    /** What a row says of a request. */
    private record Asked(
            BookSide side,
            Price price,
            Quantity quantity,
            Quantity total,
            @Nullable String reason) {
        static Asked of(Sent sent) {
            OrderRequest request = sent.request();
            if (request instanceof OrderRequest.Create create) {
                Quantity quantity = create.quote().quantity();
                return new Asked(
                        create.quote().side(),
                        create.quote().price(),
                        quantity,
                        quantity,
                        create.quote().reason());
            } else if (request instanceof OrderRequest.Exit exit) {
                return new Asked(exit.side(), exit.price(), exit.quantity(), exit.quantity(), exit.reason());
            } else if (request instanceof OrderRequest.Amend amend) {
                return new Asked(
                        amend.quote().side(),
                        amend.quote().price(),
                        amend.quote().quantity(),
                        Objects.requireNonNull(sent.submission().total()),
                        amend.quote().reason());
            } else if (request instanceof OrderRequest.Renew renew) {
                return of(
                        renew.order(), Objects.requireNonNull(sent.submission().total()));
            } else if (request instanceof OrderRequest.Decrease decrease) {
                return of(decrease.order(), decrease.quantity());
            }
            return of(((OrderRequest.Cancel) request).order(), Quantity.ZERO);
        }

        private static Asked of(RestingOrder order, Quantity total) {
            return new Asked(order.side(), order.price(), total, total, null);
        }
    }

    void save(Changes changes) {
        OffsetDateTime now = time(clock.instant());
        transaction.executeWithoutResult(status -> {
            for (Changes.Order order : changes.orders()) {
                jdbc.sql("""
                                update submitted_orders
                                set last_client_order_id = :lastId, order_id = :orderId, status = :status,
                                    yes_price_dollars = :price, total_contracts = :total, filled_contracts = :filled,
                                    expiration_time = :expiration, changed_time = :now, reason = :reason
                                where client_order_id = :id
                                """)
                        .param("lastId", order.lastId())
                        .param("orderId", order.orderId(), Types.VARCHAR)
                        .param("status", order.status().toString())
                        .param("price", order.price().toBigDecimal())
                        .param("total", order.total().toBigDecimal())
                        .param("filled", order.filled().toBigDecimal())
                        .param("expiration", nullableTime(order.expiration()), Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("now", now)
                        .param("reason", shortened(order.reason()), Types.VARCHAR)
                        .param("id", order.firstId())
                        .update();
            }
            for (Changes.Outcome outcome : changes.outcomes()) {
                jdbc.sql("""
                                update order_requests
                                set outcome = :outcome, outcome_time = :now, outcome_reason = :reason
                                where request_id = :id
                                """)
                        .param("outcome", outcome.word())
                        .param("now", now)
                        .param("reason", shortened(outcome.reason()), Types.VARCHAR)
                        .param("id", outcome.requestId())
                        .update();
            }
        });
    }

    /** Nothing of what was sent can be at the exchange any more. */
    public void endAll(String reason) {
        OffsetDateTime now = time(clock.instant());
        transaction.executeWithoutResult(status -> {
            jdbc.sql("""
                            update submitted_orders set status = 'expired', changed_time = :now, reason = :reason
                            where instance = :instance
                                and status not in ('filled', 'canceled', 'expired', 'rejected')
                            """)
                    .param("now", now)
                    .param("reason", reason)
                    .param("instance", instance)
                    .update();
            jdbc.sql("""
                            update order_requests
                            set outcome = 'rejected', outcome_time = :now, outcome_reason = :reason
                            where instance = :instance and (outcome is null or outcome = 'unknown')
                            """)
                    .param("now", now)
                    .param("reason", reason)
                    .param("instance", instance)
                    .update();
            jdbc.sql("delete from order_groups where instance = :instance")
                    .param("instance", instance)
                    .update();
        });
    }

    /** Gives the orders back what an earlier run of this program left. */
    public void restore(OwnOrders orders) {
        List<OwnOrder> left = jdbc.sql(OPEN)
                .param("instance", instance)
                .param("since", time(clock.instant().minus(7, ChronoUnit.DAYS)))
                .query((row, number) -> order(row))
                .list();
        left.forEach(order -> {
            if (order.orderId != null) {
                takeFills(order, order.orderId);
            }
        });
        List<PendingRequest> unanswered = jdbc.sql("""
                        select * from order_requests
                        where instance = :instance and (outcome is null or outcome = 'unknown')
                        order by submitted_time, request_id
                        """)
                .param("instance", instance)
                .query((row, number) -> request(row))
                .list();
        List<String> orderIds = jdbc.sql("""
                        select order_id from submitted_orders where order_id is not null and instance = :instance
                        order by submitted_time desc limit :most
                        """)
                .param("instance", instance)
                .param("most", REMEMBERED)
                .query(String.class)
                .list();
        orders.restore(left, unanswered, orderIds);
    }

    private void takeFills(OwnOrder order, String orderId) {
        jdbc.sql("select trade_id, quantity_contracts from fills where order_id = :orderId")
                .param("orderId", orderId)
                .query(row -> {
                    order.take(row.getString(1), Quantity.of(row.getBigDecimal(2)));
                });
    }

    private static OwnOrder order(ResultSet row) throws SQLException {
        String firstId = row.getString("client_order_id");
        String lastId = row.getString("last_client_order_id");
        OwnOrder order = new OwnOrder(
                firstId,
                row.getString("ticker"),
                BookSide.valueOf(row.getString("book_side").toUpperCase(Locale.ROOT)),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                new Version(
                        lastId,
                        Price.of(row.getBigDecimal("yes_price_dollars")),
                        Quantity.of(row.getBigDecimal("total_contracts")),
                        time(row, "expiration_time")),
                row.getString("order_group_id"),
                Objects.requireNonNull(time(row, "submitted_time")));
        if (!lastId.equals(firstId)) {
            order.ids.add(lastId);
        }
        order.orderId = row.getString("order_id");
        order.status = Status.read(row.getString("status"));
        order.filled = Quantity.of(row.getBigDecimal("filled_contracts"));
        order.exact = order.hasEnded();
        order.fromBefore = !order.hasEnded();
        return order;
    }

    private static PendingRequest request(ResultSet row) throws SQLException {
        String id = row.getString("request_id");
        Kind kind = Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
        Version version = kind.amends()
                ? new Version(
                        id,
                        Price.of(row.getBigDecimal("yes_price_dollars")),
                        Quantity.of(row.getBigDecimal("total_contracts")),
                        time(row, "expiration_time"))
                : null;
        return new PendingRequest(
                id,
                kind,
                row.getString("ticker"),
                row.getString("client_order_id"),
                version,
                Quantity.of(row.getBigDecimal("quantity_contracts")),
                Objects.requireNonNull(time(row, "submitted_time")));
    }

    static OffsetDateTime time(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private static @Nullable OffsetDateTime nullableTime(@Nullable Instant time) {
        return time == null ? null : time(time);
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static String word(BookSide side) {
        return side.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String shortened(@Nullable String reason) {
        return reason == null || reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    }
}
