package caravan.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.fills.Ledgers;
import caravan.kalshi.catalogue.Operations;
import caravan.kalshi.rest.KalshiException;
import caravan.kalshi.rest.outcome.FaultyExchange;
import caravan.model.BookSide;
import caravan.model.OrderRequest;
import caravan.model.OrderUpdate;
import caravan.model.OrderUpdate.Status;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Quote;
import caravan.model.QuotePlan;
import caravan.model.RestingOrder;
import caravan.sandbox.exchange.rest.Tier;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The one door, to the sandbox's exchange over real HTTP and its stream. */
class OrdersRouteTest {
    private static final int ROUNDS = Integer.getInteger("chaos.rounds", 12);
    private static final long SEED = Long.getLong("chaos.seed", 7);
    private static final String NOW = "&path=/trade-api/v2/portfolio/&probability=";

    @TempDir
    Path folder;

    private FaultyExchange faulty;
    private HikariDataSource ledger;
    private OrdersHouse house;
    private String ticker;

    @BeforeEach
    void start() throws Exception {
        faulty = new FaultyExchange(folder, Tier.PRESTIGE, 0, Duration.ofMillis(400), SEED);
        faulty.turn("faults/clock-skew?seconds=18");
        ledger = Ledgers.open(folder);
        house = new OrdersHouse(faulty, ledger);
        ticker = faulty.exchange.tickers().get(0);
    }

    @AfterEach
    void stop() {
        house.close();
        ledger.close();
        faulty.close();
    }

    @Test
    void whatIsWantedComesToRestWithTheFewestRequests() {
        assertThat(house.place(plan(bid(1, 10), ask(99, 10)))).hasSize(2).allMatch(line -> line.endsWith(" accepted"));
        settle();
        List<OrderUpdate> placed = resting();
        assertThat(placed).extracting(OrderUpdate::remaining).containsOnly(Quantity.ofContracts(10));
        assertThat(placed)
                .extracting(OrderUpdate::orderGroupId)
                .doesNotContainNull()
                .containsOnly(placed.get(0).orderGroupId());
        assertThat(placed).allMatch(order -> order.expirationTime() != null);
        assertThat(house.recorded).hasSize(2);

        assertThat(house.place(plan(bid(1, 10), ask(99, 10)))).isEmpty();
        assertThat(house.place(plan(bid(1, 4), ask(98, 10)))).hasSize(2).allMatch(line -> line.endsWith(" accepted"));
        settle();
        assertThat(resting())
                .extracting(OrderUpdate::orderId)
                .isEqualTo(placed.stream().map(OrderUpdate::orderId).toList());
        assertThat(house.orders.in(ticker))
                .extracting(RestingOrder::quantity)
                .containsExactlyInAnyOrder(Quantity.ofContracts(4), Quantity.ofContracts(10));

        assertThat(house.place(plan(ask(98, 10)))).hasSize(1);
        settle();
        assertThat(house.cancel()).hasSize(1);
        settle();
        assertThat(resting()).isEmpty();
        assertThat(house.orders.all()).isEmpty();
        assertThat(rows("select outcome from order_requests")).hasSize(6).containsOnly("accepted");
        assertThat(rows("select status from submitted_orders")).containsExactly("canceled", "canceled");
    }

    @Test
    void whatTheExchangeRefusesIsOver() {
        List<String> lines = house.place(plan(bid(99, 10)));
        assertThat(lines).singleElement().asString().contains("rejected").contains("post only cross");
        assertThat(house.orders.all()).isEmpty();
        assertThat(house.exit(new OrderRequest.Exit(
                        ticker, BookSide.ASK, Price.ofCents(1), Quantity.ofContracts(5), "nothing is held")))
                .hasSize(1);
        settle();
        assertThat(house.orders.all()).isEmpty();
        assertThat(resting()).isEmpty();
    }

    /** The exchange's own limiter has canceled everything, and takes nothing until it is reset. */
    @Test
    void aMarketWhoseGroupHadEnoughPausesAndIsQuotedAgain() {
        house.place(plan(bid(1, 10), ask(99, 10)));
        settle();
        faulty.client.call(
                Operations.named("TriggerOrderGroup"),
                Map.of("order_group_id", Objects.requireNonNull(resting().get(0).orderGroupId())));
        await().until(() -> resting().isEmpty());
        settle();
        assertThat(house.place(plan(bid(1, 10), ask(99, 10)))).hasSize(2).allMatch(line -> line.contains("rejected"));
        assertThat(house.place(plan(bid(1, 10), ask(99, 10))))
                .singleElement()
                .asString()
                .contains("waits, for too much traded within 15 seconds");
        assertThat(resting()).isEmpty();

        house.ahead = Duration.ofSeconds(16);
        assertThat(house.place(plan(bid(1, 10), ask(99, 10)))).hasSize(2).allMatch(line -> line.endsWith(" accepted"));
        settle();
        assertThat(resting()).hasSize(2);
    }

