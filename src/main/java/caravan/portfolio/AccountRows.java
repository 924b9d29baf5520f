package caravan.portfolio;

import caravan.model.Holding;
import caravan.model.Money;
import caravan.model.Quantity;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the account had before this program, what it holds now, and its equity. Safe for use by many threads. */
final class AccountRows {
    private static final String OPENING = "opening";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    AccountRows(DataSource ledger) {
        this.jdbc = JdbcClient.create(ledger);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(ledger));
    }

    /** Whether it was noted what the account had before. */
    boolean hasOpening() {
        return jdbc.sql("select count(*) from cash_movements where kind = :kind")
                        .param("kind", OPENING)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Notes what the account had that no fill and no payout in the ledger explains. */
    void open(Map<String, Quantity> positions, Money cash, long fills, Instant now) {
        transaction.executeWithoutResult(status -> {
            positions.forEach(this::setBaseline);
            move(OPENING, cash, fills, now);
        });
    }

    Map<String, Quantity> baseline() {
        return jdbc
                .sql("select ticker, quantity_contracts from position_baseline")
                .query((row, number) -> Map.entry(row.getString(1), Quantity.of(row.getBigDecimal(2))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Notes that so much of a position is nothing of ours. */
    void setBaseline(String ticker, Quantity quantity) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("delete from position_baseline where ticker = :ticker")
                    .param("ticker", ticker)
                    .update();
            jdbc.sql("insert into position_baseline (ticker, quantity_contracts) values (:ticker, :quantity)")
                    .param("ticker", ticker)
                    .param("quantity", quantity.toBigDecimal())
                    .update();
        });
    }

    /**
     * What came and went that nothing explains.
     *
     * @param cash all of it
     * @param fills how many there were when it was last right
     */
    record Moved(Money cash, long fills) {}

    Moved moved() {
        return jdbc.sql("select coalesce(sum(amount_dollars), 0) as cash, coalesce(max(fills), 0) as fills"
                        + " from cash_movements")
                .query((row, number) -> new Moved(Sql.money(row, "cash"), row.getLong("fills")))
                .single();
    }

    /** Notes money that came or went without a fill or a payout. */
    void moved(Money amount, long fills, Instant now) {
        move(amount.units() > 0 ? "came" : "went", amount, fills, now);
    }

    private void move(String kind, Money amount, long fills, Instant now) {
        jdbc.sql("insert into cash_movements (kind, amount_dollars, fills, noticed_time)"
                        + " values (:kind, :amount, :fills, :now)")
                .param("kind", kind)
                .param("amount", amount.toBigDecimal())
                .param("fills", fills)
                .param("now", Sql.time(now))
                .update();
    }

    /** Writes what is held now. */
    void hold(
            Map<String, Quantity> account,
            Collection<Holding> own,
            Function<String, @Nullable Mark> marks,
            Instant now) {
        Map<String, Holding> ours = own.stream().collect(Collectors.toMap(Holding::ticker, Function.identity()));
        Set<String> tickers = new HashSet<>(ours.keySet());
        account.forEach((ticker, quantity) -> tickers.add(ticker));
        transaction.executeWithoutResult(status -> {
            jdbc.sql("delete from positions").update();
            for (String ticker : tickers) {
                Holding holding = ours.getOrDefault(ticker, Holding.none(ticker));
                Mark mark = marks.apply(ticker);
                jdbc.sql("""
                                insert into positions (ticker, account_contracts, own_contracts, own_cost_dollars,
                                    mid_dollars, updated_time)
                                values (:ticker, :account, :own, :cost, :mid, :now)
                                """)
                        .param("ticker", ticker)
                        .param(
                                "account",
                                account.getOrDefault(ticker, Quantity.ZERO).toBigDecimal())
                        .param("own", holding.quantity().toBigDecimal())
                        .param("cost", holding.cost().toBigDecimal())
                        .param("mid", mark == null ? null : mark.dollars(), Types.DECIMAL)
                        .param("now", Sql.time(now))
                        .update();
            }
        });
    }

    /** What a YES contract was worth when the positions were last written. */
    Map<String, Mark> marks() {
        Map<String, Mark> marks = new HashMap<>();
        jdbc.sql("select ticker, mid_dollars from positions where mid_dollars is not null")
                .query(row -> {
                    marks.put(row.getString(1), Mark.of(row.getBigDecimal(2)));
                });
        return marks;
    }

    /** The price of the last fill in a market, whoever's on the account. */
    Optional<Mark> lastPrice(String ticker) {
        return jdbc.sql(
                        "select yes_price_dollars from fills where ticker = :ticker order by exchange_time desc limit 1")
                .param("ticker", ticker)
                .query((row, number) -> Mark.of(row.getBigDecimal(1)))
                .optional();
    }

    /** The highest equity so far. */
    Optional<Money> peak() {
        return jdbc.sql("select peak_dollars from daily_equity order by day_time desc limit 1")
                .query((row, number) -> Sql.money(row, "peak_dollars"))
                .optional();
    }

    void equity(Instant day, Money balance, Money equity, Money peak, Instant now) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("delete from daily_equity where day_time = :day")
                    .param("day", Sql.time(day))
                    .update();
            jdbc.sql("""
                            insert into daily_equity (day_time, balance_dollars, equity_dollars, peak_dollars,
                                updated_time)
                            values (:day, :balance, :equity, :peak, :now)
                            """)
                    .param("day", Sql.time(day))
                    .param("balance", balance.toBigDecimal())
                    .param("equity", equity.toBigDecimal())
                    .param("peak", peak.toBigDecimal())
                    .param("now", Sql.time(now))
                    .update();
        });
    }
}
