package caravan.sandbox.engine;

import static caravan.sandbox.engine.Asked.ask;
import static caravan.sandbox.engine.Asked.bid;
import static caravan.sandbox.engine.Floor.NOON;
import static caravan.sandbox.engine.Floor.SECOND;
import static caravan.sandbox.engine.Floor.dollars;
import static caravan.sandbox.engine.Floor.price;
import static caravan.sandbox.engine.Floor.quantity;
import static caravan.sandbox.engine.Floor.refuses;
import static caravan.sandbox.engine.OrderStatus.CANCELED;
import static caravan.sandbox.engine.OrderStatus.EXECUTED;
import static caravan.sandbox.engine.OrderStatus.RESTING;
import static caravan.sandbox.engine.Refusal.Reason.DUPLICATE_CLIENT_ORDER_ID;
import static caravan.sandbox.engine.Refusal.Reason.INSUFFICIENT_BALANCE;
import static caravan.sandbox.engine.Refusal.Reason.INVALID_EXPIRATION;
import static caravan.sandbox.engine.Refusal.Reason.INVALID_PRICE;
import static caravan.sandbox.engine.Refusal.Reason.INVALID_QUANTITY;
import static caravan.sandbox.engine.Refusal.Reason.ORDER_NOT_RESTING;
import static caravan.sandbox.engine.Refusal.Reason.POST_ONLY_CROSS;
import static caravan.sandbox.engine.Refusal.Reason.REDUCE_ONLY_NOT_IMMEDIATE;
import static caravan.sandbox.engine.Refusal.Reason.REDUCE_ONLY_WITHOUT_POSITION;
import static caravan.sandbox.engine.Refusal.Reason.SIDE_MISMATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import caravan.model.BookSide;
import caravan.rules.PriceStructure;
import org.junit.jupiter.api.Test;

/** What can be asked of an order, and what is refused. */
class EngineOrdersTest {
    private final Floor floor = new Floor();
    private final Engine engine = floor.engine;
    private final Market market = floor.market;
    private final Account ann = floor.member("Ann");
    private final Account bob = floor.member("Bob");

    @Test
    void tradeIsToldFirstToTheBookThenToTheTapeThenToBothSides() {
        floor.ask(ann, "0.60", "10");
        assertThat(floor.journal.read())
                .containsExactly("order 1 resting 0.00 of 10.00", "book RAIN ask 0.6000 +10.00");

        floor.bid(bob, "0.65", "4");
        assertThat(floor.journal.read())
                .containsExactly(
                        "order 2 resting 0.00 of 4.00",
                        "book RAIN ask 0.6000 -4.00",
                        "trade 4.00 at 0.6000, order 1 and 2",
                        "fill of order 1 as maker, fee 0.000000, position -4.00",
                        "order 1 resting 4.00 of 10.00, Trade",
                        "position Ann -4.00",
                        "fill of order 2 as taker, fee 0.000000, position 4.00",
                        "order 2 executed 4.00 of 4.00, done, Trade",
                        "position Bob 4.00");
    }

    // --- Expiration -------------------------------------------------------------------------------------------------

    @Test
    void orderExpiresBeforeWhatComesAtThatMoment() {
        Order order =
                engine.place(bid(market, "0.40", "10").until(NOON + SECOND).by(ann));
        floor.after(SECOND - 1);
        assertThat(order.isResting()).isTrue();
        floor.journal.read();

        floor.after(1);
        assertThat(order.status()).isEqualTo(CANCELED);
        assertThat(order.updated()).isEqualTo(NOON + SECOND);
        assertThat(floor.journal.read())
                .containsExactly("book RAIN bid 0.4000 -10.00", "order 1 canceled 0.00 of 10.00, done, ExpiryCancel");
    }

    @Test
    void clearedExpirationNeverComes() {
        Order order =
                engine.place(bid(market, "0.40", "10").until(NOON + SECOND).by(ann));
        engine.amend(order, BookSide.BID, price("0.40"), quantity("10"), null, 0);
        floor.after(2 * SECOND);

        assertThat(order.isResting()).isTrue();
        assertThat(order.expiration()).isZero();
    }

    @Test
    void expirationMustLieAheadAndOnlySuitsOrdersThatRest() {
        refuses(
                INVALID_EXPIRATION,
                () -> engine.place(bid(market, "0.40", "1").until(NOON).by(ann)));
        refuses(
                INVALID_EXPIRATION,
                () -> engine.place(bid(market, "0.40", "1")
                        .immediateOrCancel()
                        .until(NOON + SECOND)
                        .by(ann)));
        Order order = floor.bid(ann, "0.40", "1");
        refuses(INVALID_EXPIRATION, () -> engine.amend(order, BookSide.BID, price("0.40"), quantity("1"), null, NOON));
    }

