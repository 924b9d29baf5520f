package caravan.routes;

import static caravan.routes.PortfolioHouse.MARKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.model.AccountState;
import caravan.model.Action;
import caravan.model.BookSide;
import caravan.model.Fill;
import caravan.model.Money;
import caravan.model.OrderUpdate;
import caravan.model.Outcome;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.RestingOrder;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The account held against the sandbox exchange. */
@Timeout(60)
class PortfolioRouteTest {
    @TempDir
    private Path folder;

    private PortfolioHouse house;

    @BeforeEach
    void open() throws Exception {
        house = new PortfolioHouse(folder);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void theFirstComparisonTakesTheAccountAsItIsOnceItStaysTheSame() {
        assertThat(house.portfolio.account.state().unreconciled()).contains("since the start");
        assertThat(house.reconcile().unreconciled()).contains("for the first time");
        house.clock.advance(Duration.ofSeconds(6));
        AccountState state = house.reconcile();
        assertThat(state.unreconciled()).isNull();
        assertThat(state.balance()).isEqualTo(Money.parse("10000"));
        assertThat(state.equity()).isEqualTo(state.balance());
        assertThat(house.halts).isEmpty();
    }

    @Test
    void aFillThatTheStreamMissedIsFoundCountsAsOursAndIsHandedToTheOrders() {
        house.reconcileTwice();
        house.own("own-1", "0.9900", "5");
        AccountState state = house.reconcile();
        assertThat(state.unreconciled()).isNull();
        assertThat(house.portfolio.positions.holding(MARKET).quantity()).isEqualTo(Quantity.ofContracts(5));
        assertThat(house.filled).isNotEmpty().allMatch(Fill.class::isInstance);
        Money cost = house.portfolio.positions.holding(MARKET).cost();
        assertThat(cost.units()).isBetween(1L, 5_000_000L);
        // What was won or lost so far is what equity lost, but for the exchange's rounding of the balance.
        long lost = Money.parse("10000").units() - state.equity().units();
        assertThat(Math.abs(lost - state.dayLoss().units())).isLessThanOrEqualTo(10_000);
    }

    /** The price of the last fill values what no book does; it is in the ledger. */
    @Test
    void ordersHearOfAFillAlsoWhereNobodyCanTellWhatTheAccountIsWorth() {
        house.reconcileTwice();
        house.portfolio.personHolds("KXOTHER-1", Quantity.ofContracts(3));
        house.jdbc.sql("alter table fills rename to fills_away").update();
        Fill fill = new Fill(
                "t-1",
                "o-1",
                "own-1",
                MARKET,
                BookSide.BID,
                Outcome.YES,
                Action.BUY,
                Price.ofCents(40),
                Quantity.ofContracts(5),
                Money.ZERO,
                null,
                null,
                null,
                house.clock.instant());
        assertThat(house.filled(fill)).isEqualTo(fill);
        assertThat(house.filled).containsExactly(fill);
        assertThat(house.requoted).containsExactly(fill);
        assertThat(house.portfolio.positions.holding(MARKET).quantity()).isEqualTo(Quantity.ofContracts(5));
        assertThat(house.portfolio.account.state().balance()).isEqualTo(Money.parse("9998"));

        house.jdbc.sql("alter table fills_away rename to fills").update();
        house.portfolio.account.revalue();
        assertThat(house.portfolio.account.state().equity()).isEqualTo(Money.parse("10000"));
    }

    @Test
    void aFillWhoseOrderIsKnownToBeOursOnlyLaterCountsFromThenOn() {
        house.reconcileTwice();
        String order = house.order("own-1", "bid", "0.9900", "5");
        assertThat(house.reconcile().unreconciled()).isNull();
        assertThat(house.portfolio.positions.holding(MARKET).quantity()).isEqualTo(Quantity.ZERO);
        house.orders.known.add(order);
        await().until(() -> house.portfolio.positions.holding(MARKET).quantity().equals(Quantity.ofContracts(5)));
        await().until(() -> !house.filled.isEmpty());
    }

    @Test
    void whatAPersonDoesIsTakenAsItIsAndIsNoReasonToHalt() throws Exception {
        house.reconcileTwice();
        house.order("my-hand-1", "bid", "0.9900", "7");
        house.order("my-hand-2", "bid", "0.0100", "3");
        assertThat(house.reconcile().unreconciled()).isNull();
        assertThat(house.portfolio.positions.all()).isEmpty();
        assertThat(house.stray).isEmpty();
        assertThat(house.portfolio.reconciliation.status()).contains("1 resting orders of others");
        assertThat(house.told).isEmpty();

        Money before = house.portfolio.account.state().peak();
        house.control("/deposit?dollars=100");
        assertThat(house.reconcileTwice().unreconciled()).isNull();
        assertThat(house.told).singleElement().asString().startsWith("100.000000 dollars came");
        assertThat(house.portfolio.account.state().peak().units())
                .isEqualTo(before.plus(Money.parse("100")).units());
        house.control("/deposit?dollars=-40");
        assertThat(house.reconcileTwice().unreconciled()).isNull();
        assertThat(house.told).hasSize(2).last().asString().startsWith("40.000000 dollars left");
        house.reconcileTwice();
        assertThat(house.told).hasSize(2);
        assertThat(house.halts).isEmpty();
    }

    @Test
    void aPayoutTakesThePositionAwayAndProfitAndLossAddUp() throws Exception {
        house.reconcileTwice();
        house.own("own-1", "0.9900", "5");
        house.order("my-hand", "bid", "0.9900", "2");
        house.reconcile();
        house.control("/markets/" + MARKET + "/close");
        house.control("/markets/" + MARKET + "/determine?result=yes");
        house.control("/markets/" + MARKET + "/settle");
        AccountState state = house.reconcileTwice();
        assertThat(state.unreconciled()).isNull();
        assertThat(house.portfolio.positions.all()).isEmpty();
        house.portfolio.bookkeeping.write();
        assertThat(number("settled_dollars", "pnl")).isEqualTo(5_000_000);
        assertThat(number("total_dollars", "pnl"))
                .isEqualTo(number("realized_dollars", "pnl") - number("fees_dollars", "pnl"))
                .isEqualTo(-state.dayLoss().units())
                .isEqualTo(number("gain_dollars", "closings"));
        assertThat(house.halts).isEmpty();
    }

    @Test
    void aPositionThatNobodyExplainsAsksForAHaltWhenItIsStillThereLater() {
        house.reconcileTwice();
        house.own("own-1", "0.9900", "5");
        house.reconcile();
        house.fills.store(
                new Fill(
                        "nowhere",
                        "order",
                        "own-2",
                        MARKET,
                        BookSide.BID,
                        Outcome.YES,
                        Action.BUY,
                        Price.parse("0.5"),
                        Quantity.ofContracts(3),
                        Money.ZERO,
                        true,
                        null,
                        null,
                        house.clock.instant()),
                "socket");
        assertThat(house.reconcile().unreconciled()).contains("looked at again").contains(MARKET);
        assertThat(house.halts).isEmpty();
        house.clock.advance(Duration.ofSeconds(6));
        assertThat(house.reconcile().unreconciled()).contains("position not explained");
        assertThat(house.halts)
                .singleElement()
                .asString()
                .contains(MARKET + " is 5.00 at the exchange, 8.00 by the fills");
    }

    @Test
    void ordersThatOnlyOneSideKnowsAreHandedOn() {
        house.reconcileTwice();
        house.order("own-unknown", "bid", "0.0100", "5");
        house.order("own-known", "bid", "0.0100", "5");
        house.orders.resting.add(resting("own-known"));
        house.orders.resting.add(resting("own-gone"));
        house.reconcile();
        assertThat(house.stray)
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.list(OrderUpdate.class))
                .satisfies(found ->
                        assertThat(found).extracting(OrderUpdate::clientOrderId).containsExactly("own-unknown"));
        assertThat(house.missing)
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.list(RestingOrder.class))
                .satisfies(found -> assertThat(found)
                        .extracting(RestingOrder::clientOrderId)
                        .containsExactly("own-gone"));
    }

    @Test
    void aLostConnectionEndsTrustUntilTheNextComparison() {
        assertThat(house.reconcileTwice().unreconciled()).isNull();
        house.send("direct:account-away", "closed");
        assertThat(house.portfolio.account.state().unreconciled()).contains("connection was lost");
        house.send("direct:account-back", "ready");
        assertThat(house.reconcile().unreconciled()).isNull();
    }

    private RestingOrder resting(String id) {
        return new RestingOrder(
                id, MARKET, BookSide.BID, Price.parse("0.01"), Quantity.ofContracts(5), house.clock.instant(), null);
    }

    private long number(String column, String table) {
        return house.jdbc
                .sql("select sum(" + column + ") from " + table)
                .query((row, number) -> Money.of(row.getBigDecimal(1)).units())
                .single();
    }
}
