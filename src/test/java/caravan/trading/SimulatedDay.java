package caravan.trading;

import caravan.model.Quantity;
import caravan.sandbox.engine.Engine;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.OrderGroup;
import caravan.sandbox.engine.Position;
import caravan.sandbox.engine.Refusal;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
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
    /** Of the days by which the program counts, in the middle of the time that is simulated. */
    private static final long MIDNIGHT = Instant.parse("2026-11-21T00:00:00Z").getEpochSecond() * 1_000_000;

    private static final long BETWEEN_MISHAPS = 60_000;

    private static final long NEW_DAY = 600_000_000;

    /** Markets that are not closed out of turn: so many are left to trade in. */
    private static final int ENOUGH_MARKETS = 7;

    private final Random random;
    private final long seed;
    private final long start;
    private final long end;
    private final SimulatedExchange exchange;
    private final Truth truth;
    private final Halts halts;
    private final SimulatedTime time;
    private final FaultyLedger ledger;
    private final JdbcClient jdbc;
    private final Path data;
    private final Properties settings = new Properties();
    private final TradingProgram.Surroundings around = new TradingProgram.Surroundings();
    private @Nullable TradingProgram program;
    private boolean mishaps = true;
    private Grant grant;
    private int lives;
    /** When the program was seen to count a new day. */
    private long dayBegan;

    SimulatedDay(long seed, Duration duration, Path data) {
        this.data = data;
        this.seed = seed;
        random = new Random(seed);
        long micros = duration.toNanos() / 1_000;
        start = MIDNIGHT - micros / 2;
        end = start + micros;
        exchange = new SimulatedExchange(seed, start);
        truth = new Truth(exchange);
        halts = new Halts(exchange);
        grant = Grant.beyond(exchange.worth);
        time = new SimulatedTime(start, exchange.world::advanceTo, this::check);
        exchange.in(time);
        exchange.growth = truth::sent;
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
        // So that orders rest where a market ends.
        settings.setProperty("risk.no-quotes-before-close", "5s");
        settings.setProperty("risk.settlement-ahead", "5m");
        settings.putAll(Truth.LIMITS);
    }

    private void check() {
        exchange.worth.look();
        truth.check(program, grant);
        halts.look(program, grant, time.now());
    }

    void live() throws Exception {
        around.privateReady = true;
        start();
        time.in(Duration.ofSeconds(60), this::mishap);
        time.in(until(MIDNIGHT).minusMillis(random.nextInt(1_000)), this::beforeMidnight);
        time.in(until(MIDNIGHT), exchange.worth::midnight);
        time.in(until(MIDNIGHT).plusSeconds(5), this::newDay);
        time.runUntil(end);
        settle();
    }

    private Duration until(long moment) {
        return Duration.of(moment - time.now(), ChronoUnit.MICROS);
    }

    /** Midnight itself is a good time for something to go wrong. */
    private void beforeMidnight() {
        switch (random.nextInt(3)) {
            case 0 -> happen(Mishap.LEDGER_AWAY);
            case 1 -> happen(Mishap.KILLED);
            default -> happen(Mishap.UPDATES_LATE);
        }
    }

    /** What was lost yesterday does not count any more, as soon as nothing is in the way of knowing. */
    private void newDay() {
        TradingProgram running = program;
        if (running != null && agreesOnTheDay(running)) {
            dayBegan = time.now();
        } else {
            time.in(Duration.ofSeconds(1), this::newDay);
            Truth.require(time.now() < MIDNIGHT + NEW_DAY, "a new day some minutes after midnight");
        }
    }

    private boolean agreesOnTheDay(TradingProgram running) {
        long lost = running.account.state().dayLoss().units();
        return Math.abs(lost - exchange.worth.dayLoss()) <= exchange.worth.leeway();
    }

    private void start() {
        grant = Grant.beyond(exchange.worth);
        grant.into(settings);
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
            case UPDATES_WITHHELD -> {
                exchange.updatesWithheld = true;
                time.in(upTo(60), () -> exchange.updatesWithheld = false);
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
            case MARKET_CLOSED -> {
                return closeMarket(engine);
            }
            case GROUP_TRIGGERED -> {
                return triggerGroup(engine);
            }
            case CLOCK_OFF -> {
                // Far enough from midnight that it is the same day by both.
                boolean far = random.nextInt(4) == 0 && Math.abs(time.now() - MIDNIGHT) > 600_000_000;
                int most = far ? 300_000 : 4_000;
                around.clockAhead = Duration.ofMillis(random.nextInt(2 * most) - most);
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
                halts.wanted(time.now());
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

    /** Earlier than anybody expected. */
    private boolean closeMarket(Engine engine) {
        List<Market> open = exchange.world.listings().stream()
                .map(listing -> exchange.world.market(listing.ticker()))
                .filter(market -> market != null && market.isActive())
                .toList();
        List<Market> held = open.stream()
                .filter(market -> exchange.worth.contracts(market.ticker()) != 0)
                .toList();
        if (held.isEmpty() || open.size() < ENOUGH_MARKETS) {
            return false;
        }
        engine.life().moveClose(held.get(random.nextInt(held.size())), time.now() + upTo(90).toNanos() / 1_000);
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
                "nothing that rests, found %s",
                exchange.own().restingOrders());
        Truth.require(last.orders.all().isEmpty(), "no open orders, found %s", last.orders.all());
        Truth.require(last.orders.unknown() == 0, "nothing unknown, found %d", last.orders.unknown());
        last.finish(TradingProgram::reconcile);
        wait(Duration.ofSeconds(5));
        Truth.require(
                last.account.state().unreconciled() == null,
                "an account that agrees, found %s",
                last.account.state().unreconciled());
        Truth.require(dayBegan != 0, "a new day after midnight");
        Truth.require(
                agreesOnTheDay(last),
                "%d lost today, found %s",
                exchange.worth.dayLoss(),
                last.account.state().dayLoss());
        new Agreement(exchange, jdbc).check(last, Instant.EPOCH.plus(MIDNIGHT, ChronoUnit.MICROS));
    }

    private void wait(Duration duration) throws Exception {
        time.runUntil(time.now() + duration.toNanos() / 1_000);
    }

    int denials(String check) {
        return around.denials.getOrDefault(check, 0);
    }

    @Override
    public String toString() {
        Map<String, Integer> results = new TreeMap<>();
        exchange.settlements.forEach(
                paid -> results.merge(paid.result().kind().name().toLowerCase(Locale.ROOT), 1, Integer::sum));
        int orders = exchange.requests.entrySet().stream()
                .filter(request -> request.getKey().matches(".*(Create|Amend|Decrease|Cancel)Order.*V2"))
                .mapToInt(Map.Entry::getValue)
                .sum();
        return """
                %.2f simulated hours with seed %d, %d lives, the new day seen %.0f s after midnight
                %d requests that change orders, of %s
                %d fills, %d settlements held into %s
                mishaps %s
                halts %s
                denials %s
                %d looks; at worst %s contracts, %.2f dollars in a market, %.2f in an event, %.2f in all, %d orders
                cash %.6f, profit by the ledger less that by the exchange %s
                """.formatted(
                        (time.now() - start) / 3.6e9,
                        seed,
                        lives,
                        dayBegan == 0 ? Double.NaN : (dayBegan - MIDNIGHT) / 1e6,
                        orders,
                        new TreeMap<>(exchange.requests),
                        exchange.fills.size(),
                        exchange.settlements.size(),
                        results,
                        exchange.mishaps,
                        halts.reasons,
                        around.denials,
                        truth.looks,
                        new Quantity(truth.worstPosition),
                        truth.worstMarketLoss / 1e6,
                        truth.worstEventLoss / 1e6,
                        truth.worstPortfolioLoss / 1e6,
                        truth.mostOrders,
                        exchange.own().cash() / 1e6,
                        new Agreement(exchange, jdbc).difference().toPlainString());
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
