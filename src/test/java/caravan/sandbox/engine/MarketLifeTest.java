package caravan.sandbox.engine;

import static caravan.sandbox.engine.Asked.bid;
import static caravan.sandbox.engine.Floor.HOUR;
import static caravan.sandbox.engine.Floor.NOON;
import static caravan.sandbox.engine.Floor.SECOND;
import static caravan.sandbox.engine.Floor.dollars;
import static caravan.sandbox.engine.Floor.quantity;
import static caravan.sandbox.engine.Floor.refuses;
import static caravan.sandbox.engine.OrderStatus.CANCELED;
import static caravan.sandbox.engine.Refusal.Reason.EXCHANGE_PAUSED;
import static caravan.sandbox.engine.Refusal.Reason.INVALID_STATE;
import static caravan.sandbox.engine.Refusal.Reason.MARKET_NOT_ACTIVE;
import static caravan.sandbox.engine.Refusal.Reason.TRADING_PAUSED;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookSide;
import caravan.rules.PriceStructure;
import org.junit.jupiter.api.Test;

/** Markets and the exchange: when they take orders, and what they pay. */
class MarketLifeTest {
    private final Floor floor = new Floor();
    private final Engine engine = floor.engine;
    private final MarketLife life = engine.life();
    private final Market market = floor.market;
    private final Account ann = floor.member("Ann");
    private final Account bob = floor.member("Bob");

    @Test
    void marketOpensAndClosesByTheClock() {
        Market later = engine.list(
                "LATER", PriceStructure.LINEAR_CENT.grid(), Floor.FREE, NOON + SECOND, NOON + 2 * SECOND, 0);
        refuses(MARKET_NOT_ACTIVE, () -> engine.place(bid(later, "0.40", "1").by(ann)));
        floor.after(SECOND);
        Order order = engine.place(bid(later, "0.40", "1").by(ann));
        floor.after(SECOND);

        assertThat(order.status()).isEqualTo(CANCELED);
        assertThat(later.status()).isEqualTo(MarketStatus.CLOSED);
        refuses(MARKET_NOT_ACTIVE, () -> engine.place(bid(later, "0.40", "1").by(ann)));
        refuses(MARKET_NOT_ACTIVE, () -> engine.cancel(order));
        assertThat(floor.journal.read())
                .containsExactly(
                        "market LATER created",
                        "market LATER opened",
                        "order 1 resting 0.00 of 1.00",
                        "book LATER bid 0.4000 +1.00",
                        "book LATER bid 0.4000 -1.00",
                        "order 1 canceled 0.00 of 1.00, done, CloseCancel",
                        "market LATER closed");
    }

    @Test
    void marketWhoseCloseHasPassedIsClosedFromTheStart() {
        Market over = engine.list("OVER", PriceStructure.LINEAR_CENT.grid(), Floor.FREE, NOON - 2, NOON - 1, 0);

        assertThat(over.status()).isEqualTo(MarketStatus.CLOSED);
    }

    @Test
    void closeCanBeMovedBothWays() {
        life.moveClose(market, NOON + 2 * HOUR);
        floor.after(HOUR);
        assertThat(market.isActive()).isTrue();
        life.moveClose(market, NOON + HOUR);

        assertThat(market.status()).isEqualTo(MarketStatus.CLOSED);
        assertThat(floor.journal.read())
                .containsExactly(
                        "market RAIN close_date_updated", "market RAIN close_date_updated", "market RAIN closed");
        refuses(INVALID_STATE, () -> life.moveClose(market, NOON + 3 * HOUR));
    }

    // --- Pauses -----------------------------------------------------------------------------------------------------

    @Test
    void pausedMarketTakesCancelsOnly() {
        Order order = floor.bid(ann, "0.40", "10");
        life.deactivate(market);

        refuses(MARKET_NOT_ACTIVE, () -> floor.bid(ann, "0.40", "10"));
        refuses(MARKET_NOT_ACTIVE, () -> floor.amend(order, "0.41", "10"));
        refuses(MARKET_NOT_ACTIVE, () -> engine.decrease(order, 1));
        assertThat(engine.cancel(order)).isEqualTo(quantity("10"));
    }

    @Test
    void pauseOfTradingTakesCancelsOnlyAndOrdersOutliveIt() {
        Order patient = floor.bid(ann, "0.40", "10");
        Order other = floor.bid(bob, "0.40", "10");
        Order hasty = engine.place(bid(market, "0.40", "10").cancelOnPause().by(ann));
        engine.trading(false);

        assertThat(hasty.status()).isEqualTo(CANCELED);
        refuses(TRADING_PAUSED, () -> floor.bid(ann, "0.40", "10"));
        refuses(TRADING_PAUSED, () -> floor.amend(patient, "0.41", "10"));
        refuses(TRADING_PAUSED, () -> engine.decrease(patient, 1));
        engine.cancel(patient);
        engine.trading(true);
        assertThat(other.isResting()).isTrue();
        assertThat(floor.bid(ann, "0.40", "10").isResting()).isTrue();
    }

    @Test
    void pauseOfTheExchangeTakesNothing() {
        Order patient = floor.bid(ann, "0.40", "10");
        Order hasty = engine.place(bid(market, "0.40", "10").cancelOnPause().by(ann));
        engine.exchange(false);

        assertThat(hasty.status()).isEqualTo(CANCELED);
        refuses(EXCHANGE_PAUSED, () -> floor.bid(ann, "0.40", "10"));
        refuses(EXCHANGE_PAUSED, () -> engine.cancel(patient));
        engine.exchange(true);
        engine.cancel(patient);
    }