    @Test
    void aGroupOutlivesAFailureToResetIt() {
        house.place(plan(bid(1, 10)));
        settle();
        String group = Objects.requireNonNull(resting().get(0).orderGroupId());
        faulty.client.call(Operations.named("TriggerOrderGroup"), Map.of("order_group_id", group));
        await().until(() -> resting().isEmpty());
        settle();
        house.place(plan(bid(1, 10)));
        house.ahead = Duration.ofSeconds(16);
        faulty.turn(
                "faults/reset-before?on=true&method=PUT" + NOW.replace("portfolio/", "portfolio/order_groups") + "1");
        assertThat(house.place(plan(bid(1, 10)))).singleElement().asString().contains("rejected");
        assertThat(resting()).isEmpty();

        faulty.turn("faults/reset-before?on=false");
        assertThat(house.place(plan(bid(1, 10)))).singleElement().asString().endsWith(" accepted");
        settle();
        assertThat(resting()).extracting(OrderUpdate::orderGroupId).containsExactly(group);
    }

    /** Whoever asks for a cancel gets it, also where the exchange had no time for it at first. */
    @Test
    void aCancelThatIsRefusedIsAskedForAgain() {
        house.place(plan(bid(1, 10)));
        settle();
        faulty.turn("faults/rate-limit?on=true" + NOW.replace("portfolio/", "portfolio/events/orders") + "1");
        assertThat(house.cancel()).isEmpty();
        assertThat(resting()).hasSize(1);
        faulty.turn("faults/rate-limit?on=false");
        await().atMost(Duration.ofSeconds(10)).until(() -> resting().isEmpty());
        settle();
    }

    @Test
    void anOrderWhoseAnswerWasLostWithTheProcessIsThereOnce() throws Exception {
        faulty.turn("faults/reset-after?on=true" + NOW.replace("portfolio/", "portfolio/events/orders") + "1");
        assertThat(house.place(plan(bid(1, 10)))).singleElement().asString().contains("unknown");
        house.close();
        faulty.turn("faults/reset-after?on=false");

        house = new OrdersHouse(faulty, ledger);
        assertThat(house.orders.in(ticker)).hasSize(1);
        assertThat(house.place(plan(bid(1, 10)))).singleElement().asString().contains("what an earlier run left");
        placeUntilIdle(plan(bid(1, 10)));
        assertThat(resting()).hasSize(1);
        assertThat(house.orders.in(ticker)).hasSize(1);
    }

