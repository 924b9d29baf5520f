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
import static caravan.sandbox.engine.Refusal.Reason.GROUP_TRIGGERED;
import static caravan.sandbox.engine.Refusal.Reason.INVALID_PRICE;
import static caravan.sandbox.engine.Refusal.Reason.POST_ONLY_CROSS;
import static caravan.sandbox.engine.Refusal.Reason.REDUCE_ONLY_WITHOUT_POSITION;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookSide;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.rules.PriceStructure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Worked examples of the exchange's rules, with the numbers to come out. */
class EngineVectorsTest {
    private final Floor floor = new Floor();
    private final Engine engine = floor.engine;
    private final Market market = floor.market;
    private final Account a = floor.member("A");
    private final Account b = floor.member("B");
    private final Account c = floor.member("C");
    private final Account d = floor.member("D");

    @Test
    void buyingNoAndBuyingYesTogetherPayADollar() {
        floor.ask(a, "0.42", "10");
        Order buy = floor.bid(b, "0.42", "6");

        assertThat(buy.status()).isEqualTo(EXECUTED);
        assertThat(a.cash()).isEqualTo(dollars("1000") - dollars("3.48"));
        assertThat(b.cash()).isEqualTo(dollars("1000") - dollars("2.52"));
        assertThat(engine.clearing()).isEqualTo(dollars("6"));
        assertThat(floor.book()).containsExactly("ask 0.4200 4.00");
    }

    @Test
    void betterPricesTradeFirstAndEarlierOrdersAtTheSamePrice() {
        Order first = floor.bid(a, "0.40", "10");
        Order better = floor.bid(b, "0.41", "5");
        Order last = floor.bid(c, "0.40", "7");
        floor.give(d, "0.50", "14");
        floor.ask(d, "0.40", "14");

        assertThat(better.filled()).isEqualTo(quantity("5"));
        assertThat(first.filled()).isEqualTo(quantity("9"));
        assertThat(first.remaining()).isEqualTo(quantity("1"));
        assertThat(last.remaining()).isEqualTo(quantity("7"));
        assertThat(d.cash()).isEqualTo(dollars("1000") - dollars("7.00") + dollars("5.65"));
    }

    @Test
    void restsWhatDoesNotTradeAtOnce() {
        asks();
        Order order = floor.bid(d, "0.50", "10");

        assertThat(order.filled()).isEqualTo(quantity("7"));
        assertThat(order.takerCost()).isEqualTo(dollars("3.14"));
        assertThat(floor.book()).containsExactly("bid 0.5000 3.00", "ask 0.5100 9.00");
    }

    @Test
    void immediateOrCancelCancelsWhatDoesNotTradeAtOnce() {
        asks();
        Order order = engine.place(bid(market, "0.50", "10").immediateOrCancel().by(d));

        assertThat(order.status()).isEqualTo(CANCELED);
        assertThat(order.filled()).isEqualTo(quantity("7"));
        assertThat(order.takerCost()).isEqualTo(dollars("3.14"));
        assertThat(order.remaining()).isZero();
        assertThat(floor.book()).containsExactly("ask 0.5100 9.00");
    }

    @Test
    void fillOrKillTradesNothingWhenItCannotTradeWhole() {
        asks();
        Order order = engine.place(bid(market, "0.50", "10").fillOrKill().by(d));

        assertThat(order.status()).isEqualTo(CANCELED);
        assertThat(order.filled()).isZero();
        assertThat(floor.book()).containsExactly("ask 0.4400 4.00", "ask 0.4600 3.00", "ask 0.5100 9.00");
    }

    @Test
    void postOnlyIsRefusedWhereItWouldTrade() {
        asks();

        refuses(
                POST_ONLY_CROSS,
                () -> engine.place(bid(market, "0.50", "10").postOnly().by(d)));
        assertThat(floor.book()).containsExactly("ask 0.4400 4.00", "ask 0.4600 3.00", "ask 0.5100 9.00");
    }

