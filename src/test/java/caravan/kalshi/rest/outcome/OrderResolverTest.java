package caravan.kalshi.rest.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Operations;
import caravan.kalshi.rest.OutcomeUnknownException;
import caravan.kalshi.rest.RestClient;
import caravan.kalshi.rest.budget.Pace;
import caravan.kalshi.rest.budget.Sleeper;
import caravan.kalshi.rest.outcome.OrderResolver.Missing;
import caravan.model.OrderReceipt;
import caravan.model.Quantity;
import caravan.model.WriteOutcome;
import caravan.model.WriteOutcome.Done;
import caravan.model.WriteOutcome.NotDone;
import caravan.model.WriteOutcome.Unknown;
import caravan.sandbox.exchange.rest.Tier;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the resolver finds out at an exchange that carries out what it does not answer, or does not, or does so late. */
@Timeout(60)
class OrderResolverTest {
    private static final Operation CREATE = Operations.named("CreateOrderV2");
    private static final Operation CREATES = Operations.named("BatchCreateOrdersV2");
    private static final Operation CANCEL = Operations.named("CancelOrderV2");
    private static final Operation AMEND = Operations.named("AmendOrderV2");
    private static final Operation DECREASE = Operations.named("DecreaseOrderV2");
    private static final String WRITES = "&path=/trade-api/v2/portfolio/events/orders";
    /** Where nothing is late: the requests here are over when they are over. */
    private static final Patience SHORT =
            new Patience(Duration.ofMillis(50), Duration.ofMillis(10), Duration.ofMillis(50), 100);

    @TempDir
    static Path folder;

    private static FaultyExchange faulty;
    private static int number;

    private final OrderResolver resolver = resolver(SHORT);

    @BeforeAll
    static void start() {
        faulty = new FaultyExchange(folder, Tier.PRESTIGE, 0, Duration.ofSeconds(20), 1);
    }

    @AfterAll
    static void stop() {
        faulty.close();
    }

    @AfterEach
    void allIsWellAgain() {
        faulty.turn("faults/none");
    }

    @Test
    void lostAnswerOfAnOrderIsFoundThoughReadsLag() {
        faulty.turn("faults/stale-reads?ms=300");
        faulty.turn("faults/reset-after?count=1" + WRITES);
        Map<String, Object> order = order();
        assertThat(resolve(CREATE, order, Missing.STAYS_MISSING))
                .singleElement()
                .satisfies(outcome -> assertThat((Done) outcome)
                        .returns(order.get("client_order_id"), Done::clientOrderId)
                        .returns(Quantity.ZERO, Done::filled)
                        .returns(Quantity.ofContracts(5), Done::remaining));
    }

    @Test
    void orderThatDidNotArriveWasNeverPlaced() {
        faulty.turn("faults/reset-before?count=1" + WRITES);
        assertThat(resolve(CREATE, order(), Missing.STAYS_MISSING))
                .containsExactly(new NotDone("no such order was placed"));
    }

    @Test
    void orderThatDidNotArriveIsPlacedOnceWhereItIsStillWanted() {
        faulty.turn("faults/server-error?code=503&count=1" + WRITES);
        Map<String, Object> order = order();
        WriteOutcome outcome = resolve(CREATE, order, Missing.IS_PLACED).get(0);
        assertThat(outcome).isInstanceOf(Done.class);
        assertThat(faulty.orders())
                .filteredOn(there -> order.get("client_order_id").equals(there.clientOrderId()))
                .hasSize(1);
    }

    /** The refused duplicate proves that the order is there before reads show it. */
    @Test
    void orderThatIsThereIsNotPlacedAgain() {
        faulty.turn("faults/stale-reads?ms=400");
        faulty.turn("faults/server-error?code=504&applied=true&count=1" + WRITES);
        Map<String, Object> order = order();
        assertThat(resolve(CREATE, order, Missing.IS_PLACED)).singleElement().isInstanceOf(Done.class);
        faulty.turn("faults/stale-reads?ms=0");
        assertThat(faulty.orders())
                .filteredOn(there -> order.get("client_order_id").equals(there.clientOrderId()))
                .hasSize(1);
    }

    /** That it is not there yet does not say that it will not be. */
    @Test
    void orderThatIsLateIsWaitedFor() {
        faulty.turn("faults/late?ms=1500&count=1" + WRITES);
        OrderResolver patient =
                resolver(new Patience(Duration.ofSeconds(10), Duration.ofMillis(10), Duration.ofMillis(50), 1_000));
        Unanswered request = fail(faulty.client(Duration.ofMillis(300), 2), CREATE, order());
        assertThat(patient.resolve(request, Missing.STAYS_MISSING))
                .singleElement()
                .isInstanceOf(Done.class);
    }

    @Test
    void eachOrderOfABatchHasItsOutcome() {
        Map<String, Object> first = order();
        Map<String, Object> second = order();
        Map<String, Object> third = order();
        Map<String, Object> batch = Map.of("orders", List.of(first, second, third));
        // It counts as a part of the batch that was carried out, so the batch began before it.
        Instant begun = Instant.now();
        faulty.client.call(CREATE, second);
        faulty.turn("faults/reset-before?count=1" + WRITES);
        Unanswered failed = fail(CREATES, batch);
        List<WriteOutcome> outcomes =
                resolver.resolve(new Unanswered(CREATES, batch, begun, failed.ended()), Missing.STAYS_MISSING);
        assertThat(outcomes).hasSize(3);
        assertThat(outcomes.get(0)).isInstanceOf(NotDone.class);
        assertThat(outcomes.get(1)).isInstanceOf(Done.class);
        assertThat(outcomes.get(2)).isInstanceOf(NotDone.class);
    }

