package caravan.sandbox.engine;

import static caravan.sandbox.engine.Asked.ask;
import static caravan.sandbox.engine.Asked.bid;
import static caravan.sandbox.engine.Floor.dollars;
import static caravan.sandbox.engine.Floor.quantity;
import static caravan.sandbox.engine.Floor.refuses;
import static caravan.sandbox.engine.Refusal.Reason.INSUFFICIENT_BALANCE;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.rules.FeeRounding;
import caravan.rules.FeeType;
import caravan.rules.Fees;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** What orders hold back, what trades cost, and what an account cannot pay. */
class EngineMoneyTest {
    /** What the parts of an order may lack for a moment. */
    private static final long ROUNDING = dollars("0.0001");

    private final Floor floor = new Floor();
    private final Engine engine = floor.engine;
    private final Market market = floor.market;
    private final Account ann = floor.member("Ann", "10");
    private final Account bob = floor.member("Bob");

    @Test
    void ordersHoldBackThePriceOfWhatTheyBuyOnBothSides() {
        floor.bid(ann, "0.40", "10");
        floor.ask(ann, "0.70", "10");

        assertThat(ann.reserved()).isEqualTo(dollars("7.00"));
        assertThat(ann.available()).isEqualTo(dollars("3.00"));
        assertThat(ann.cash()).isEqualTo(dollars("10"));
    }

    @Test
    void bestPricedOrderClosesThePositionAndHoldsNothingBack() {
        floor.give(ann, "0.10", "10");
        floor.ask(ann, "0.70", "6");
        assertThat(ann.reserved()).isZero();
        floor.ask(ann, "0.60", "6");
        assertThat(ann.reserved()).isEqualTo(dollars("0.60"));

        floor.bid(bob, "0.60", "6");
        assertThat(ann.reserved()).isEqualTo(dollars("0.60"));
        floor.bid(bob, "0.70", "6");
        assertThat(ann.reserved()).isZero();
        assertThat(ann.position(market).contracts()).isEqualTo(quantity("-2"));
    }

    @Test
    void cancelOfAClosingOrderLetsTheNextOneClose() {
        floor.give(ann, "0.90", "-10");
        Order best = floor.bid(ann, "0.40", "10");
        floor.bid(ann, "0.39", "10");
        assertThat(ann.reserved()).isEqualTo(dollars("3.90"));
        engine.cancel(best);

        assertThat(ann.reserved()).isZero();
    }

    @Test
    void wholeBalanceCanRestButNotACentMore() {
        floor.bid(ann, "0.50", "10");
        refuses(INSUFFICIENT_BALANCE, () -> floor.bid(ann, "0.01", "500.01"));
        floor.bid(ann, "0.01", "500");

        assertThat(ann.available()).isZero();
        refuses(INSUFFICIENT_BALANCE, () -> floor.ask(ann, "0.99", "0.01"));
    }

    @Test
    void takerMustAffordItsFee() {
        Market costly = floor.list("COSTLY", Fees.of(FeeType.QUADRATIC, BigDecimal.ONE));
        engine.place(ask(costly, "0.50", "100").by(bob));

        refuses(
                INSUFFICIENT_BALANCE,
                () -> engine.place(bid(costly, "0.50", "20").by(ann)));
        Order order = engine.place(bid(costly, "0.50", "19").by(ann));
        assertThat(order.takerFees()).isEqualTo(dollars("0.3325"));
        assertThat(ann.cash()).isEqualTo(dollars("10") - dollars("9.50") - dollars("0.3325"));
        assertThat(engine.feesCollected()).isEqualTo(dollars("0.3325"));
        assertThat(ann.position(costly).fees()).isEqualTo(dollars("0.3325"));
    }

    @Test
    void orderThatRestsNeedsNoMoneyForAFeeThatMakersDoNotPay() {
        Market costly = floor.list("COSTLY", Fees.of(FeeType.QUADRATIC, BigDecimal.ONE));
        Order order = engine.place(bid(costly, "0.50", "20").by(ann));

        assertThat(order.isResting()).isTrue();
    }

    @Test
    void restingOrdersHoldBackTheFeesOfMakers() {
        Market costly = floor.list("COSTLY", Fees.of(FeeType.QUADRATIC_WITH_MAKER_FEES, BigDecimal.ONE));
        engine.place(bid(costly, "0.50", "10").by(ann));
        assertThat(ann.reserved()).isEqualTo(dollars("5.0439"));
        refuses(
                INSUFFICIENT_BALANCE,
                () -> engine.place(bid(costly, "0.50", "9.90").by(ann)));
        engine.place(bid(costly, "0.50", "9.82").by(ann));
        engine.place(ask(costly, "0.50", "19.82").by(bob));

        assertThat(ann.cash()).isNotNegative().isLessThan(dollars("0.01"));
        assertThat(ann.reserved()).isZero();
    }