    // --- Time in force ----------------------------------------------------------------------------------------------

    @Test
    void fillOrKillTradesWholeThroughSeveralPrices() {
        floor.ask(ann, "0.44", "4");
        floor.ask(ann, "0.46", "3");
        Order order = engine.place(bid(market, "0.50", "7").fillOrKill().by(bob));

        assertThat(order.status()).isEqualTo(EXECUTED);
        assertThat(floor.book()).isEmpty();
    }

    @Test
    void fillOrKillThatMeetsItsOwnAccountKeepsWhatItTraded() {
        floor.ask(ann, "0.44", "4");
        floor.ask(bob, "0.46", "3");
        Order order = engine.place(bid(market, "0.50", "7").fillOrKill().by(bob));

        assertThat(order.status()).isEqualTo(CANCELED);
        assertThat(order.filled()).isEqualTo(quantity("4"));
        assertThat(floor.book()).containsExactly("ask 0.4600 3.00");
    }

    @Test
    void fillOrKillCanBeToldNotToCountItsOwnAccount() {
        Journal journal = new Journal();
        Engine strict = new Engine(1, NOON, new EngineRules(false, true, false), journal);
        Market rain = strict.list("RAIN", PriceStructure.LINEAR_CENT.grid(), Floor.FREE, NOON, NOON + SECOND, 0);
        Account maker = strict.admit("Ann", dollars("100"));
        Account taker = strict.admit("Bob", dollars("100"));
        strict.place(ask(rain, "0.46", "3").by(taker));
        strict.place(ask(rain, "0.47", "7").by(maker));
        Order stopped = strict.place(bid(rain, "0.50", "7").fillOrKill().by(taker));
        Order passing =
                strict.place(bid(rain, "0.50", "7").fillOrKill().makerGivesWay().by(taker));

        assertThat(stopped.filled()).isZero();
        assertThat(passing.status()).isEqualTo(EXECUTED);
    }

    @Test
    void immediateOrderThatMeetsNobodyIsCanceled() {
        Order order = engine.place(bid(market, "0.40", "10").immediateOrCancel().by(ann));

        assertThat(order.status()).isEqualTo(CANCELED);
        assertThat(floor.journal.read())
                .containsExactly("order 1 resting 0.00 of 10.00", "order 1 canceled 0.00 of 10.00, done");
    }

    @Test
    void postOnlyRestsBesideTheBestPrice() {
        floor.ask(ann, "0.44", "4");
        Order order = engine.place(bid(market, "0.43", "4").postOnly().by(bob));

        assertThat(order.isResting()).isTrue();
    }

    // --- Reduce-only ------------------------------------------------------------------------------------------------

    @Test
    void reduceOnlyBuysBackNo() {
        floor.give(ann, "0.40", "-4");
        floor.ask(bob, "0.45", "20");
        Order order = engine.place(
                bid(market, "0.45", "3").reduceOnly().immediateOrCancel().by(ann));

        assertThat(order.status()).isEqualTo(EXECUTED);
        assertThat(ann.position(market).contracts()).isEqualTo(quantity("-1"));
    }

    @Test
    void reduceOnlyThatIsCutShortSaysSo() {
        floor.give(ann, "0.40", "4");
        floor.bid(bob, "0.45", "20");
        floor.journal.read();
        engine.place(ask(market, "0.45", "10").reduceOnly().immediateOrCancel().by(ann));

        assertThat(floor.journal.read())
                .contains("order 4 resting 4.00 of 10.00, done, Trade")
                .endsWith("position Ann 0.00", "order 4 canceled 4.00 of 10.00, done, ReduceOnlyCancel");
    }

    @Test
    void reduceOnlyMustBeImmediateAndNeedsAPosition() {
        refuses(
                REDUCE_ONLY_NOT_IMMEDIATE,
                () -> engine.place(ask(market, "0.45", "10").reduceOnly().by(ann)));
        refuses(
                REDUCE_ONLY_NOT_IMMEDIATE,
                () -> engine.place(
                        ask(market, "0.45", "10").reduceOnly().fillOrKill().by(ann)));
        refuses(
                REDUCE_ONLY_WITHOUT_POSITION,
                () -> engine.place(ask(market, "0.45", "10")
                        .reduceOnly()
                        .immediateOrCancel()
                        .by(ann)));
        floor.give(ann, "0.40", "-4");
        refuses(
                REDUCE_ONLY_WITHOUT_POSITION,
                () -> engine.place(ask(market, "0.45", "10")
                        .reduceOnly()
                        .immediateOrCancel()
                        .by(ann)));
    }

