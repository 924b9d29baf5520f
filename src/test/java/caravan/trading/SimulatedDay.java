package caravan.trading;

import caravan.model.Quantity;
import caravan.sandbox.engine.Engine;
import caravan.sandbox.engine.Fill;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.OrderGroup;
import caravan.sandbox.engine.Position;
import caravan.sandbox.engine.Refusal;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.CannotCreateTransactionException;

/** Some hours in which the program trades and everything goes wrong; at the end all must agree. */
final class SimulatedDay implements AutoCloseable {
    private static final long START = Instant.parse("2026-11-20T10:00:00Z").getEpochSecond() * 1_000_000;
    private static final long BETWEEN_MISHAPS = 60_000;

    private final Random random;
    private final SimulatedExchange exchange;
    private final Truth truth;
    private final SimulatedTime time;
    private final FaultyLedger ledger;
    private final JdbcClient jdbc;
    private final Path data;
    private final Properties settings = new Properties();
    private final TradingProgram.Surroundings around = new TradingProgram.Surroundings();
    private @Nullable TradingProgram program;
    private boolean mishaps = true;
    private int lives;

    SimulatedDay(long seed, Path data) {
        this.data = data;
        random = new Random(seed);
        exchange = new SimulatedExchange(seed, START);
        truth = new Truth(exchange);
        time = new SimulatedTime(START, exchange.world::advanceTo, this::check);
        exchange.in(time);
        ledger = new FaultyLedger("day" + seed);
        jdbc = JdbcClient.create(ledger.sound());
        try (Reader in = Files.newBufferedReader(Path.of("application.properties"))) {
            settings.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settings.setProperty("market-making.trade-size", "20");
        settings.setProperty("market-making.incentive-size", "20000");
        settings.setProperty("market-making.wait-time", "20s");
        settings.setProperty("market-making.markets", "4");
        settings.setProperty("market-making.touch.skew", "50");
        // A day that ended after its first loss would show little.
        settings.setProperty("risk.max-day-loss", "1000");
        settings.setProperty("risk.max-market-day-loss", "1000");
        settings.setProperty("risk.max-day-loss-halt", "1500");
        settings.setProperty("risk.max-drawdown-percent", "50");
    }

    private void check() {
        truth.check(program);
    }

    void live(Duration duration) throws Exception {
        around.privateReady = true;
        start();
        time.in(Duration.ofSeconds(60), this::mishap);
        time.runUntil(START + duration.toNanos() / 1_000);
        settle();
    }

    private void start() {
        try {
            program = new TradingProgram(
                    time, exchange, around, ledger, data, settings, lives % 2 == 0, new Random(random.nextLong()));
        } catch (DataAccessException | CannotCreateTransactionException away) {
            // As a start that fails does: somebody starts it again.
            time.in(Duration.ofSeconds(2), this::start);
            return;
        }
        lives++;
        program.start();
    }

    // --- Mishaps
    // ------------------------------------------------------------------------------------------------------

    private void mishap() {
        if (!mishaps) {
            return;
        }
        time.in(Duration.ofMillis((long) (-Math.log(1 - random.nextDouble()) * BETWEEN_MISHAPS)), this::mishap);
        Mishap[] all = Mishap.values();
        int first = Mishap.STREAM_CUT.ordinal();
        Mishap which = all[first + random.nextInt(all.length - first)];
        if (happen(which)) {
            exchange.count(which);
        }
    }

    private Duration upTo(int seconds) {
        return Duration.ofMillis(200 + random.nextInt(seconds * 1_000));
    }

    private boolean happen(Mishap which) {
        Engine engine = exchange.world.engine();
        switch (which) {
            case STREAM_CUT -> {
                if (!around.privateReady) {
                    return false;
                }
                cut();
            }
            case STREAM_SILENT -> {
                if (!around.privateReady || around.silentSince != 0) {
                    return false;
                }
                around.silentSince = time.now();
                exchange.listener = null;
                time.in(Duration.ofSeconds(20), this::cut);
            }
            case UPDATES_LATE -> {
                exchange.updatesLate = upTo(4);
                time.in(upTo(30), () -> exchange.updatesLate = Duration.ZERO);
            }
            case UPDATES_TWICE -> {
                exchange.updatesTwice = true;
                time.in(upTo(60), () -> exchange.updatesTwice = false);
            }
            case UPDATES_DISORDERED -> {
                exchange.updatesDisordered = true;
                exchange.updatesLate = upTo(3);
                time.in(upTo(60), () -> {
                    exchange.updatesDisordered = false;
                    exchange.updatesLate = Duration.ZERO;
                });
            }
            case READS_LAG -> {
                exchange.records.lag(upTo(3));
                time.in(upTo(60), () -> exchange.records.lag(Duration.ZERO));
            }
            case LEDGER_AWAY -> {
                ledger.awayAfter(random.nextInt(12));
                time.in(upTo(8), ledger::back);
            }
            case EXCHANGE_PAUSED -> {
                engine.exchange(false);
                time.in(upTo(60), () -> engine.exchange(true));
            }
            case TRADING_PAUSED -> {
                engine.trading(false);
                time.in(upTo(60), () -> engine.trading(true));
            }
            case MARKET_PAUSED -> {
                return pauseMarket(engine);
            }
            case GROUP_TRIGGERED -> {
                return triggerGroup(engine);
            }
            case CLOCK_OFF -> {
                around.clockAhead = Duration.ofMillis(random.nextInt(8_000) - 4_000);
                time.in(upTo(60), () -> around.clockAhead = Duration.ZERO);
            }
            case BOOKS_SUSPECT -> {
                around.booksSuspect = true;
                time.in(upTo(20), () -> around.booksSuspect = false);
            }
            case HALTED_BY_A_PERSON -> {
                if (program == null || random.nextInt(3) > 0) {
                    return false;
                }
                program.haltByAPerson();
            }
            case KILLED -> {
                if (program == null) {
                    return false;
                }
                program.kill();
                program = null;
                time.in(upTo(20), this::start);
            }
            default -> throw new IllegalArgumentException(which.toString());
        }
        return true;
    }

    private void cut() {
        if (!around.privateReady) {
            return;
        }
        around.privateReady = false;
        around.silentSince = 0;
        if (program != null) {
            program.disconnected();
        }
        exchange.listener = null;
        time.in(upTo(8), () -> {
            around.privateReady = true;
            if (program != null) {
                program.connected();
            }
        });
    }

    private boolean pauseMarket(Engine engine) {
        List<Position> held = exchange.own().positions();
        if (held.isEmpty()) {
            return false;
        }
        Market market = held.get(random.nextInt(held.size())).market();
        if (!market.isActive()) {
            return false;
        }
        engine.life().deactivate(market);
        time.in(upTo(60), () -> {
            try {
                engine.life().activate(market);
            } catch (Refusal closed) {
                // It closed meanwhile.
            }
        });
        return true;
    }

    private boolean triggerGroup(Engine engine) {
        List<OrderGroup> groups = List.copyOf(exchange.own().groups());
        if (groups.isEmpty() || !engine.exchangeActive()) {
            return false;
        }
        engine.trigger(groups.get(random.nextInt(groups.size())));
        return true;
    }

    // --- The end
    // ------------------------------------------------------------------------------------------------------

    /** Everything works again; nobody quotes any more. */
    private void settle() throws Exception {
        mishaps = false;
        exchange.isFaulty = false;
        wait(Duration.ofMinutes(2));
        TradingProgram last = program;
        Truth.require(last != null, "a program that runs");
        last.quotes = false;
        last.finish(TradingProgram::cancelAll);
        wait(Duration.ofMinutes(4));
        Truth.require(
                exchange.own().restingOrders().isEmpty(),
                "nothing that rests, found " + exchange.own().restingOrders());
        Truth.require(last.orders.all().isEmpty(), "no open orders, found " + last.orders.all());
        Truth.require(last.orders.unknown() == 0, "nothing unknown, found " + last.orders.unknown());
        last.finish(TradingProgram::reconcile);
        wait(Duration.ofSeconds(5));
        Truth.require(
                last.account.state().unreconciled() == null,
                "an account that agrees, found " + last.account.state().unreconciled());
        fills();
        money(last);
        profit();
        halts();
    }

    private void wait(Duration duration) throws Exception {
        time.runUntil(time.now() + duration.toNanos() / 1_000);
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
                            + fill.order().side().name().toLowerCase(java.util.Locale.ROOT) + " "
                            + plain(BigDecimal.valueOf(fill.trade().price(), 4)) + " "
                            + plain(BigDecimal.valueOf(fill.trade().quantity(), 2)) + " "
                            + plain(BigDecimal.valueOf(fill.cost(), 6)));
        }
        Truth.require(stored.equals(truths), "the fills " + truths + ", found " + stored);
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private void money(TradingProgram last) {
        Truth.require(
                last.account.state().balance().units() == exchange.own().cash(),
                exchange.own().cash() + " of cash, found "
                        + last.account.state().balance().units());
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
        Truth.require(held.equals(believed), "positions " + held + ", found " + believed);
        long cash = last.account.state().balance().units() - caravan.sandbox.simulation.WorldOptions.DEFAULT_CASH;
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
        long expected = flow() + rewards + rebates - pledged;
        Truth.require(cash == expected, "cash changed by " + expected + ", found " + cash);
    }

