package caravan.sandbox.engine;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import caravan.model.BookSide;
import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.rules.FeeType;
import caravan.rules.Fees;
import caravan.rules.PriceStructure;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** An exchange with one market that charges nothing, on a day in autumn. */
final class Floor {
    static final long SECOND = 1_000_000;
    static final long HOUR = 3600 * SECOND;
    static final long NOON = Instant.parse("2026-10-10T12:00:00Z").getEpochSecond() * SECOND;
    static final Fees FREE = Fees.of(FeeType.QUADRATIC, BigDecimal.ZERO);

    final Journal journal = new Journal();
    final Engine engine;
    final Market market;

    Floor() {
        engine = new Engine(1, NOON, journal);
        market = list("RAIN", FREE);
        journal.read();
    }

    /** Another market, which closes in an hour and pays a minute after it is determined. */
    Market list(String ticker, Fees fees) {
        return engine.list(ticker, PriceStructure.LINEAR_CENT.grid(), fees, NOON, NOON + HOUR, 60 * SECOND);
    }

    /** A member with a thousand dollars. */
    Account member(String name) {
        return member(name, "1000");
    }

    Account member(String name, String dollars) {
        return engine.admit(name, dollars(dollars));
    }

    Order bid(Account account, String price, String quantity) {
        return engine.place(Asked.bid(market, price, quantity).by(account));
    }

    Order ask(Account account, String price, String quantity) {
        return engine.place(Asked.ask(market, price, quantity).by(account));
    }

    /** Gives an account a position, at the expense of somebody new. */
    void give(Account account, String price, String contracts) {
        boolean yes = !contracts.startsWith("-");
        String quantity = yes ? contracts : contracts.substring(1);
        Account other = member("other", "1000000");
        Asked resting = yes ? Asked.ask(market, price, quantity) : Asked.bid(market, price, quantity);
        Asked taking = yes ? Asked.bid(market, price, quantity) : Asked.ask(market, price, quantity);
        engine.place(resting.by(other));
        engine.place(taking.immediateOrCancel().by(account));
        journal.read();
    }

    void amend(Order order, String price, String total) {
        engine.amend(order, order.side(), price(price), quantity(total), null, order.expiration());
    }

    void after(long micros) {
        engine.advanceTo(engine.now() + micros);
    }

    /** What the book shows, best prices first. */
    List<String> book() {
        List<String> levels = new ArrayList<>();
        for (BookSide side : BookSide.values()) {
            String word = side == BookSide.BID ? "bid " : "ask ";
            market.book()
                    .forEach(
                            side,
                            (price, quantity) -> levels.add(word + new Price(price) + ' ' + new Quantity(quantity)));
        }
        return levels;
    }

    static void refuses(Refusal.Reason reason, ThrowingCallable command) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(command)
                .extracting(Refusal::reason)
                .isEqualTo(reason);
    }

    static int price(String dollars) {
        return Price.parse(dollars).units();
    }

    static long quantity(String contracts) {
        return Quantity.parse(contracts).units();
    }

    static long dollars(String amount) {
        return Money.parse(amount).units();
    }
}
