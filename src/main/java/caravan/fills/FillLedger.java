package caravan.fills;

import caravan.model.Fill;
import caravan.model.Money;
import caravan.model.Quantity;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Types;
import java.time.InstantSource;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps each of our fills once, whatever source tells of it and however often.
 *
 * <p>Trade id and order id together name a fill. The first source to tell stores the row; a later one fills in only
 * what is still missing, so that nothing once known changes. Each statement is a transaction of its own: a kill between
 * them loses nothing that the next read from the exchange does not bring again. Safe for use by many threads.
 */
public final class FillLedger {
    private static final Logger LOG = LoggerFactory.getLogger(FillLedger.class);

    private static final String INSERT = """
            insert into fills (trade_id, order_id, client_order_id, ticker, book_side, outcome, action,
                yes_price_dollars, quantity_contracts, fee_dollars, taker, position_after_contracts, subaccount,
                exchange_time, received_time, source)
            values (:tradeId, :orderId, :clientOrderId, :ticker, :side, :outcome, :action,
                :price, :quantity, :fee, :taker, :positionAfter, :subaccount,
                :exchangeTime, :receivedTime, :source)
            on conflict do nothing
            """;

    /** Changes no row when the sources disagree on what was traded. */
    private static final String COMPLETE = """
            update fills
            set client_order_id = coalesce(client_order_id, :clientOrderId),
                fee_dollars = coalesce(fee_dollars, :fee),
                taker = coalesce(taker, :taker),
                position_after_contracts = coalesce(position_after_contracts, :positionAfter),
                subaccount = coalesce(subaccount, :subaccount)
            where trade_id = :tradeId and order_id = :orderId
                and ticker = :ticker and book_side = :side
                and yes_price_dollars = :price and quantity_contracts = :quantity
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final MeterRegistry metrics;

    public FillLedger(DataSource ledger, InstantSource clock, MeterRegistry metrics) {
        this.jdbc = JdbcClient.create(ledger);
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Stores a fill, or what a stored one still lacked.
     *
     * <p>A fill that the database refuses for its content would be refused again for ever; it is logged, counted and
     * left out, so that it holds up no other.
     *
     * @param source who told, for example {@code socket} or {@code rest}
     * @return the order id when the order has fills that nobody was told about, else null
     * @throws org.springframework.dao.DataAccessException if the database is away; the fill is to be stored again
     */
    public @Nullable String store(Fill fill, String source) {
        return tryToStore(fill, source).untoldOrder();
    }

    /**
     * What became of a fill.
     *
     * @param added whether it was not known before
     * @param refusal why the ledger cannot hold it; null when it is stored
     * @param untoldOrder the order id when the order has fills that nobody was told about
     */
    record Result(
            boolean added,
            @Nullable String refusal,
            @Nullable String untoldOrder) {}

    /** Does as {@link #store}, and says whether the ledger holds the fill now. */
    Result tryToStore(Fill fill, String source) {
        try {
            boolean added = write(INSERT, fill)
                            .param("outcome", Sql.word(fill.outcome()))
                            .param("action", Sql.word(fill.action()))
                            .param("exchangeTime", Sql.time(fill.exchangeTime()))
                            .param("receivedTime", Sql.time(clock.instant()))
                            .param("source", source)
                            .update()
                    > 0;
            if (added) {
                count(source, "new");
                return new Result(true, null, fill.orderId());
            }
            boolean agreed = write(COMPLETE, fill).update() > 0;
            count(source, agreed ? "repeated" : "contradicted");
            if (!agreed) {
                LOG.warn(
                        "The sources disagree on fill {} of order {}: kept what was stored first, not {} {} at {} from"
                                + " {}. Compare with the account's fills at the exchange",
                        fill.tradeId(),
                        fill.orderId(),
                        fill.side(),
                        fill.quantity(),
                        fill.price(),
                        source);
            }
            return new Result(false, null, hasUntold(fill.orderId()) ? fill.orderId() : null);
        } catch (DuplicateKeyException e) {
            throw e;
        } catch (DataIntegrityViolationException e) {
            count(source, "refused");
            String reason = Objects.requireNonNullElse(e.getMostSpecificCause().getMessage(), "no reason given")
                    .lines()
                    .findFirst()
                    .orElse("no reason given");
            LOG.error(
                    "The ledger cannot hold fill {} of order {} ({}); it is left out. Look it up at the exchange",
                    fill.tradeId(),
                    fill.orderId(),
                    reason);
            return new Result(false, "the ledger cannot hold fill " + fill.tradeId() + ": " + reason, null);
        }
    }

    /** Whether the exchange has ended the order and every contract it counts as filled is stored here. */
    public boolean isComplete(String orderId) {
        return jdbc.sql("""
                        select count(*) from orders o
                        where o.order_id = :orderId and o.status in ('executed', 'canceled')
                            and o.filled_contracts =
                                (select sum(f.quantity_contracts) from fills f where f.order_id = :orderId)
                        """).param("orderId", orderId).query(Long.class).single() > 0;
    }

    private boolean hasUntold(String orderId) {
        return jdbc.sql("select count(*) from fills where order_id = :orderId and notification_id is null")
                        .param("orderId", orderId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Types are named because a null has none of its own. */
    private JdbcClient.StatementSpec write(String sql, Fill fill) {
        Money fee = fill.fee();
        Quantity positionAfter = fill.positionAfter();
        return jdbc.sql(sql)
                .param("tradeId", fill.tradeId())
                .param("orderId", fill.orderId())
                .param("ticker", fill.ticker())
                .param("side", Sql.word(fill.side()))
                .param("price", fill.price().toBigDecimal())
                .param("quantity", fill.quantity().toBigDecimal())
                .param("clientOrderId", fill.clientOrderId(), Types.VARCHAR)
                .param("fee", fee == null ? null : fee.toBigDecimal(), Types.DECIMAL)
                .param("taker", fill.taker(), Types.BOOLEAN)
                .param("positionAfter", positionAfter == null ? null : positionAfter.toBigDecimal(), Types.DECIMAL)
                .param("subaccount", fill.subaccount(), Types.INTEGER);
    }

    private void count(String source, String result) {
        metrics.counter("fills.stored", "source", source, "result", result).increment();
    }
}