    @Test
    void decreasedOrderKeepsItsPlace() {
        Order first = floor.bid(a, "0.40", "10");

        assertThat(shares(first, () -> engine.decrease(first, quantity("6")))).isEqualTo(contracts("6", "2"));
    }

    @Test
    void raisedOrderGoesToTheBack() {
        Order first = floor.bid(a, "0.40", "10");

        assertThat(shares(first, () -> floor.amend(first, "0.40", "12"))).isEqualTo(contracts("0", "8"));
    }

    @Test
    void orderThatLeftItsPriceComesBackToTheBack() {
        Order first = floor.bid(a, "0.40", "10");

        assertThat(shares(first, () -> {
                    floor.amend(first, "0.41", "10");
                    floor.amend(first, "0.40", "10");
                }))
                .isEqualTo(contracts("0", "8"));
    }

    @Test
    void extendedExpirationKeepsThePlace() {
        Order first =
                engine.place(bid(market, "0.40", "10").until(NOON + SECOND).by(a));

        assertThat(shares(first, () -> {
                    engine.amend(first, first.side(), price("0.40"), quantity("10"), null, NOON + 9 * SECOND);
                    floor.after(2 * SECOND);
                }))
                .isEqualTo(contracts("8", "0"));
    }

    @Test
    void takerIsCanceledWhereItWouldMeetItsOwnAccount() {
        Order strangers = floor.bid(a, "0.41", "5");
        Order own = floor.bid(b, "0.40", "5");
        Order others = floor.bid(c, "0.40", "5");
        Order taker = floor.ask(b, "0.40", "15");

        assertThat(strangers.status()).isEqualTo(EXECUTED);
        assertThat(taker.status()).isEqualTo(CANCELED);
        assertThat(taker.filled()).isEqualTo(quantity("5"));
        assertThat(own.remaining()).isEqualTo(quantity("5"));
        assertThat(others.remaining()).isEqualTo(quantity("5"));
        assertThat(floor.book()).containsExactly("bid 0.4000 10.00");
    }

    @Test
    void makerOfTheSameAccountGivesWay() {
        Order strangers = floor.bid(a, "0.41", "5");
        Order own = floor.bid(b, "0.40", "5");
        Order others = floor.bid(c, "0.40", "5");
        Order taker = engine.place(ask(market, "0.40", "15").makerGivesWay().by(b));

        assertThat(strangers.status()).isEqualTo(EXECUTED);
        assertThat(own.status()).isEqualTo(CANCELED);
        assertThat(own.filled()).isZero();
        assertThat(others.status()).isEqualTo(EXECUTED);
        assertThat(taker.remaining()).isEqualTo(quantity("5"));
        assertThat(floor.book()).containsExactly("ask 0.4000 5.00");
    }

    @Test
    void buyingNoClosesYes() {
        floor.give(a, "0.40", "10");
        floor.bid(b, "0.45", "10");
        floor.ask(a, "0.45", "10");

        Position position = a.position(market);
        assertThat(position.contracts()).isZero();
        assertThat(position.cost()).isZero();
        assertThat(position.realized()).isEqualTo(dollars("0.50"));
        assertThat(a.cash()).isEqualTo(dollars("1000") - dollars("4.00") + dollars("4.50"));
    }

    @Test
    void reduceOnlySellsNoMoreThanIsHeld() {
        floor.give(a, "0.40", "4");
        floor.bid(b, "0.45", "20");
        Order order = engine.place(
                ask(market, "0.45", "10").reduceOnly().immediateOrCancel().by(a));

        assertThat(order.filled()).isEqualTo(quantity("4"));
        assertThat(order.remaining()).isZero();
        assertThat(order.initial()).isEqualTo(quantity("10"));
        assertThat(order.status()).isEqualTo(CANCELED);
        assertThat(a.position(market).contracts()).isZero();
        refuses(
                REDUCE_ONLY_WITHOUT_POSITION,
                () -> engine.place(ask(market, "0.45", "10")
                        .reduceOnly()
                        .immediateOrCancel()
                        .by(a)));
    }