    @Test
    void pauseOfTheExchangeKeepsGroupsAsTheyAre() {
        OrderGroup group = engine.createGroup(ann, quantity("50"));
        Order order = engine.place(bid(market, "0.40", "10").in(group).by(ann));
        engine.exchange(false);
        floor.journal.read();

        refuses(EXCHANGE_PAUSED, () -> engine.createGroup(ann, quantity("50")));
        refuses(EXCHANGE_PAUSED, () -> engine.trigger(group));
        refuses(EXCHANGE_PAUSED, () -> engine.reset(group));
        refuses(EXCHANGE_PAUSED, () -> engine.limit(group, quantity("60")));
        refuses(EXCHANGE_PAUSED, () -> engine.delete(group));
        assertThat(floor.journal.read()).isEmpty();
        assertThat(order.isResting()).isTrue();
        engine.exchange(true);
        engine.trigger(group);
        assertThat(order.status()).isEqualTo(CANCELED);
    }

    @Test
    void pauseOfTradingLetsGroupsCancel() {
        OrderGroup group = engine.createGroup(ann, quantity("50"));
        Order order = engine.place(bid(market, "0.40", "10").in(group).by(ann));
        engine.trading(false);
        engine.trigger(group);

        assertThat(order.status()).isEqualTo(CANCELED);
    }

    @Test
    void pausedMarketClosesInTime() {
        Order order = floor.bid(ann, "0.40", "10");
        life.deactivate(market);
        floor.after(HOUR);

        assertThat(order.status()).isEqualTo(CANCELED);
        assertThat(market.status()).isEqualTo(MarketStatus.CLOSED);
        refuses(INVALID_STATE, () -> life.activate(market));
    }

    // --- Payout -----------------------------------------------------------------------------------------------------

    @Test
    void yesPaysADollarToThoseWhoHoldIt() {
        trade();
        Position position = ann.position(market);
        settle(MarketResult.YES);

        assertThat(ann.cash()).isEqualTo(dollars("1006"));
        assertThat(bob.cash()).isEqualTo(dollars("994"));
        assertThat(position.realized()).isEqualTo(dollars("6"));
        assertThat(position.contracts()).isZero();
        assertThat(engine.clearing()).isZero();
        assertThat(market.openInterest()).isZero();
        assertThat(market.settled()).isEqualTo(NOON + HOUR + 60 * SECOND);
        assertThat(floor.journal.read())
                .containsExactly(
                        "market RAIN closed",
                        "market RAIN determined",
                        "settled Ann 10.00 for 10.000000",
                        "position Ann 0.00",
                        "settled Bob -10.00 for 0.000000",
                        "position Bob 0.00",
                        "market RAIN settled");
    }

    @Test
    void aMarketThatWasPaidOutHoldsNoBookAndNoPositions() {
        floor.bid(ann, "0.30", "5");
        trade();
        settle(MarketResult.YES);

        assertThat(ann.positions()).isEmpty();
        assertThat(bob.position(market)).isNull();
        assertThat(market.book().best(BookSide.BID)).isNegative();
        assertThat(market.book().quantity(BookSide.BID, 3_000)).isZero();
        assertThat(ann.reserved()).isZero();
        refuses(MARKET_NOT_ACTIVE, () -> floor.bid(ann, "0.30", "5"));
    }

    @Test
    void noPaysADollarToTheOthers() {
        trade();
        settle(MarketResult.NO);

        assertThat(ann.cash()).isEqualTo(dollars("996"));
        assertThat(bob.cash()).isEqualTo(dollars("1004"));
        assertThat(engine.clearing()).isZero();
    }

    @Test
    void scalarDividesTheDollar() {
        trade();
        settle(MarketResult.scalar(2_500));

        assertThat(ann.cash()).isEqualTo(dollars("998.50"));
        assertThat(bob.cash()).isEqualTo(dollars("1001.50"));
        assertThat(engine.clearing()).isZero();
    }

    @Test
    void voidReturnsWhatContractsCost() {
        trade();
        Position position = ann.position(market);
        settle(MarketResult.VOID);

        assertThat(ann.cash()).isEqualTo(dollars("1000"));
        assertThat(bob.cash()).isEqualTo(dollars("1000"));
        assertThat(position.realized()).isZero();
        assertThat(engine.clearing()).isZero();
    }

    @Test
    void disputeHoldsThePayoutBackAndTheLastResultCounts() {
        trade();
        floor.after(HOUR);
        life.determine(market, MarketResult.YES);
        floor.after(SECOND);
        life.dispute(market);
        floor.after(HOUR);
        assertThat(market.settled()).isZero();
        life.amend(market, MarketResult.YES);
        life.dispute(market);
        life.amend(market, MarketResult.NO);
        floor.after(60 * SECOND);

        assertThat(market.status()).isEqualTo(MarketStatus.FINALIZED);
        assertThat(bob.cash()).isEqualTo(dollars("1004"));
    }

    @Test
    void onlyClosedMarketsAreDeterminedAndOnlyOnce() {
        refuses(INVALID_STATE, () -> life.determine(market, MarketResult.YES));
        refuses(INVALID_STATE, () -> life.dispute(market));
        refuses(INVALID_STATE, () -> life.activate(market));
        settle(MarketResult.YES);
        refuses(INVALID_STATE, () -> life.determine(market, MarketResult.NO));
        refuses(INVALID_STATE, () -> life.dispute(market));
        refuses(INVALID_STATE, () -> life.amend(market, MarketResult.NO));
        refuses(INVALID_STATE, () -> life.deactivate(market));
    }

    /** Ann buys 10 YES for $4 from Bob, who pays $6 for 10 NO. */
    private void trade() {
        floor.ask(bob, "0.40", "10");
        floor.bid(ann, "0.40", "10");
        floor.journal.read();
    }

    private void settle(MarketResult result) {
        floor.after(HOUR);
        life.determine(market, result);
        floor.after(60 * SECOND);
    }
}
