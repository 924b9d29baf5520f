package caravan.fills;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Types;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decides which fills one notification tells about, and puts each fill into exactly one.
 *
 * <p>A notification is a row in the outbox; the fills carry its number. Both are written in one transaction, and a fill
 * is only taken while it has no number yet, so that two tellers at once, a repeated call or a kill in between can
 * neither double a fill nor lose one. Safe for use by many threads and by many processes on one database.
 */
public final class FillTelling {
    /** The orders that are told about singly from here, and the digest that told about the others, if there is one. */
    public record CatchUp(List<String> orders, @Nullable Long digest) {
        public CatchUp {
            orders = List.copyOf(orders);
        }

        public boolean hasDigest() {
            return digest != null;
        }
    }

    /** The orders whose untold fills are all old. */
    private static final String OLD_ORDERS = """
            select order_id from fills
            where notification_id is null group by order_id having max(exchange_time) < :limit
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private final Duration digestAge;
    private final int digestOrders;
    private final MeterRegistry metrics;

    /**
     * Tells from this ledger.
     *
     * @param digestAge how old a fill is that may go into a digest
     * @param digestOrders up to this many old orders are still told about singly
     */
    public FillTelling(
            DataSource ledger, Duration digestAge, int digestOrders, InstantSource clock, MeterRegistry metrics) {
        this.jdbc = JdbcClient.create(ledger);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(ledger));
        this.digestAge = digestAge;
        this.digestOrders = digestOrders;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Notes one notification for the order's fills that nobody was told about.
     *
     * @return the notification's number, or null when there was nothing to tell
     */
    public @Nullable Long tell(String orderId) {
        List<String> tickers = jdbc.sql(
                        "select ticker from fills where order_id = :orderId and notification_id is null")
                .param("orderId", orderId)
                .query(String.class)
                .list();
        if (tickers.isEmpty()) {
            return null;
        }
        return take("order-filled", orderId, tickers.get(0), "order_id = :orderId", Map.of("orderId", orderId));
    }

    /**
     * Looks at everything that nobody was told about: after a long absence one digest, else order by order.
     *
     * @return the orders that remain to be told about singly, oldest first
     */
    public CatchUp catchUp() {
        Long digest = digest();
        List<String> orders = jdbc.sql("""
                        select order_id from fills where notification_id is null
                        group by order_id order by min(exchange_time), order_id
                        """).query(String.class).list();
        return new CatchUp(orders, digest);
    }

    private @Nullable Long digest() {
        OffsetDateTime limit = Sql.time(clock.instant().minus(digestAge));
        int old = jdbc.sql(OLD_ORDERS)
                .param("limit", limit)
                .query(String.class)
                .list()
                .size();
        return old <= digestOrders
                ? null
                : take("digest", null, null, "order_id in (" + OLD_ORDERS + ")", Map.of("limit", limit));
    }

    /** Takes the untold fills that meet a condition; null when another teller was faster. */
    private @Nullable Long take(
            String kind,
            @Nullable String orderId,
            @Nullable String ticker,
            String condition,
            Map<String, ?> parameters) {
        return transaction.execute(status -> {
            GeneratedKeyHolder key = new GeneratedKeyHolder();
            jdbc.sql("""
                            insert into notifications (kind, order_id, ticker, created_time, status)
                            values (:kind, :orderId, :ticker, :now, 'pending')
                            """)
                    .param("kind", kind)
                    .param("orderId", orderId, Types.VARCHAR)
                    .param("ticker", ticker, Types.VARCHAR)
                    .param("now", Sql.time(clock.instant()))
                    .update(key, "notification_id");
            long notification = Objects.requireNonNull(key.getKey(), "the outbox gave no number")
                    .longValue();
            int taken = jdbc.sql("update fills set notification_id = :notification where notification_id is null and "
                            + condition)
                    .param("notification", notification)
                    .params(parameters)
                    .update();
            if (taken == 0) {
                status.setRollbackOnly();
                return null;
            }
            metrics.counter("fills.told", "kind", kind).increment(taken);
            return notification;
        });
    }
}
