package caravan.portfolio;

import caravan.model.Action;
import caravan.model.BookSide;
import caravan.model.Fill;
import caravan.model.Money;
import caravan.model.Outcome;
import caravan.model.Price;
import caravan.model.Quantity;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Which fills of the ledger are our own, with the mid of their moment. Safe for use by many threads. */
final class FillRows {
    private static final String SELECT = """
            select f.trade_id, f.order_id, coalesce(f.client_order_id, o.client_order_id) as client_order_id, f.ticker,
                f.book_side, f.outcome, f.action, f.yes_price_dollars, f.quantity_contracts, f.fee_dollars, f.taker,
                f.exchange_time, m.mid_dollars, m.predicted_fee_dollars, m.taken_time
            from fills f
            left join orders o on o.order_id = f.order_id
            left join fill_marks m on m.trade_id = f.trade_id and m.order_id = f.order_id
            """;
    private static final String IN_ORDER = " order by f.exchange_time, f.trade_id, f.order_id";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    FillRows(DataSource ledger) {
        this.jdbc = JdbcClient.create(ledger);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(ledger));
    }

    /**
     * A row.
     *
     * @param taken whether it is known to be our own
     */
    record Row(OwnFill own, boolean taken) {}

    /** Everybody's on the account, oldest first. */
    List<Row> all() {
        return jdbc.sql(SELECT + IN_ORDER).query((row, number) -> read(row)).list();
    }

    /** Our own in one market, oldest first. */
    List<OwnFill> own(String ticker) {
        return jdbc.sql(SELECT + " where f.ticker = :ticker and m.ticker is not null" + IN_ORDER)
                .param("ticker", ticker)
                .query((row, number) -> read(row).own())
                .list();
    }

    /** Notes that fills are our own. */
    void take(Collection<OwnFill> fills, Instant now) {
        transaction.executeWithoutResult(status -> fills.forEach(own -> take(own, now)));
    }

    private void take(OwnFill own, Instant now) {
        Mark mid = own.mid();
        jdbc.sql("""
                        insert into fill_marks (trade_id, order_id, ticker, mid_dollars, predicted_fee_dollars, taken_time)
                        values (:trade, :order, :ticker, :mid, :fee, :now) on conflict do nothing
                        """)
                .param("trade", own.fill().tradeId())
                .param("order", own.fill().orderId())
                .param("ticker", own.fill().ticker())
                .param("mid", mid == null ? null : mid.dollars(), Types.DECIMAL)
                .param("fee", Sql.dollars(own.predictedFee()), Types.DECIMAL)
                .param("now", Sql.time(now))
                .update();
    }

    /** By how much the fills of the whole account changed each position. */
    Map<String, Quantity> nets() {
        Map<String, Quantity> nets = new HashMap<>();
        jdbc.sql("""
                        select ticker, sum(case when book_side = 'bid' then quantity_contracts
                            else -quantity_contracts end) as net
                        from fills group by ticker
                        """)
                .query((row, number) -> nets.put(row.getString("ticker"), Quantity.of(row.getBigDecimal("net"))))
                .list();
        return nets;
    }

    /**
     * What the fills of the whole account did to its cash, where what a NO position ties up counts as cash.
     *
     * @param unknownFees fills whose fee nobody has told yet
     */
    record Flow(Money cash, long fills, long unknownFees) {}

    Flow flow() {
        return jdbc.sql("""
                        select coalesce(sum(case when book_side = 'bid' then -yes_price_dollars * quantity_contracts
                                else yes_price_dollars * quantity_contracts end), 0)
                            - coalesce(sum(fee_dollars), 0) as cash,
                            count(*) as fills, count(*) - count(fee_dollars) as unknown_fees
                        from fills
                        """)
                .query((row, number) ->
                        new Flow(Sql.money(row, "cash"), row.getLong("fills"), row.getLong("unknown_fees")))
                .single();
    }

    /** The client order ids of all orders that were ever seen in a market. */
    List<String> clientOrderIds(String ticker) {
        return jdbc.sql("select client_order_id from orders where ticker = :ticker and client_order_id is not null")
                .param("ticker", ticker)
                .query(String.class)
                .list();
    }

    private static Row read(ResultSet row) throws SQLException {
        BigDecimal mid = row.getBigDecimal("mid_dollars");
        boolean taker = row.getBoolean("taker");
        @Nullable Boolean takerIfKnown = row.wasNull() ? null : taker;
        Fill fill = new Fill(
                row.getString("trade_id"),
                row.getString("order_id"),
                row.getString("client_order_id"),
                row.getString("ticker"),
                BookSide.valueOf(word(row, "book_side")),
                Outcome.valueOf(word(row, "outcome")),
                Action.valueOf(word(row, "action")),
                Price.of(row.getBigDecimal("yes_price_dollars")),
                Quantity.of(row.getBigDecimal("quantity_contracts")),
                Sql.moneyOrNull(row, "fee_dollars"),
                takerIfKnown,
                null,
                null,
                Sql.time(row, "exchange_time"));
        OwnFill own =
                new OwnFill(fill, mid == null ? null : Mark.of(mid), Sql.moneyOrNull(row, "predicted_fee_dollars"));
        return new Row(own, row.getObject("taken_time") != null);
    }

    private static String word(ResultSet row, String column) throws SQLException {
        return row.getString(column).toUpperCase(Locale.ROOT);
    }
}
