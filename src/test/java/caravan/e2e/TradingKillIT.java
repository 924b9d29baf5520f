package caravan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Market making at an exchange that lives on while the program is killed, at moments nobody chose, under faults.
 *
 * <p>{@code -Dchaos.trading-minutes} says how long; 0 is one kill for each strategy.
 */
class TradingKillIT {
    private static final Logger LOG = LoggerFactory.getLogger(TradingKillIT.class);
    private static final Duration FOR = Duration.ofMinutes(Integer.getInteger("chaos.trading-minutes", 0));
    private static final boolean IS_LONG = !FOR.isZero();
    private static final int FEWEST_KILLS = 2;
    private static final int MARKETS = 4;
    private static final Duration EXPIRATION = Duration.ofSeconds(15);
    /** After a kill amid a batch it takes over a minute until it is sure that nothing of it was placed. */
    private static final Duration LONGEST_QUESTION = Duration.ofMinutes(2);

    private static final Duration QUIET = Duration.ofSeconds(4);
    private static final BigDecimal CASH = new BigDecimal("1000");
    private static final String FLOW =
            "case when book_side = 'bid' then -yes_price_dollars else yes_price_dollars end * quantity_contracts";
    private static final BigDecimal POSITION_LIMIT = new BigDecimal("30");
    private static final String PORTFOLIO = "&path=/trade-api/v2/portfolio/&probability=";

