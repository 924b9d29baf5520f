package caravan.kalshi.rest.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.kalshi.rest.budget.Pace;
import caravan.model.OrderUpdate;
import caravan.sandbox.exchange.rest.Tier;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Orders placed, amended, decreased and canceled, one by one and several at once, by many at a time, while requests are
 * refused, answered with 5xx, cut before and after they are carried out, answered late or never, and reads lag.
 *
 * <p>{@code -Dchaos.orders} says how many operations, {@code -Dchaos.seed} which.
 */
class OutcomesUnderFaultsTest {
    private static final int USUAL = 160;
    private static final int OPERATIONS = Integer.getInteger("chaos.orders", USUAL);
    private static final int TRADERS = 24;
    private static final int MARKETS = 4;
    private static final int FAULTS_CHANGE_EVERY = 100;
    private static final List<String> LAGS = List.of("0", "50", "150", "300");
    /** The exchange takes no signature that is older than two seconds: its clock is wrong by eighteen. */
    private static final Patience PATIENCE =
            new Patience(Duration.ofMillis(2_100), Duration.ofMillis(10), Duration.ofMillis(100), 100);

    private final long seed = Long.getLong("chaos.seed", 4711);
    private final SplittableRandom random = new SplittableRandom(seed);
    private final AtomicInteger left = new AtomicInteger(OPERATIONS);
    private final ExecutorService threads = Executors.newFixedThreadPool(TRADERS);

    @TempDir
    Path folder;

    private FaultyExchange faulty;

    @BeforeEach
    void start() {
        faulty = new FaultyExchange(folder, Tier.PRESTIGE, 0.3, Duration.ofMillis(400), seed);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        faulty.close();
    }

    @Test
    void everyOutcomeIsKnownAndEveryOrderIsThereOnce() throws Exception {
        OrderResolver resolver =
                new OrderResolver(faulty.client::call, Pace.system(new Random(seed)), InstantSource.system(), PATIENCE);
        List<String> tickers = faulty.exchange.tickers().subList(0, MARKETS);
        List<Trader> traders = new ArrayList<>();
        for (int i = 0; i < TRADERS; i++) {
            traders.add(new Trader("t" + i, faulty.client::call, resolver, tickers, random.split()));
        }
        faulty.turn("faults/clock-skew?seconds=18");
        spoil();
        List<Future<?>> runs = new ArrayList<>();
        for (Trader trader : traders) {
            runs.add(threads.submit(() -> run(trader)));
        }
        for (Future<?> run : runs) {
            run.get(30, TimeUnit.MINUTES);
        }
        faulty.turn("faults/none");
        compare(traders);
    }

    private void run(Trader trader) {
        for (int number = left.getAndDecrement(); number > 0; number = left.getAndDecrement()) {
            if (number % FAULTS_CHANGE_EVERY == 0) {
                spoil();
            }
            trader.trade();
        }
    }

    private synchronized void spoil() {
        String now = "&path=/trade-api/v2/&probability=";
        faulty.turn("faults/rate-limit?on=true" + now + "0.02");
        faulty.turn("faults/server-error?on=true&applied=" + random.nextBoolean() + now + "0.03");
        faulty.turn("faults/reset-before?on=true" + now + "0.02");
        faulty.turn("faults/reset-after?on=true" + now + "0.02");
        faulty.turn("faults/timeout-before?on=true&seconds=1" + now + "0.01");
        faulty.turn("faults/timeout-after?on=true&seconds=1" + now + "0.01");
        faulty.turn("faults/late?on=true&ms=600" + now + "0.01");
        faulty.turn("faults/stale-reads?ms=" + LAGS.get(random.nextInt(LAGS.size())));
    }

    private void compare(List<Trader> traders) {
        JsonNode faults = faulty.state().path("faults");
        int unknown = traders.stream().mapToInt(trader -> trader.resolved).sum();
        String seen = "%d unknown outcomes, %d refusals, faults %s, %s"
                .formatted(
                        unknown,
                        traders.stream().mapToInt(trader -> trader.refused).sum(),
                        faults,
                        faulty.client.budget());
        if (OPERATIONS > USUAL) {
            LoggerFactory.getLogger(getClass()).info("{} operations: {}", OPERATIONS, seen);
        }
        Map<String, OrderUpdate> theirs = new TreeMap<>();
        List<String> twice = new ArrayList<>();
        for (OrderUpdate order : faulty.orders()) {
            if (theirs.put(String.valueOf(order.clientOrderId()), order) != null) {
                twice.add(order.toString());
            }
        }
        assertThat(twice).as("orders with one client order id").isEmpty();
        Map<String, String> ours = new TreeMap<>();
        for (Trader trader : traders) {
            assertThat(trader.unknown).as("outcomes that stayed unknown").isEmpty();
            trader.placed.forEach((id, belief) -> ours.put(id, belief.orderId));
            assertThat(trader.neverPlaced)
                    .as("orders that were not placed")
                    .doesNotContainAnyElementsOf(theirs.keySet());
            trader.placed.forEach((id, belief) -> compare(id, belief, theirs.get(id)));
        }
        Map<String, String> there = new TreeMap<>();
        theirs.forEach((id, order) -> there.put(id, order.orderId()));
        assertThat(ours).isEqualTo(there);
        assertThat(unknown).as(seen).isGreaterThan(OPERATIONS / 50);
        assertThat(faulty.client.budget().refusedThere())
                .as("answers 429, of which some do not arrive")
                .isLessThanOrEqualTo(faults.path("rate-limit").asLong());
        assertThat(faulty.state().path("over_budget").asLong(-1))
                .as("requests that the exchange's own count refused")
                .isZero();
        assertThat(faulty.client.budget().known()).isTrue();
    }

    private static void compare(String id, Trader.Belief belief, OrderUpdate order) {
        assertThat(order).as(id).isNotNull();
        assertThat(order.orderId()).isEqualTo(belief.orderId);
        if (belief.ended) {
            assertThat(order.status()).as(id).isNotEqualTo(OrderUpdate.Status.RESTING);
        }
        if (order.status() == OrderUpdate.Status.RESTING) {
            assertThat(belief.price).as(id).isIn(null, order.price());
            assertThat(belief.total).as(id).isIn(null, order.filled().plus(order.remaining()));
        }
    }
}
