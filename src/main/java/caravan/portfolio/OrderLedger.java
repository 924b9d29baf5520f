package caravan.portfolio;

import caravan.model.Money;
import caravan.model.OrderUpdate;
import caravan.model.OrderUpdate.Status;
import caravan.model.Quantity;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the last known state of each of our orders.
 *
 * <p>Updates may arrive late, twice or out of order. Safe for use by many threads.
 */
public final class OrderLedger {
    private static final String INSERT = """
            insert into orders (order_id, client_order_id, ticker, book_side, status, yes_price_dollars,
                initial_contracts, filled_contracts, remaining_contracts, fees_dollars, order_group_id, subaccount,
                reason, created_time, expiration_time, exchange_time, received_time)
            values (:orderId, :clientOrderId, :ticker, :side, :status, :price,
                :initial, :filled, :remaining, :fees, :orderGroupId, :subaccount,
                :reason, :createdTime, :expirationTime, :exchangeTime, :receivedTime)
            on conflict do nothing
            """;

    /** What the update does not say stays as it was. */
    private static final String UPDATE = """
            update orders
            set client_order_id = coalesce(:clientOrderId, client_order_id), ticker = :ticker, book_side = :side,
                status = :status, yes_price_dollars = :price, initial_contracts = :initial,
                filled_contracts = :filled, remaining_contracts = :remaining,
                fees_dollars = coalesce(:fees, fees_dollars),
                order_group_id = coalesce(:orderGroupId, order_group_id),
                subaccount = coalesce(:subaccount, subaccount), reason = coalesce(:reason, reason),
                created_time = coalesce(:createdTime, created_time),
                expiration_time = coalesce(:expirationTime, expiration_time),
                exchange_time = coalesce(:exchangeTime, exchange_time), received_time = :receivedTime
            where order_id = :orderId
            """;

    /** What decides whether an update is news. */
    private record Known(
            Status status, Quantity filled, @Nullable Instant exchangeTime) {
        static Known read(ResultSet row) throws SQLException {
            OffsetDateTime time = row.getObject("exchange_time", OffsetDateTime.class);
            return new Known(
                    Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                    Quantity.of(row.getBigDecimal("filled_contracts")),
                    time == null ? null : time.toInstant());
        }

        /** An order neither comes back to life, nor loses what was filled, nor grows younger. */
        boolean isOlderThan(OrderUpdate update) {
            Instant updateTime = update.exchangeTime();
            return !(isFinal(status) && !isFinal(update.status()))
                    && filled.compareTo(update.filled()) <= 0
                    && (exchangeTime == null
                            || updateTime == null
                            || !micros(updateTime).isBefore(exchangeTime));
        }
    }

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    public OrderLedger(DataSource ledger, InstantSource clock) {
        this.jdbc = JdbcClient.create(ledger);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(ledger));
        this.clock = clock;
    }

    /**
     * Notes what an update says, unless something newer is known.
     *
     * @return the order id when the update says that no more of the order will be filled and some of it was, else null
     */
    public @Nullable String record(OrderUpdate update) {
        if (write(INSERT, update, update.status()) == 0) {
            transaction.executeWithoutResult(status -> {
                Known known = jdbc.sql("""
                                select status, filled_contracts, exchange_time from orders
                                where order_id = :orderId for update
                                """)
                        .param("orderId", update.orderId())
                        .query((row, number) -> Known.read(row))
                        .single();
                if (known.isOlderThan(update)) {
                    write(UPDATE, update, update.status() == Status.UNKNOWN ? known.status() : update.status());
                }
            });
        }
        return isFinal(update.status()) && update.filled().units() > 0 ? update.orderId() : null;
    }

    private int write(String sql, OrderUpdate update, Status status) {
        return jdbc.sql(sql)
                .param("orderId", update.orderId())
                .param("clientOrderId", update.clientOrderId(), Types.VARCHAR)
                .param("ticker", update.ticker())
                .param("side", update.side().name().toLowerCase(Locale.ROOT))
                .param("status", status.name().toLowerCase(Locale.ROOT))
                .param("price", update.price().toBigDecimal())
                .param("initial", update.initial().toBigDecimal())
                .param("filled", update.filled().toBigDecimal())
                .param("remaining", update.remaining().toBigDecimal())
                .param("fees", dollars(update.fees()), Types.DECIMAL)
                .param("orderGroupId", update.orderGroupId(), Types.VARCHAR)
                .param("subaccount", update.subaccount(), Types.INTEGER)
                .param("reason", update.reason(), Types.VARCHAR)
                .param("createdTime", time(update.createdTime()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("expirationTime", time(update.expirationTime()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("exchangeTime", time(update.exchangeTime()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("receivedTime", time(clock.instant()))
                .update();
    }

    private static boolean isFinal(Status status) {
        return status == Status.EXECUTED || status == Status.CANCELED;
    }

    private static @Nullable BigDecimal dollars(@Nullable Money money) {
        return money == null ? null : money.toBigDecimal();
    }

    private static Instant micros(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant time) {
        return time == null ? null : micros(time).atOffset(ZoneOffset.UTC);
    }
}