    @Test
    void feesOfMakersAreHeldBackInManySmallParts() {
        Market costly = floor.list("COSTLY", Fees.of(FeeType.QUADRATIC_WITH_COMBO_MAKER_FEES, BigDecimal.ONE));
        Order order = engine.place(ask(costly, "0.37", "15").by(ann));
        long before = ann.reserved();
        for (int part = 0; part < 15; part++) {
            engine.place(bid(costly, "0.37", "1").by(bob));
            assertThat(ann.available()).isGreaterThanOrEqualTo(dollars("10") - before - ROUNDING);
        }

        assertThat(order.status()).isEqualTo(OrderStatus.EXECUTED);
        assertThat(dollars("10") - ann.cash()).isBetween(before - dollars("0.0002"), before);
    }

    @Test
    void newFeesAreHeldBackFromNowOn() {
        Market costly = floor.list("COSTLY", Fees.of(FeeType.QUADRATIC, BigDecimal.ONE));
        Order order = engine.place(bid(costly, "0.50", "10").by(ann));
        assertThat(ann.reserved()).isEqualTo(dollars("5.00"));
        engine.fees(costly, Fees.of(FeeType.QUADRATIC_WITH_MAKER_FEES, BigDecimal.ONE));
        assertThat(ann.reserved()).isEqualTo(dollars("5.0439"));
        engine.fees(costly, Fees.of(FeeType.QUADRATIC, BigDecimal.ONE));
        assertThat(ann.reserved()).isEqualTo(dollars("5.00"));
        engine.cancel(order);
        assertThat(ann.reserved()).isZero();
    }

    @Test
    void closingPaysForItsOwnFee() {
        Market costly = floor.list("COSTLY", Fees.of(FeeType.QUADRATIC, BigDecimal.ZERO));
        engine.place(ask(costly, "0.50", "20").by(bob));
        engine.place(bid(costly, "0.50", "20").by(ann));
        engine.fees(costly, Fees.of(FeeType.QUADRATIC, BigDecimal.ONE));
        assertThat(ann.available()).isZero();
        engine.place(bid(costly, "0.40", "20").by(bob));
        engine.place(ask(costly, "0.40", "20").immediateOrCancel().by(ann));

        assertThat(ann.cash()).isEqualTo(dollars("8.00") - dollars("0.336"));
    }

    @Test
    void amendedClosingOrderStillPaysForItsFee() {
        floor.give(ann, "0.50", "20");
        engine.fees(market, Fees.of(FeeType.QUADRATIC_WITH_MAKER_FEES, BigDecimal.ONE));
        Order order = floor.ask(ann, "0.60", "20");
        assertThat(ann.available()).isZero();
        floor.amend(order, "0.70", "20");

        assertThat(order.price()).isEqualTo(Floor.price("0.70"));
    }

    @Test
    void takerThatUsesUpWhatARestingOrderWouldHaveClosedMustPayForThatOne() {
        floor.give(ann, "0.99", "10");
        floor.ask(ann, "0.60", "10");
        floor.bid(bob, "0.50", "10");
        assertThat(ann.available()).isEqualTo(dollars("0.10"));

        refuses(
                INSUFFICIENT_BALANCE,
                () -> engine.place(ask(market, "0.50", "10").immediateOrCancel().by(ann)));
    }

    @Test
    void priceImprovementGoesToTheTaker() {
        floor.ask(bob, "0.30", "10");
        floor.bid(ann, "0.80", "10");

        assertThat(ann.cash()).isEqualTo(dollars("7.00"));
        assertThat(bob.cash()).isEqualTo(dollars("993.00"));
    }

    @Test
    void costOfAHugePositionIsExact() {
        Account rich = floor.member("Rich", "100000000");
        Account other = floor.member("Other", "100000000");
        floor.ask(other, "0.01", "90000000");
        floor.bid(rich, "0.01", "90000000");
        floor.bid(other, "0.02", "89999999.99");
        floor.ask(rich, "0.02", "89999999.99");

        Position position = rich.position(market);
        assertThat(position.contracts()).isEqualTo(1);
        assertThat(position.cost()).isEqualTo(dollars("0.0001"));
        assertThat(position.realized()).isEqualTo(dollars("899999.9999"));
    }

    @Test
    void collectedRoundingSurvivesANewFeeRule() {
        Fees before = new Fees(FeeType.QUADRATIC, BigDecimal.ONE, FeeRounding.CENTICENT, Fees.CENT, true);
        Fees after = new Fees(FeeType.QUADRATIC, BigDecimal.ONE, FeeRounding.MICRO, Fees.CENT, true);
        Market costly = floor.list("COSTLY", before);
        engine.place(ask(costly, "0.50", "1").by(bob));
        engine.place(ask(costly, "0.55", "1").by(bob));
        Order order = engine.place(bid(costly, "0.50", "2").by(ann));
        assertThat(order.takerFees()).isEqualTo(dollars("0.02"));
        long collected = order.fees.carried().units();
        engine.fees(costly, after);
        floor.after(1);
        engine.amend(order, order.side(), Floor.price("0.55"), quantity("2"), null, 0);

        assertThat(collected).isEqualTo(dollars("0.0025"));
        assertThat(order.fees.carried().units()).isEqualTo(dollars("0.005175"));
        assertThat(order.takerFees()).isEqualTo(dollars("0.04"));
        assertThat(order.takerCost()).isEqualTo(dollars("1.05"));
    }
}
