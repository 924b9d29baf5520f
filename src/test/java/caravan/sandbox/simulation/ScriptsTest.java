package caravan.sandbox.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.model.Action;
import caravan.model.BookSide;
import caravan.model.Outcome;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.NewOrder;
import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.OrderStatus;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptsTest {
    private static final long START = Worlds.START;

    private final Tape tape = new Tape();
    private final World world = world(1);
    private final Market market = Objects.requireNonNull(
            world.market(world.listings().iterator().next().ticker()));

    private World world(double intensity) {
        return new World(
                new WorldOptions(1, START, WorldOptions.DEFAULT_CASH, Duration.ofSeconds(8), intensity, true), tape);
    }

    @Test
    void partsAreFilledAtExactlyTheirPricesAndTimes() {
        Order order = world.place(script(Outcome.YES, Action.BUY, "1.00@0.33", "2.50@0.34", "3.25@0.34"));
        after(1_000);
        assertThat(order.status()).isEqualTo(OrderStatus.EXECUTED);
        assertThat(fills(order)).containsExactly("100 at 3300 taker +0", "250 at 3400 +200", "325 at 3400 +300");
    }

    @Test
    void aBidForNoStandsOnTheOtherSide() {
        Order order = world.place(script(Outcome.NO, Action.BUY, "1.00@0.24", "2.00@0.25"));
        after(1_000);
        assertThat(order.side()).isEqualTo(BookSide.ASK);
        assertThat(fills(order)).containsExactly("100 at 7600 taker +0", "200 at 7500 +200");
    }

    @Test
    void pricesThatGoBackAndForthMoveTheOrder() {
        Order order = world.place(script(Outcome.YES, Action.BUY, "1.00@0.34", "1.00@0.32", "1.00@0.34"));
        after(1_000);
        assertThat(fills(order)).containsExactly("100 at 3400 +100", "100 at 3200 +200", "100 at 3400 +300");
    }

    @Test
    void whatStrangersBidFirstTradesFirst() {
        Account stranger = world.engine().admit("stranger", 1_000_000_000);
        Order ahead = world.engine().place(NewOrder.limit(stranger, market, BookSide.BID, 3400, 700));
        Order order = world.place(script(Outcome.YES, Action.BUY, "1.00@0.34", "2.00@0.34"));
        after(1_000);
        assertThat(fills(order)).containsExactly("100 at 3400 +100", "200 at 3400 +200");
        assertThat(ahead.filled()).isEqualTo(700);
    }

    @Test
    void anIncompleteOrderKeepsRestingWithTheLastPart() {
        Order order = world.place(new ScriptedOrder(
                market.ticker(),
                Outcome.YES,
                Action.BUY,
                parts("1.00@0.34", "2.00@0.34"),
                Duration.ofMillis(10),
                false));
        after(1_000);
        assertThat(order.status()).isEqualTo(OrderStatus.RESTING);
        assertThat(order.remaining()).isEqualTo(200);
    }

    @Test
    void aCanceledOrderIsNotFilled() {
        Order order = world.place(script(Outcome.YES, Action.BUY, "1.00@0.34", "2.00@0.34"));
        after(150);
        world.engine().cancel(order);
        after(1_000);
        assertThat(order.filled()).isEqualTo(100);
    }

    @Test
    void ordersOfUsersAreNotTradedWith() {
        world.engine().place(NewOrder.limit(world.own(), market, BookSide.ASK, 3500, 100));
        assertThatThrownBy(() -> world.place(script(Outcome.YES, Action.BUY, "1.00@0.36")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cancel it first");
    }

    @Test
    void pricesAreOnTheGridAndMarketsKnown() {
        assertThatThrownBy(() -> world.place(script(Outcome.YES, Action.BUY, "1.00@0.335")))
                .hasMessageContaining("price must be on the grid")
                .hasMessageContaining("0.3350");
        assertThatThrownBy(() -> world.place(
                        new ScriptedOrder("KXNONE", Outcome.YES, Action.BUY, parts("1.00@0.33"), Duration.ZERO, true)))
                .hasMessageContaining("was KXNONE");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 20})
    void everyPartOfEveryBurstIsOneFill(double intensity) {
        World busy = world(intensity);
        for (int burst = 0; burst < 5; burst++) {
            List<Order> orders = busy.burst(4, 5, Duration.ofMillis(40));
            busy.advanceTo(busy.engine().now() + 100_000);
            orders.addAll(busy.burst(40, 5, Duration.ofMillis(40)));
            busy.advanceTo(busy.engine().now() + 10_000_000);
            assertThat(orders).allSatisfy(order -> {
                assertThat(order.status()).isEqualTo(OrderStatus.EXECUTED);
                assertThat(tape.fillsOf(order)).hasSize(5);
            });
        }
    }

    @Test
    void aLargeBurstSharesTheMoney() {
        List<Order> orders = world.burst(1_000, 10, Duration.ZERO);
        after(1);
        assertThat(orders).allMatch(order -> order.status() == OrderStatus.EXECUTED);
        assertThat(tape.fills.stream().filter(fill -> fill.order().account() == world.own()))
                .hasSize(10_000);
    }

    @Test
    void randomOrdersComeOnceSomebodyListens() {
        World lively =
                new World(new WorldOptions(1, START, WorldOptions.DEFAULT_CASH, Duration.ofSeconds(8), 1, false), tape);
        lively.advanceTo(START + 60_000_000);
        assertThat(own(lively)).isZero();
        lively.expectOrders();
        lively.advanceTo(START + 64_500_000);
        assertThat(own(lively)).isBetween(2L, 6L);
        lively.advanceTo(START + 124_500_000);
        assertThat(lively.own().cash()).isPositive();
        assertThat(tape.fills.stream()
                        .filter(fill -> fill.order().account() == lively.own())
                        .map(fill -> fill.order().id())
                        .distinct())
                .hasSize(8);
    }

    private long own(World world) {
        return tape.fills.stream()
                .filter(fill -> fill.order().account() == world.own())
                .count();
    }

    private void after(long millis) {
        world.advanceTo(world.engine().now() + millis * 1_000);
    }

    private List<String> fills(Order order) {
        return tape.fillsOf(order).stream()
                .map(fill -> fill.trade().quantity() + " at " + fill.trade().price()
                        + (fill.taker() ? " taker +" : " +") + (fill.trade().time() - START) / 1_000)
                .toList();
    }

    private ScriptedOrder script(Outcome outcome, Action action, String... parts) {
        return new ScriptedOrder(market.ticker(), outcome, action, parts(parts), Duration.ofMillis(100), true);
    }

    private static List<ScriptedOrder.Part> parts(String... parts) {
        return Arrays.stream(parts)
                .map(part -> part.split("@", 2))
                .map(part -> new ScriptedOrder.Part(Quantity.parse(part[0]), Price.parse(part[1])))
                .toList();
    }
}