    // --- Form -------------------------------------------------------------------------------------------------------

    @Test
    void quantityIsAHundredthToABillion() {
        refuses(INVALID_QUANTITY, () -> floor.bid(ann, "0.40", "0"));
        refuses(INVALID_QUANTITY, () -> floor.bid(ann, "0.40", "-1"));
        refuses(INVALID_QUANTITY, () -> floor.bid(ann, "0.40", "1000000000.01"));
        assertThat(floor.bid(ann, "0.40", "0.01").isResting()).isTrue();
    }

    @Test
    void priceMustBeOfTheGrid() {
        refuses(INVALID_PRICE, () -> floor.bid(ann, "0", "1"));
        refuses(INVALID_PRICE, () -> floor.bid(ann, "1", "1"));
        refuses(INVALID_PRICE, () -> floor.bid(ann, "0.405", "1"));
        Order order = floor.bid(ann, "0.40", "1");
        refuses(INVALID_PRICE, () -> floor.amend(order, "0.405", "1"));
    }

    @Test
    void clientOrderIdIsUsedUpForGood() {
        Order order = engine.place(bid(market, "0.40", "1").id("mine").by(ann));
        refuses(
                DUPLICATE_CLIENT_ORDER_ID,
                () -> engine.place(bid(market, "0.40", "1").id("mine").by(ann)));
        engine.cancel(order);
        refuses(
                DUPLICATE_CLIENT_ORDER_ID,
                () -> engine.place(bid(market, "0.40", "1").id("mine").by(ann)));
        assertThat(engine.place(bid(market, "0.40", "1").id("mine").by(bob)).isResting())
                .isTrue();
    }

    @Test
    void refusedOrderDoesNotUseItsIdUpNorOpenAPosition() {
        refuses(
                INSUFFICIENT_BALANCE,
                () -> engine.place(bid(market, "0.40", "1000000").id("mine").by(ann)));

        assertThat(ann.position(market)).isNull();
        assertThat(ann.knows("mine")).isFalse();
        assertThat(floor.bid(ann, "0.40", "1").number()).isEqualTo(1);
    }

    // --- Amend ------------------------------------------------------------------------------------------------------

    @Test
    void amendedTotalCountsWhatIsFilled() {
        Order order = floor.bid(ann, "0.40", "10");
        floor.ask(bob, "0.40", "4");
        floor.amend(order, "0.40", "7");

        assertThat(order.remaining()).isEqualTo(quantity("3"));
        assertThat(order.initial()).isEqualTo(quantity("7"));
        assertThat(floor.book()).containsExactly("bid 0.4000 3.00");
        refuses(INVALID_QUANTITY, () -> floor.amend(order, "0.40", "4"));
    }

    @Test
    void amendedPriceMayTradeAsATaker() {
        floor.ask(bob, "0.44", "4");
        Order order = floor.bid(ann, "0.40", "10");
        floor.journal.read();
        floor.amend(order, "0.44", "10");

        assertThat(order.takerCost()).isEqualTo(dollars("1.76"));
        assertThat(order.makerCost()).isZero();
        assertThat(floor.book()).containsExactly("bid 0.4400 6.00");
        assertThat(floor.journal.read())
                .startsWith("book RAIN bid 0.4000 -10.00", "order 2 resting 0.00 of 10.00, Amend")
                .endsWith("position Ann 4.00", "book RAIN bid 0.4400 +6.00");
    }

    @Test
    void lowerQuantityKeepsThePlaceEvenWithAnotherExpiration() {
        Order first = floor.bid(ann, "0.40", "10");
        floor.bid(bob, "0.40", "10");
        engine.amend(first, BookSide.BID, price("0.40"), quantity("6"), "renamed", NOON + SECOND);

        assertThat(market.book().ahead(first)).isZero();
        assertThat(first.clientOrderId()).isEqualTo("renamed");
        assertThat(ann.knows("renamed")).isTrue();
        assertThat(first.expiration()).isEqualTo(NOON + SECOND);
    }

    @Test
    void theLeastRaiseLosesThePlace() {
        Order first = floor.bid(ann, "0.40", "10");
        floor.bid(bob, "0.40", "10");
        floor.amend(first, "0.40", "10.01");

        assertThat(market.book().ahead(first)).isEqualTo(quantity("10"));
    }