    @Test
    void groupThatTradesTooMuchIsCanceled() {
        OrderGroup group = engine.createGroup(a, quantity("50"));
        Order order = engine.place(bid(market, "0.40", "100").in(group).by(a));
        floor.ask(b, "0.40", "20");
        floor.after(9 * SECOND);
        floor.ask(b, "0.40", "20");
        floor.after(5 * SECOND);
        floor.ask(b, "0.40", "15");

        assertThat(group.triggered()).isTrue();
        assertThat(order.status()).isEqualTo(CANCELED);
        assertThat(order.filled()).isEqualTo(quantity("55"));
        refuses(
                GROUP_TRIGGERED,
                () -> engine.place(bid(market, "0.40", "1").in(group).by(a)));
    }

    @Test
    void groupForgetsAfterFifteenSeconds() {
        OrderGroup group = engine.createGroup(a, quantity("50"));
        Order order = engine.place(bid(market, "0.40", "100").in(group).by(a));
        floor.ask(b, "0.40", "20");
        floor.after(9 * SECOND);
        floor.ask(b, "0.40", "20");
        floor.after(6 * SECOND + SECOND / 2);
        floor.ask(b, "0.40", "15");

        assertThat(group.triggered()).isFalse();
        assertThat(order.remaining()).isEqualTo(quantity("45"));
    }

    @Test
    void tradeOfFifteenSecondsAgoNoLongerCounts() {
        OrderGroup group = engine.createGroup(a, quantity("50"));
        engine.place(bid(market, "0.40", "100").in(group).by(a));
        floor.ask(b, "0.40", "50");
        floor.after(15 * SECOND);
        floor.ask(b, "0.40", "50");

        assertThat(group.triggered()).isFalse();
        floor.after(15 * SECOND - 1);
        engine.limit(group, quantity("49"));
        assertThat(group.triggered()).isTrue();
    }

    @Test
    void pricesAreThoseOfTheGrid() {
        Market tapered = engine.list(
                "TAPERED", PriceStructure.TAPERED_DECI_CENT.grid(), Floor.FREE, NOON, NOON + Floor.HOUR, SECOND);
        for (String price : List.of("0.0975", "0.105")) {
            refuses(INVALID_PRICE, () -> engine.place(bid(tapered, price, "1").by(a)));
        }
        for (String price : List.of("0.097", "0.11", "0.905")) {
            engine.place(bid(tapered, price, "1").by(a));
        }
        assertThat(a.resting()).isEqualTo(3);
    }

    @Test
    void pauseCancelsWhoAskedForItAndItsEndAllOthers() {
        Order patient = floor.bid(a, "0.40", "10");
        Order hasty = engine.place(bid(market, "0.40", "10").cancelOnPause().by(a));

        engine.life().deactivate(market);
        assertThat(hasty.status()).isEqualTo(CANCELED);
        assertThat(patient.isResting()).isTrue();

        engine.life().activate(market);
        assertThat(patient.status()).isEqualTo(CANCELED);
        assertThat(floor.book()).isEmpty();
        assertThat(a.reserved()).isZero();
    }

    @Test
    void noBidsAreAsksSeenFromTheOtherSide() {
        floor.ask(a, "0.42", "4");
        List<String> bidsForNo = new ArrayList<>();
        market.book()
                .forEach(
                        BookSide.ASK,
                        (price, quantity) ->
                                bidsForNo.add(new Price(price).complement() + " " + new Quantity(quantity)));

        assertThat(bidsForNo).containsExactly("0.5800 4.00");
    }

    /** Ten more wait behind the first order; it changes, and eight are sold: what both orders get of them. */
    private List<Long> shares(Order first, Runnable change) {
        Order second = floor.bid(b, "0.40", "10");
        change.run();
        floor.ask(c, "0.40", "8");
        return List.of(first.filled(), second.filled());
    }

    private static List<Long> contracts(String first, String second) {
        return List.of(quantity(first), quantity(second));
    }

    private void asks() {
        floor.ask(a, "0.44", "4");
        floor.ask(b, "0.46", "3");
        floor.ask(c, "0.51", "9");
    }
}