    /** By the ledger alone; a NO contract is a dollar less a YES contract. */
    private long flow() {
        BigDecimal fills = jdbc.sql(
                        "select coalesce(sum(case when book_side = 'bid' then -1 else 1 end * yes_price_dollars * quantity_contracts"
                                + " - fee_dollars), 0) from fills")
                .query(BigDecimal.class)
                .single();
        BigDecimal payouts = jdbc.sql("select coalesce(sum(revenue_dollars + case when yes_contracts < no_contracts"
                        + " then yes_contracts - no_contracts else 0 end), 0) from settlements")
                .query(BigDecimal.class)
                .single();
        return fills.add(payouts).movePointRight(6).longValueExact();
    }

    private void profit() {
        Map<String, Object> sums = jdbc.sql(
                        "select sum(total_dollars) total, sum(spread_capture_dollars + inventory_dollars) gain,"
                                + " sum(fees_dollars) fees, sum(rewards_dollars) rewards,"
                                + " sum(realized_dollars + unrealized_dollars) worth, sum(fills) fills from pnl")
                .query()
                .singleRow();
        if (sums.get("total") == null) {
            return;
        }
        BigDecimal total = (BigDecimal) sums.get("total");
        BigDecimal gain = (BigDecimal) sums.get("gain");
        BigDecimal fees = (BigDecimal) sums.get("fees");
        BigDecimal rewards = (BigDecimal) sums.get("rewards");
        Truth.require(total.compareTo(gain.subtract(fees).add(rewards)) == 0, "parts that add up, found " + sums);
        Truth.require(gain.compareTo((BigDecimal) sums.get("worth")) == 0, "the same in both ways, found " + sums);
        BigDecimal marked = jdbc.sql(
                        "select coalesce(sum(own_contracts * mid_dollars), 0) from positions where own_contracts <> 0")
                .query(BigDecimal.class)
                .single();
        BigDecimal expected = BigDecimal.valueOf(flow(), 6).add(marked);
        Truth.require(
                total.subtract(expected).abs().compareTo(BigDecimal.valueOf(1, 6)) < 0,
                "a profit of " + expected + ", found " + sums);
    }