    @Test
    void newExpirationCanBeToldToLoseThePlace() {
        Engine old = new Engine(1, NOON, new EngineRules(false, false, true), new Journal());
        Market rain = old.list("RAIN", PriceStructure.LINEAR_CENT.grid(), Floor.FREE, NOON, NOON + SECOND, 0);
        Order first = old.place(bid(rain, "0.40", "10").by(old.admit("Ann", dollars("100"))));
        Order second = old.place(bid(rain, "0.40", "10").by(old.admit("Bob", dollars("100"))));
        old.amend(first, BookSide.BID, price("0.40"), quantity("10"), null, 0);
        assertThat(rain.book().ahead(second)).isEqualTo(quantity("10"));
        old.amend(first, BookSide.BID, price("0.40"), quantity("10"), null, NOON + SECOND);
        assertThat(rain.book().ahead(second)).isZero();
    }

    @Test
    void refusedAmendmentLeavesTheOrderWhereItWas() {
        Order first = floor.bid(ann, "0.40", "10");
        Order second = floor.bid(ann, "0.40", "5");
        Order third =
                engine.place(bid(market, "0.40", "1").id("taken").postOnly().by(ann));
        floor.ask(bob, "0.50", "5");
        floor.journal.read();

        refuses(INSUFFICIENT_BALANCE, () -> floor.amend(first, "0.40", "1000000"));
        refuses(POST_ONLY_CROSS, () -> floor.amend(third, "0.50", "1"));
        refuses(
                DUPLICATE_CLIENT_ORDER_ID,
                () -> engine.amend(first, BookSide.BID, price("0.41"), quantity("9"), "taken", 0));
        refuses(SIDE_MISMATCH, () -> engine.amend(first, BookSide.ASK, price("0.41"), quantity("9"), null, 0));
        assertThat(ann.position(market).resting(BookSide.BID)).containsExactly(first, second, third);
        assertThat(ann.resting()).isEqualTo(3);
        assertThat(floor.journal.read()).isEmpty();
    }

    @Test
    void amendedOrderOfAGroupThatTriggersIsCanceledWhole() {
        OrderGroup group = engine.createGroup(ann, quantity("2"));
        Order order = engine.place(bid(market, "0.40", "10").in(group).by(ann));
        floor.ask(bob, "0.44", "4");
        floor.bid(bob, "0.40", "1");
        floor.amend(order, "0.44", "10");

        assertThat(order.status()).isEqualTo(CANCELED);
        assertThat(order.filled()).isEqualTo(quantity("4"));
        assertThat(group.orders()).isEmpty();
        assertThat(floor.book()).containsExactly("bid 0.4000 1.00");
    }

    // --- Decrease, cancel -------------------------------------------------------------------------------------------

    @Test
    void decreaseToNothingCancels() {
        Order order = floor.bid(ann, "0.40", "10");
        floor.journal.read();
        engine.decrease(order, 0);

        assertThat(order.status()).isEqualTo(CANCELED);
        assertThat(floor.journal.read())
                .containsExactly("book RAIN bid 0.4000 -10.00", "order 1 canceled 0.00 of 10.00, done, Decrease");
    }

    @Test
    void decreaseOnlyLowers() {
        Order order = floor.bid(ann, "0.40", "10");

        refuses(INVALID_QUANTITY, () -> engine.decrease(order, quantity("10")));
        refuses(INVALID_QUANTITY, () -> engine.decrease(order, -1));
        engine.decrease(order, quantity("6"));
        assertThat(order.initial()).isEqualTo(quantity("6"));
        assertThat(ann.reserved()).isEqualTo(dollars("2.40"));
    }

    @Test
    void canceledOrderIsGone() {
        Order order = floor.bid(ann, "0.40", "10");
        floor.ask(bob, "0.40", "4");

        assertThat(engine.cancel(order)).isEqualTo(quantity("6"));
        assertThat(order.status()).isEqualTo(CANCELED);
        assertThat(order.initial()).isEqualTo(quantity("10"));
        assertThat(order.remaining()).isZero();
        assertThat(ann.reserved()).isZero();
        refuses(ORDER_NOT_RESTING, () -> engine.cancel(order));
        refuses(ORDER_NOT_RESTING, () -> engine.decrease(order, 1));
        refuses(ORDER_NOT_RESTING, () -> floor.amend(order, "0.41", "10"));
    }

    // --- Order groups -----------------------------------------------------------------------------------------------

