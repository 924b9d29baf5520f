package caravan.trading;

import caravan.sandbox.engine.Fill;
import caravan.sandbox.engine.Position;
import caravan.sandbox.engine.Settlement;
import caravan.sandbox.simulation.WorldOptions;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Holds the ledger against the exchange, to the micro-dollar. */
final class Agreement {
    /** The exchange tells its balance in ten-thousandths of a dollar. */
    private static final long BALANCE_STEP = 100;

    private final SimulatedExchange exchange;
    private final JdbcClient jdbc;

    Agreement(SimulatedExchange exchange, JdbcClient jdbc) {
        this.exchange = exchange;
        this.jdbc = jdbc;
    }

    void check(TradingProgram last, Instant midnight) {
        fills();
        settlements();
        money(last);
        profit();
        markets();
        days(midnight);
    }

    private void fills() {
        Map<String, String> stored = new TreeMap<>();
        jdbc.sql(
                        "select trade_id, order_id, ticker, book_side, yes_price_dollars, quantity_contracts, fee_dollars from fills")
                .query(row -> {
                    stored.put(
                            row.getString(1) + " " + row.getString(2),
                            row.getString(3) + " " + row.getString(4) + " " + plain(row.getBigDecimal(5)) + " "
                                    + plain(row.getBigDecimal(6)) + " " + plain(row.getBigDecimal(7)));
                });
        Map<String, String> truths = new TreeMap<>();
        for (Fill fill : exchange.fills) {
            truths.put(
                    fill.trade().id() + " " + fill.order().id(),
                    fill.order().market().ticker() + " "
                            + fill.order().side().name().toLowerCase(Locale.ROOT) + " "
                            + plain(BigDecimal.valueOf(fill.trade().price(), 4)) + " "
                            + plain(BigDecimal.valueOf(fill.trade().quantity(), 2)) + " "
                            + plain(BigDecimal.valueOf(fill.cost(), 6)));
        }
        same("fills", truths, stored);
    }