    @Test
    void cancelIsRepeatedUntilTheOrderHasEnded() {
        for (String fault : new String[] {"reset-before?count=1", "reset-after?count=1"}) {
            String id = placed(order());
            faulty.turn("faults/stale-reads?ms=300");
            faulty.turn("faults/" + fault + WRITES);
            assertThat(resolve(CANCEL, Map.of("order_id", id), Missing.STAYS_MISSING))
                    .singleElement()
                    .satisfies(outcome -> assertThat((Done) outcome)
                            .returns(id, Done::orderId)
                            .returns(Quantity.ZERO, Done::remaining));
        }
    }

    @Test
    void decreaseToAQuantityIsRepeatedAndOneByAQuantityIsNot() {
        for (String fault : new String[] {"reset-before?count=1", "reset-after?count=1"}) {
            String id = placed(order());
            faulty.turn("faults/" + fault + WRITES);
            assertThat(resolve(DECREASE, Map.of("order_id", id, "reduce_to", "2"), Missing.STAYS_MISSING))
                    .singleElement()
                    .satisfies(
                            outcome -> assertThat(((Done) outcome).remaining()).isEqualTo(Quantity.ofContracts(2)));
        }
        Unanswered by =
                new Unanswered(DECREASE, Map.of("order_id", "o", "reduce_by", "2"), Instant.EPOCH, Instant.EPOCH);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> resolver.resolve(by, Missing.STAYS_MISSING))
                .withMessageStartingWith("expected 'reduce_to', found 'reduce_by'");
    }

    @Test
    void amendIsComparedAndNotRepeated() {
        Map<String, Object> order = order();
        String id = placed(order);
        Map<String, Object> change = new HashMap<>(Map.of("order_id", id, "price", "0.02", "count", "7"));
        change.put("ticker", order.get("ticker"));
        change.put("side", order.get("side"));
        faulty.turn("faults/reset-before?count=1" + WRITES);
        assertThat(resolve(AMEND, change, Missing.IS_PLACED)).containsExactly(new NotDone("the order is as it was"));
        faulty.turn("faults/stale-reads?ms=300");
        faulty.turn("faults/reset-after?count=1" + WRITES);
        OrderResolver patient =
                resolver(new Patience(Duration.ofSeconds(10), Duration.ofMillis(10), Duration.ofMillis(50), 1_000));
        assertThat(resolve(patient, AMEND, change, Missing.STAYS_MISSING))
                .singleElement()
                .satisfies(outcome -> assertThat(((Done) outcome).remaining()).isEqualTo(Quantity.ofContracts(7)));
    }

    @Test
    void whatTheExchangeDoesNotTellStaysUnknown() {
        faulty.turn("faults/reset-after?count=1" + WRITES);
        Map<String, Object> order = order();
        Unanswered request = fail(CREATE, order);
        faulty.turn("faults/server-error?on=true&code=503&path=/trade-api/v2/exchange");
        OrderResolver brief =
                resolver(new Patience(Duration.ofSeconds(1), Duration.ofMillis(1), Duration.ofMillis(1), 2));
        assertThat(brief.resolve(request, Missing.STAYS_MISSING))
                .singleElement()
                .isInstanceOfSatisfying(
                        Unknown.class, unknown -> assertThat(unknown.reason()).contains("GetUserDataTimestamp"));
    }

    @Test
    void orderWithoutAnIdOfOursCannotBeFound() {
        Map<String, Object> order = new HashMap<>(order());
        order.remove("client_order_id");
        Unanswered request = new Unanswered(CREATE, order, Instant.EPOCH, Instant.EPOCH);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> resolver.resolve(request, Missing.IS_PLACED))
                .withMessageStartingWith("expected 'client_order_id'");
    }

    private List<WriteOutcome> resolve(Operation operation, Map<String, Object> parameters, Missing missing) {
        return resolve(resolver, operation, parameters, missing);
    }

    private static List<WriteOutcome> resolve(
            OrderResolver by, Operation operation, Map<String, Object> parameters, Missing missing) {
        return by.resolve(fail(operation, parameters), missing);
    }

    private static Unanswered fail(Operation operation, Map<String, Object> parameters) {
        return fail(faulty.client, operation, parameters);
    }

    private static Unanswered fail(RestClient client, Operation operation, Map<String, Object> parameters) {
        Instant begun = Instant.now();
        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> client.call(operation, parameters));
        return new Unanswered(operation, parameters, begun, Instant.now());
    }

    private static String placed(Map<String, Object> order) {
        return ((OrderReceipt.Placed) faulty.client.call(CREATE, order)).orderId();
    }

    private static OrderResolver resolver(Patience patience) {
        return new OrderResolver(
                faulty.client::call,
                new Pace(System::nanoTime, Sleeper.SYSTEM, new Random(1)),
                InstantSource.system(),
                patience);
    }

    private static Map<String, Object> order() {
        return Map.of(
                "client_order_id",
                "r-" + number++,
                "ticker",
                faulty.exchange.tickers().get(0),
                "side",
                "bid",
                "price",
                "0.01",
                "count",
                "5",
                "time_in_force",
                "good_till_canceled",
                "self_trade_prevention_type",
                "taker_at_cross");
    }
}