    @Test
    void groupThatATakerExceedsEndsTheTakerToo() {
        OrderGroup group = engine.createGroup(ann, quantity("5"));
        floor.ask(bob, "0.44", "6");
        floor.ask(bob, "0.45", "6");
        Order other = engine.place(bid(market, "0.30", "1").in(group).by(ann));
        floor.journal.read();
        Order taker = engine.place(bid(market, "0.45", "10").in(group).by(ann));

        assertThat(taker.status()).isEqualTo(CANCELED);
        assertThat(taker.filled()).isEqualTo(quantity("6"));
        assertThat(other.status()).isEqualTo(CANCELED);
        assertThat(floor.journal.read())
                .endsWith(
                        "position Ann 6.00",
                        "book RAIN bid 0.3000 -1.00",
                        "order 3 canceled 0.00 of 1.00, done",
                        "group triggered",
                        "order 4 canceled 6.00 of 10.00, done");
    }

    @Test
    void groupCancelsBetweenTwoMatches() {
        OrderGroup group = engine.createGroup(ann, quantity("5"));
        Order best = engine.place(bid(market, "0.42", "6").in(group).by(ann));
        Order next = engine.place(bid(market, "0.41", "6").in(group).by(ann));
        Order taker = floor.ask(bob, "0.41", "12");

        assertThat(best.status()).isEqualTo(EXECUTED);
        assertThat(next.filled()).isZero();
        assertThat(taker.remaining()).isEqualTo(quantity("6"));
    }

    @Test
    void groupTakesOrdersAgainOnceItIsReset() {
        OrderGroup group = engine.createGroup(ann, quantity("5"));
        Order order = engine.place(bid(market, "0.42", "6").in(group).by(ann));
        engine.trigger(group);
        assertThat(order.status()).isEqualTo(CANCELED);
        refuses(
                Refusal.Reason.GROUP_TRIGGERED,
                () -> engine.place(bid(market, "0.42", "6").in(group).by(ann)));

        engine.reset(group);
        engine.place(bid(market, "0.42", "5").in(group).by(ann));
        floor.ask(bob, "0.42", "5");
        assertThat(group.triggered()).isFalse();
        assertThat(floor.journal.read()).contains("group created", "group triggered", "group reset");
    }

    @Test
    void limitBelowWhatTradedTriggers() {
        OrderGroup group = engine.createGroup(ann, quantity("50"));
        Order order = engine.place(bid(market, "0.42", "20").in(group).by(ann));
        floor.ask(bob, "0.42", "10");
        engine.limit(group, quantity("10"));
        assertThat(group.triggered()).isFalse();

        engine.limit(group, quantity("9"));
        assertThat(group.triggered()).isTrue();
        assertThat(order.status()).isEqualTo(CANCELED);
    }

    @Test
    void groupCanBeToldToTriggerAtItsLimit() {
        Engine eager = new Engine(1, NOON, new EngineRules(true, true, true), new Journal());
        Market rain = eager.list("RAIN", PriceStructure.LINEAR_CENT.grid(), Floor.FREE, NOON, NOON + SECOND, 0);
        Account maker = eager.admit("Ann", dollars("100"));
        OrderGroup group = eager.createGroup(maker, quantity("5"));
        eager.place(bid(rain, "0.42", "20").in(group).by(maker));
        eager.place(ask(rain, "0.42", "5").by(eager.admit("Bob", dollars("100"))));

        assertThat(group.triggered()).isTrue();
    }

    @Test
    void deletedGroupCancelsItsOrdersAndIsForgotten() {
        OrderGroup group = engine.createGroup(ann, quantity("50"));
        Order order = engine.place(bid(market, "0.42", "20").in(group).by(ann));
        assertThat(ann.groups()).containsExactly(group);
        engine.delete(group);

        assertThat(order.status()).isEqualTo(CANCELED);
        assertThat(ann.group(group.id())).isNull();
        refuses(
                Refusal.Reason.GROUP_TRIGGERED,
                () -> engine.place(bid(market, "0.42", "6").in(group).by(ann)));
    }

    @Test
    void groupHasALimitOfOneToAMillionAndOneAccount() {
        refuses(INVALID_QUANTITY, () -> engine.createGroup(ann, quantity("0.99")));
        refuses(INVALID_QUANTITY, () -> engine.createGroup(ann, quantity("1000000.01")));
        OrderGroup group = engine.createGroup(ann, quantity("1000000"));
        refuses(INVALID_QUANTITY, () -> engine.limit(group, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> engine.place(bid(market, "0.42", "6").in(group).by(bob)));
        assertThat(engine.place(bid(market, "0.42", "6").in(group).by(ann)).status())
                .isEqualTo(RESTING);
    }
}