    /** Each has a cause that is among what went wrong. */
    private void halts() {
        for (String reason : reasons()) {
            boolean justified = reason.startsWith("somebody wants it")
                    || reason.contains("have an unknown outcome")
                    || reason.startsWith("the exchange has refused");
            Truth.require(justified, "halts with a cause, found: " + reason);
        }
    }

    private List<String> reasons() {
        return jdbc.sql("select reason from halts order by halt_id")
                .query(String.class)
                .list();
    }

    @Override
    public String toString() {
        Map<String, Integer> reasons = new TreeMap<>();
        reasons().forEach(reason -> reasons.merge(reason.replaceAll("\\d+", "#"), 1, Integer::sum));
        return "%.2f simulated hours, %d lives, requests %s, %d fills, %d settlements, mishaps %s, halts %s, %d looks; worst: %s contracts, market %.2f, event %.2f, portfolio %.2f dollars, %d orders; cash %.6f"
                .formatted(
                        (time.now() - START) / 3.6e9,
                        lives,
                        new TreeMap<>(exchange.requests),
                        exchange.fills.size(),
                        exchange.settlements.size(),
                        exchange.mishaps,
                        reasons,
                        truth.looks,
                        new Quantity(truth.worstPosition),
                        truth.worstMarketLoss / 1e6,
                        truth.worstEventLoss / 1e6,
                        truth.worstPortfolioLoss / 1e6,
                        truth.mostOrders,
                        exchange.own().cash() / 1e6);
    }

    @Override
    public void close() {
        if (program != null) {
            program.kill();
        }
        time.close();
        ledger.close();
    }
}