    private void settlements() {
        Map<String, String> stored = new TreeMap<>();
        jdbc.sql("select ticker, yes_contracts - no_contracts, revenue_dollars from settlements")
                .query(row -> {
                    stored.put(row.getString(1), plain(row.getBigDecimal(2)) + " for " + plain(row.getBigDecimal(3)));
                });
        Map<String, String> truths = new TreeMap<>();
        for (Settlement paid : exchange.settlements) {
            truths.put(
                    paid.market().ticker(),
                    plain(BigDecimal.valueOf(paid.position(), 2)) + " for "
                            + plain(BigDecimal.valueOf(paid.revenue(), 6)));
        }
        same("settlements", truths, stored);
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private void money(TradingProgram last) {
        Truth.require(
                Math.abs(last.account.state().balance().units() - exchange.own().cash()) < BALANCE_STEP,
                "%d of cash, found %s",
                exchange.own().cash(),
                last.account.state().balance());
        Map<String, Long> held = new HashMap<>();
        for (Position position : exchange.own().positions()) {
            if (position.contracts() != 0) {
                held.put(position.market().ticker(), position.contracts());
            }
        }
        Map<String, Long> believed = new HashMap<>();
        last.positions
                .all()
                .forEach(holding ->
                        believed.put(holding.ticker(), holding.quantity().units()));
        same("positions", held, believed);
        long cash = last.account.state().balance().units() - WorldOptions.DEFAULT_CASH;
        Truth.require(
                difference().signum() == 0, "cash of %d explained by the ledger, found %s off", cash, difference());
    }

    /** What the account has, less what the ledger makes of it with what the exchange pays beyond trading. */
    BigDecimal difference() {
        long rewards = exchange.world.payouts().stream()
                .filter(payout -> payout.account() == exchange.own())
                .mapToLong(payout -> payout.amount())
                .sum();
        long rebates = exchange.fills.stream()
                .mapToLong(fill -> fill.cost() - fill.net())
                .sum();
        long pledged = exchange.own().positions().stream()
                .mapToLong(position -> Math.max(0, -position.contracts()) * 10_000)
                .sum();
        long traded = exchange.own().cash() - WorldOptions.DEFAULT_CASH - rewards - rebates + pledged;
        return BigDecimal.valueOf(traded, 6).subtract(flow());
    }

    /** By the ledger alone; a NO contract is a dollar less a YES contract. */
    private BigDecimal flow() {
        BigDecimal fills = jdbc.sql(
                        "select coalesce(sum(case when book_side = 'bid' then -1 else 1 end * yes_price_dollars * quantity_contracts"
                                + " - fee_dollars), 0) from fills")
                .query(BigDecimal.class)
                .single();
        BigDecimal payouts = jdbc.sql("select coalesce(sum(revenue_dollars + case when yes_contracts < no_contracts"
                        + " then yes_contracts - no_contracts else 0 end), 0) from settlements")
                .query(BigDecimal.class)
                .single();
        return fills.add(payouts);
    }

    private void profit() {
        Map<String, Object> sums = jdbc.sql(
                        "select coalesce(sum(total_dollars), 0) total, coalesce(sum(spread_capture_dollars + inventory_dollars), 0) gain,"
                                + " coalesce(sum(fees_dollars), 0) fees, coalesce(sum(rewards_dollars), 0) rewards,"
                                + " coalesce(sum(unrealized_dollars), 0) unrealized,"
                                + " coalesce(sum(realized_dollars + unrealized_dollars), 0) worth from pnl")
                .query()
                .singleRow();
        BigDecimal total = (BigDecimal) sums.get("total");
        BigDecimal gain = (BigDecimal) sums.get("gain");
        BigDecimal fees = (BigDecimal) sums.get("fees");
        BigDecimal rewards = (BigDecimal) sums.get("rewards");
        Truth.require(total.compareTo(gain.subtract(fees).add(rewards)) == 0, "parts that add up, found %s", sums);
        Truth.require(gain.compareTo((BigDecimal) sums.get("worth")) == 0, "the same in both ways, found %s", sums);
        BigDecimal held = jdbc.sql(
                        "select coalesce(sum(own_cost_dollars + case when own_contracts < 0 then own_contracts"
                                + " else 0 end), 0) from positions")
                .query(BigDecimal.class)
                .single();
        BigDecimal expected = flow().add(held).add((BigDecimal) sums.get("unrealized"));
        Truth.require(total.compareTo(expected) == 0, "a profit of %s, found %s", expected, sums);
    }

    /** Where nothing is held any more, profit and what is closed for taxes are just the cash that came of it. */
    private void markets() {
        Map<String, BigDecimal> truths = new TreeMap<>();
        exchange.worth
                .closed()
                .forEach((ticker, cash) ->
                        truths.put(ticker, BigDecimal.valueOf(cash, 6).setScale(6)));
        same("profit of what is closed", truths, sums("select ticker, sum(total_dollars) from pnl", truths));
        same("gains of what is closed", truths, sums("select ticker, sum(gain_dollars) from closings", truths));
    }

    private Map<String, BigDecimal> sums(String query, Map<String, BigDecimal> only) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        jdbc.sql(query + " group by ticker").query(row -> {
            sums.put(row.getString(1), row.getBigDecimal(2).setScale(6));
        });
        sums.keySet().retainAll(only.keySet());
        return sums;
    }

    /** Yesterday ended with what was held being worth what it was worth at midnight, as near as prices are known. */
    private void days(Instant midnight) {
        BigDecimal found = jdbc.sql("select coalesce(sum(total_dollars), 0) from pnl where day_time < :midnight")
                .param("midnight", midnight.atOffset(ZoneOffset.UTC))
                .query(BigDecimal.class)
                .single();
        BigDecimal expected = BigDecimal.valueOf(exchange.worth.beforeMidnight(), 6);
        Truth.require(
                found.subtract(expected).abs().compareTo(BigDecimal.valueOf(exchange.worth.leewayAtMidnight(), 6)) <= 0,
                "%s won until midnight, found %s",
                expected,
                found);
    }

    private static void same(String what, Map<?, ?> truth, Map<?, ?> found) {
        if (!truth.equals(found)) {
            Map<Object, Object> missing = new TreeMap<>(truth);
            missing.entrySet().removeAll(found.entrySet());
            Map<Object, Object> other = new TreeMap<>(found);
            other.entrySet().removeAll(truth.entrySet());
            throw new AssertionError("expected the %s %s, found %s".formatted(what, missing, other));
        }
    }
}
