package caravan.portfolio;

import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Settlement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What markets paid out to the account, each once. Safe for use by many threads. */
final class SettlementRows {
    private final JdbcClient jdbc;

    SettlementRows(DataSource ledger) {
        this.jdbc = JdbcClient.create(ledger);
    }

    /**
     * Keeps one; what the exchange does not date counts as of now. A market pays once, but the built-in exchange has the same
     * markets again after a restart.
     *
     * @return whether it is new
     */
    boolean keep(Settlement told, Instant now) {
        return !isKept(told.ticker()) && write(told, now);
    }

    private boolean isKept(String ticker) {
        return jdbc.sql("""
                                select count(*) from settlements s where s.ticker = :ticker and not exists
                                    (select 1 from exchange_beginnings b where b.began_time > s.settled_time)
                                """).param("ticker", ticker).query(Long.class).single() > 0;
    }

    private boolean write(Settlement told, Instant now) {
        return jdbc.sql("""
                        insert into settlements (ticker, event_ticker, result, yes_contracts, yes_cost_dollars,
                            no_contracts, no_cost_dollars, revenue_dollars, value_dollars, fee_dollars, settled_time,
                            received_time)
                        values (:ticker, :event, :result, :yes, :yesCost, :no, :noCost, :revenue, :value, :fee, :settled,
                            :now)
                        on conflict do nothing
                        """)
                        .param("ticker", told.ticker())
                        .param("event", told.eventTicker(), Types.VARCHAR)
                        .param("result", told.result())
                        .param("yes", told.yes().toBigDecimal())
                        .param("yesCost", told.yesCost().toBigDecimal())
                        .param("no", told.no().toBigDecimal())
                        .param("noCost", told.noCost().toBigDecimal())
                        .param("revenue", told.revenue().toBigDecimal())
                        .param("value", Sql.dollars(told.value()), Types.DECIMAL)
                        .param("fee", Sql.dollars(told.fee()), Types.DECIMAL)
                        .param("settled", Sql.time(Objects.requireNonNullElse(told.settledTime(), now)))
                        .param("now", Sql.time(now))
                        .update()
                > 0;
    }

    /** Oldest first. */
    List<Settlement> all() {
        return jdbc.sql("select * from settlements order by settled_time")
                .query((row, number) -> read(row))
                .list();
    }

    /** Those of one market, oldest first. */
    List<Settlement> of(String ticker) {
        return jdbc.sql("select * from settlements where ticker = :ticker order by settled_time")
                .param("ticker", ticker)
                .query((row, number) -> read(row))
                .list();
    }

    /** When the newest was paid. */
    Optional<Instant> latest() {
        return jdbc.sql("select settled_time from settlements order by settled_time desc limit 1")
                .query((row, number) -> Sql.time(row, "settled_time"))
                .optional();
    }

    /** What payouts did to the cash, where what a NO position ties up counts as cash. */
    static Money flow(Settlement settlement) {
        return new Money(
                settlement.revenue().units() + Math.min(0, held(settlement).units()) * Price.UNITS_PER_DOLLAR);
    }

    /** What was held and is not any more, NO negative. */
    static Quantity held(Settlement settlement) {
        return settlement.yes().minus(settlement.no());
    }

    private static Settlement read(ResultSet row) throws SQLException {
        return new Settlement(
                row.getString("ticker"),
                row.getString("event_ticker"),
                row.getString("result"),
                Quantity.of(row.getBigDecimal("yes_contracts")),
                Sql.money(row, "yes_cost_dollars"),
                Quantity.of(row.getBigDecimal("no_contracts")),
                Sql.money(row, "no_cost_dollars"),
                Sql.money(row, "revenue_dollars"),
                Sql.moneyOrNull(row, "value_dollars"),
                Sql.moneyOrNull(row, "fee_dollars"),
                Sql.time(row, "settled_time"));
    }
}
