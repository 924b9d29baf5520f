package caravan.orders;

import caravan.model.BookSide;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Our orders and requests in the ledger. What may trade has its row before it is sent, so that nothing of ours is forgotten;
 * what only takes back waits for no ledger, and has its row soon after.
 *
 * <p>Safe for use by many threads. Methods fail with a {@code DataAccessException} or a {@code TransactionException}
 * where the ledger is away.
 */
public final class OrderRows {
    private static final int LONGEST_REASON = 500;

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
            on conflict do nothing
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
        Wanted wanted = Wanted.of(sent);
        OffsetDateTime time = time(sent.submission().approved().time());
        OffsetDateTime expiration =
                sent.kind().reduces() ? null : time(sent.submission().approved().expiration());
        if (sent.kind().places()) {
            jdbc.sql(ORDER)
                    .param("id", sent.requestId())
                    .param("ticker", sent.ticker())
                    .param("side", word(wanted.side()))
                    .param("kind", sent.kind().toString())
                    .param("price", wanted.price().toBigDecimal())
                    .param("total", wanted.total().toBigDecimal())
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
                .param("side", word(wanted.side()))
                .param("price", wanted.price().toBigDecimal())
                .param("quantity", wanted.quantity().toBigDecimal())
                .param("total", wanted.total().toBigDecimal())
                .param("expiration", expiration, Types.TIMESTAMP_WITH_TIMEZONE)
                .param("group", sent.submission().orderGroupId(), Types.VARCHAR)
                .param("reason", shortened(wanted.reason()), Types.VARCHAR)
                .param("time", time)
                .param("instance", instance)
                .update();
    }

    void save(Changes changes) {
        OffsetDateTime now = time(clock.instant());
        transaction.executeWithoutResult(status -> {
            changes.takenBack().forEach(this::insert);
            changes.orders().forEach(order -> save(order, now));
            changes.outcomes().forEach(outcome -> save(outcome, now));
        });
    }

    private void save(Changes.Order order, OffsetDateTime now) {
        Instant expiration = order.expiration();
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
                .param("expiration", expiration == null ? null : time(expiration), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("now", now)
                .param("reason", shortened(order.reason()), Types.VARCHAR)
                .param("id", order.firstId())
                .update();
    }

    private void save(Changes.Outcome outcome, OffsetDateTime now) {
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

    static OffsetDateTime time(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private static String word(BookSide side) {
        return side.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String shortened(@Nullable String reason) {
        return reason == null || reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    }
}