    @Test
    void anOrderThatTheExchangeDoesNotKnowIsOverOnceItHasSurelyExpired() throws Exception {
        house.close();
        JdbcClient.create(ledger)
                .sql("""
                        insert into submitted_orders (client_order_id, last_client_order_id, order_id, ticker, book_side,
                            kind, status, yes_price_dollars, total_contracts, filled_contracts, expiration_time,
                            submitted_time, changed_time, instance)
                        values ('c-1', 'c-1', 'gone', :ticker, 'bid', 'create', 'resting', 0.01, 10, 0, :expired, :expired,
                            :expired, 'house')
                        """)
                .param("ticker", ticker)
                .param("expired", OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(10))
                .update();
        house = new OrdersHouse(faulty, ledger);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> house.orders.in(ticker).isEmpty());
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(rows("select status from submitted_orders where order_id = 'gone'"))
                        .containsExactly("expired"));
    }

    @Test
    void anOrderThatNeverLeftTheProcessIsPlacedOnce() throws Exception {
        faulty.turn("faults/reset-before?on=true" + NOW.replace("portfolio/", "portfolio/events/orders") + "1");
        house.place(plan(bid(1, 10)));
        assertThat(house.orders.unknown()).isOne();
        house.close();
        faulty.turn("faults/reset-before?on=false");

        house = new OrdersHouse(faulty, ledger);
        placeUntilIdle(plan(bid(1, 10)));
        assertThat(resting()).hasSize(1);
        assertThat(rows("select status from submitted_orders")).contains("rejected");
    }

    @Test
    void faultsOfEveryKindDoubleNothingAndLoseNothing() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<String> tickers = faulty.exchange.tickers().subList(0, 3);
        for (int round = 0; round < ROUNDS; round++) {
            if (round % 8 == 0) {
                spoil(random);
            }
            List<QuotePlan> plans = new ArrayList<>();
            for (String market : tickers) {
                plans.add(random.nextInt(8) == 0 ? QuotePlan.nothing(market, "test") : plan(market, random));
            }
            house.place(plans.toArray(QuotePlan[]::new));
            requireAllCounted();
        }
        faulty.turn("faults/none");
        faulty.turn("faults/clock-skew?seconds=18");
        settle();
        List<OrderUpdate> theirs = resting();
        Set<String> sides = new HashSet<>();
        assertThat(theirs).as("one a side and market").allMatch(order -> sides.add(order.ticker() + order.side()));
        assertThat(house.orders.all().stream().map(RestingOrder::clientOrderId).toList())
                .containsExactlyInAnyOrderElementsOf(
                        theirs.stream().map(OrderUpdate::clientOrderId).toList());
        house.cancel();
        settle();
        assertThat(resting()).isEmpty();
        assertThat(house.orders.all()).isEmpty();
        assertThat(rows("select status from submitted_orders where status not in"
                        + " ('filled', 'canceled', 'expired', 'rejected')"))
                .isEmpty();
    }

    /** Whatever rests there is counted here, whether or not we were answered. What is read there lags a little behind. */
    private void requireAllCounted() {
        await().atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptionsInstanceOf(KalshiException.class)
                .untilAsserted(() -> {
                    for (OrderUpdate order : resting()) {
                        assertThat(house.orders.in(order.ticker()))
                                .as("what counts beside %s", order)
                                .anyMatch(counted -> counted.side() == order.side()
                                        && counted.price().equals(order.price())
                                        && counted.quantity().compareTo(order.remaining()) >= 0);
                    }
                });
    }

    private void spoil(SplittableRandom random) {
        faulty.turn("faults/rate-limit?on=true" + NOW + "0.03");
        faulty.turn("faults/server-error?on=true&applied=" + random.nextBoolean() + NOW + "0.05");
        faulty.turn("faults/reset-before?on=true" + NOW + "0.03");
        faulty.turn("faults/reset-after?on=true" + NOW + "0.05");
        faulty.turn("faults/timeout-after?on=true&seconds=1" + NOW + "0.02");
        faulty.turn("faults/late?on=true&ms=600" + NOW + "0.01");
        faulty.turn("faults/stale-reads?ms=" + List.of("0", "50", "150").get(random.nextInt(3)));
    }

    /** All outcomes are known, and nothing is in the way any more. */
    private void settle() {
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> {
                    assertThat(house.orders.unknown()).isZero();
                    assertThat(rows("select status from submitted_orders where status in ('submitted', 'unknown')"))
                            .isEmpty();
                    List<String> theirs = resting().stream()
                            .map(OrderUpdate::clientOrderId)
                            .sorted()
                            .toList();
                    List<String> ours = house.orders.all().stream()
                            .map(RestingOrder::clientOrderId)
                            .sorted()
                            .toList();
                    assertThat(ours).isEqualTo(theirs);
                    List<Quantity> rest = resting().stream()
                            .map(OrderUpdate::remaining)
                            .sorted()
                            .toList();
                    assertThat(house.orders.all().stream()
                                    .map(RestingOrder::quantity)
                                    .sorted()
                                    .toList())
                            .isEqualTo(rest);
                });
    }

    private void placeUntilIdle(QuotePlan plan) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> house.place(plan).isEmpty());
    }

    private List<OrderUpdate> resting() {
        return faulty.orders().stream()
                .filter(order -> order.status() == Status.RESTING)
                .sorted(Comparator.comparing(OrderUpdate::orderId))
                .toList();
    }

    private List<String> rows(String sql) {
        return JdbcClient.create(ledger).sql(sql).query(String.class).list();
    }

    private QuotePlan plan(Quote... quotes) {
        return new QuotePlan(ticker, List.of(quotes), List.of());
    }

    private static QuotePlan plan(String market, SplittableRandom random) {
        return new QuotePlan(
                market,
                List.of(
                        quote(market, BookSide.BID, 1 + random.nextInt(2), 1 + random.nextInt(9)),
                        quote(market, BookSide.ASK, 98 + random.nextInt(2), 1 + random.nextInt(9))),
                List.of());
    }

    private Quote bid(int cents, int contracts) {
        return quote(ticker, BookSide.BID, cents, contracts);
    }

    private Quote ask(int cents, int contracts) {
        return quote(ticker, BookSide.ASK, cents, contracts);
    }

    private static Quote quote(String market, BookSide side, int cents, int contracts) {
        return new Quote(market, side, Price.ofCents(cents), Quantity.ofContracts(contracts), "test");
    }
}