    private final long seed = Long.getLong("chaos.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<String> exceeded = new ArrayList<>();

    @Test
    void ordersAndMoneyAreTheExchanges(
            @TempDir Path exchangeFolder, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
        Instant end = Instant.now().plus(FOR);
        int kills = 0;
        try (SandboxProcess sandbox =
                SandboxProcess.start(exchangeFolder, "--rate", "20", "--tier", "prestige", "--cash", CASH.toString())) {
            Map<String, String> environment = environment(sandbox);
            while (kills < FEWEST_KILLS || Instant.now().isBefore(end)) {
                environment.put("MARKET_MAKING_STRATEGY", kills % 2 == 0 ? "touch" : "incentive");
                spoil(sandbox);
                try (RunningCaravan caravan = RunningCaravan.start(folder, environment)) {
                    awaitSomeMoment(sandbox, caravan);
                    caravan.process().kill();
                }
                kills++;
                requireEndInSight(sandbox);
            }
            sandbox.control("/faults/none");
            environment.put("MARKET_MAKING_STRATEGY", "touch");
            Database ledger;
            try (RunningCaravan last = RunningCaravan.start(folder, environment)) {
                int before = orders(sandbox.truth("/state"));
                last.await("an order of the last life", LONGEST_QUESTION, () -> {
                    watchLimits(sandbox);
                    return orders(sandbox.truth("/state")) > before;
                });
                sandbox.control("/intensity?value=0.01");
                awaitQuiet(sandbox, last);
                last.process().stop();
                ledger = Database.ledger(last.data());
            }
            assertThat(exceeded).as("positions beyond the limit, seed " + seed).isEmpty();
            assertThat(sandbox.truth("/account").path("resting"))
                    .as("what rests after a stop")
                    .isEmpty();
            requireTheSame(sandbox, ledger);
            LOG.info(
                    "seed {}, {} kills, {} cycles, {} orders, {} fills, {} halts; thrown: {}",
                    seed,
                    kills,
                    ledger.count("market_making_cycles"),
                    ledger.count("submitted_orders"),
                    ledger.count("fills"),
                    ledger.count("halts"),
                    sandbox.truth("/state").path("faults"));
        }
    }

    private static Map<String, String> environment(SandboxProcess sandbox) {
        Map<String, String> environment = new HashMap<>(sandbox.asDemo());
        environment.put("TRADING_ENABLED", "true");
        environment.put("MARKET_MAKING_ENABLED", "true");
        environment.put("MARKET_MAKING_TICKERS", String.join(",", tickers(sandbox)));
        environment.put("MARKET_MAKING_MARKETS", String.valueOf(MARKETS));
        environment.put("MARKET_MAKING_TRADE_SIZE", "3");
        environment.put("MARKET_MAKING_TRADE_DELTA", "0");
        environment.put("MARKET_MAKING_INCENTIVE_SIZE", "1000000");
        environment.put("MARKET_MAKING_WAIT_TIME", "1s");
        environment.put("MARKET_MAKING_EXPIRATION", EXPIRATION.toSeconds() + "s");
        environment.put("KALSHI_MARKETS", environment.get("MARKET_MAKING_TICKERS"));
        environment.put("PORTFOLIO_RECONCILE_INTERVAL", "2s");
        environment.put("PORTFOLIO_RECHECK_WAIT", "1s");
        environment.put("PORTFOLIO_WRITE_INTERVAL", "1s");
        environment.put("RISK_CAPS_PERCENT", "100");
        environment.put("RISK_MAX_ORDER_CONTRACTS", "10");
        environment.put("RISK_MAX_POSITION_CONTRACTS", POSITION_LIMIT.toString());
        // Whoever quotes for half an hour at prices that jump this often loses more than a day should cost.
        environment.put("RISK_MAX_DAY_LOSS", "900 or 90%");
        environment.put("RISK_MAX_DAY_LOSS_HALT", "950 or 95%");
        environment.put("RISK_MAX_MARKET_DAY_LOSS", "900 or 90%");
        environment.put("RISK_MAX_DRAWDOWN_PERCENT", "95");
        environment.put("RISK_MAX_BURST", "100");
        environment.put("RISK_MAX_REPETITIONS", "1000");
        environment.put("RISK_MIN_ORDER_LIFE", "1s");
        environment.put(
                "CARAVAN_STAGES", "market-data,private-data,books,schedule,fills,portfolio,market-making,orders,risk");
        return environment;
    }

    private static BigDecimal money(Database ledger, String sql) {
        return new BigDecimal(ledger.column(sql).get(0));
    }

    /** A dollar for each NO contract. */
    private static BigDecimal tiedUp(JsonNode account) {
        BigDecimal contracts = BigDecimal.ZERO;
        for (JsonNode position : account.path("positions")) {
            contracts = contracts.add(
                    new BigDecimal(position.asText()).min(BigDecimal.ZERO).negate());
        }
        return contracts;
    }

    /** Markets with a book on both sides, away from the ends. */
    private static List<String> tickers(SandboxProcess sandbox) {
        List<String> tickers = new ArrayList<>();
        for (JsonNode market : Http.json(sandbox.exchange() + "/trade-api/v2/markets?status=open&limit=100")
                .path("markets")) {
            BigDecimal bid = new BigDecimal(market.path("yes_bid_dollars").asText("0"));
            if (bid.doubleValue() > 0.2 && bid.doubleValue() < 0.8 && tickers.size() < MARKETS) {
                tickers.add(market.path("ticker").asText());
            }
        }
        assertThat(tickers).hasSize(MARKETS);
        return tickers;
    }

    /** Arms what may go wrong on the way of an order and of what is told about it. */
    private void spoil(SandboxProcess sandbox) {
        sandbox.control("/faults/none");
        sandbox.control("/faults/rate-limit?on=true" + PORTFOLIO + "0.02");
        sandbox.control("/faults/server-error?on=true&applied=" + random.nextBoolean() + PORTFOLIO + "0.03");
        sandbox.control("/faults/reset-before?on=true" + PORTFOLIO + "0.02");
        sandbox.control("/faults/reset-after?on=true" + PORTFOLIO + "0.03");
        sandbox.control("/faults/late?on=true&ms=600" + PORTFOLIO + "0.01");
        sandbox.control("/faults/duplicate-fills?on=" + random.nextBoolean());
        sandbox.control("/faults/withhold-fills?on=" + (random.nextInt(4) == 0));
        sandbox.control("/faults/gap?on=true&probability=0.001");
        sandbox.control("/faults/stale-reads?ms=" + List.of("0", "50", "150").get(random.nextInt(3)));
    }

    /** Some orders or fills after the start, or while it starts. */
    private void awaitSomeMoment(SandboxProcess sandbox, RunningCaravan caravan) {
        boolean starting = IS_LONG && random.nextInt(5) == 0;
        int more = starting ? Integer.MAX_VALUE : 1 + random.nextInt(IS_LONG ? 60 : 8);
        Duration longest = starting ? Duration.ofMillis(500 + random.nextInt(9_000)) : Duration.ofSeconds(45);
        JsonNode before = sandbox.truth("/state");
        int cut = IS_LONG ? random.nextInt(4) : 1;
        boolean[] isCut = {cut != 0};
        try {
            Waiting.until("orders and fills", longest, () -> {
                watchLimits(sandbox);
                JsonNode now = sandbox.truth("/state");
                int happened = happened(now) - happened(before);
                if (!isCut[0] && happened * 2 > more) {
                    isCut[0] = true;
                    sandbox.control("/faults/cut");
                }
                return !caravan.process().isAlive() || happened >= more;
            });
        } catch (ConditionTimeoutException late) {
            LOG.info("Killed while nothing happens");
        }
        assertThat(caravan.process().isAlive()).as(caravan.process().output()).isTrue();
    }

    /** Nothing happens any more, so long that everything is written down. */
    private static void awaitQuiet(SandboxProcess sandbox, RunningCaravan caravan) {
        int[] happened = {-1};
        Instant[] since = {Instant.now()};
        caravan.await("a quiet moment", Duration.ofSeconds(60), () -> {
            int now = happened(sandbox.truth("/state"));
            if (now != happened[0]) {
                happened[0] = now;
                since[0] = Instant.now();
            }
            return since[0].plus(QUIET).isBefore(Instant.now());
        });
    }

    private static int orders(JsonNode state) {
        return state.path("orders").asInt();
    }

    private static int happened(JsonNode state) {
        return orders(state) + state.path("fills").asInt();
    }

    /** Notes where what is held and what rests, together, is beyond the limit. */
    private void watchLimits(SandboxProcess sandbox) {
        JsonNode account = sandbox.truth("/account");
        Map<String, BigDecimal> highest = new TreeMap<>();
        Map<String, BigDecimal> lowest = new TreeMap<>();
        account.path("positions").fields().forEachRemaining(position -> {
            BigDecimal held = new BigDecimal(position.getValue().asText());
            highest.put(position.getKey(), held);
            lowest.put(position.getKey(), held);
        });
        for (JsonNode order : account.path("resting")) {
            BigDecimal rests = new BigDecimal(order.path("remaining_count_fp").asText());
            boolean bid = order.path("book_side").asText().equals("bid");
            (bid ? highest : lowest)
                    .merge(order.path("ticker").asText(), bid ? rests : rests.negate(), BigDecimal::add);
        }
        if (highest.values().stream().anyMatch(most -> most.compareTo(POSITION_LIMIT) > 0)
                || lowest.values().stream().anyMatch(least -> least.negate().compareTo(POSITION_LIMIT) > 0)) {
            exceeded.add(account.toString());
        }
    }

    /** Nobody manages what rests now: it must end by itself. */
    private static void requireEndInSight(SandboxProcess sandbox) {
        Instant latest = Instant.now().plus(EXPIRATION).plusSeconds(1);
        for (JsonNode order : sandbox.truth("/account").path("resting")) {
            assertThat(order.path("expiration_time").asText()).as("%s", order).isNotEmpty();
            assertThat(Instant.parse(order.path("expiration_time").asText()))
                    .as("%s", order)
                    .isBefore(latest);
        }
    }

    private void requireTheSame(SandboxProcess sandbox, Database ledger) {
        List<String> clientOrderIds = new ArrayList<>();
        List<String> orders = new ArrayList<>();
        for (JsonNode order : sandbox.truth("/orders").path("orders")) {
            clientOrderIds.add(order.path("client_order_id").asText());
            orders.add("%s %s"
                    .formatted(
                            order.path("order_id").asText(),
                            new BigDecimal(order.path("filled_count_fp").asText())));
        }
        assertThat(clientOrderIds).as("seed " + seed).doesNotContain("").doesNotHaveDuplicates();
        assertThat(ledger.column("select order_id || ' ' || filled_contracts from submitted_orders"
                        + " where order_id is not null"))
                .as("orders with what traded of them, seed " + seed)
                .containsExactlyInAnyOrderElementsOf(orders);
        assertThat(ledger.column("select status from submitted_orders where status in"
                        + " ('submitted', 'unknown', 'accepted', 'resting')"))
                .isEmpty();
        assertThat(ledger.column("select trade_id || ' ' || order_id from fills order by 1"))
                .as("fills, seed " + seed)
                .containsExactlyElementsOf(sandbox.fills().keySet());
        assertThat(ledger.column("select trade_id || ' ' || order_id from fill_marks order by 1"))
                .as("own fills, seed " + seed)
                .containsExactlyElementsOf(sandbox.fills().keySet());

        JsonNode account = sandbox.truth("/account");
        BigDecimal cash = new BigDecimal(account.path("balance_dollars").asText()).subtract(sandbox.rebates());
        List<String> positions = new ArrayList<>();
        account.path("positions")
                .fields()
                .forEachRemaining(position -> positions.add(
                        position.getKey() + " " + position.getValue().asText()));
        assertThat(ledger.column("select ticker || ' ' || own_contracts from positions where own_contracts <> 0"))
                .as("positions, seed " + seed)
                .containsExactlyInAnyOrderElementsOf(positions);
        assertThat(ledger.column("select kind from cash_movements"))
                .as("money that nothing explains")
                .containsExactly("opening");
        assertThat(money(ledger, "select coalesce(sum(" + FLOW + "), 0) - coalesce(sum(fee_dollars), 0) from fills")
                        .add(CASH))
                .as("cash by the fills, with what NO positions tie up, seed " + seed)
                .isEqualByComparingTo(cash.add(tiedUp(account)));
        assertThat(money(ledger, "select sum(realized_dollars - fees_dollars) from pnl")
                        .subtract(money(ledger, "select coalesce(sum(own_cost_dollars), 0) from positions"))
                        .add(CASH))
                .as("cash by profit and loss, less what is held has cost, seed " + seed)
                .isEqualByComparingTo(cash);
        assertThat(money(ledger, "select sum(total_dollars) from pnl"))
                .as("profit and loss in its two parts")
                .isEqualByComparingTo(
                        money(ledger, "select sum(realized_dollars + unrealized_dollars - fees_dollars) from pnl"));
        assertThat(ledger.column("select reason from halts")).as("halts").isEmpty();
    }
}
