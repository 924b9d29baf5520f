package caravan.sandbox.engine;

import caravan.model.BookSide;
import caravan.model.Price;
import caravan.model.Quantity;
import org.jspecify.annotations.Nullable;

/** A new order, said the way that people say it: {@code bid(market, "0.40", "10").postOnly().by(account)}. */
final class Asked {
    private final Market market;
    private final BookSide side;
    private final int price;
    private final long quantity;
    private @Nullable String clientOrderId;
    private TimeInForce timeInForce = TimeInForce.GOOD_TILL_CANCELED;
    private SelfTradePrevention selfTradePrevention = SelfTradePrevention.TAKER_AT_CROSS;
    private long expiration;
    private boolean postOnly;
    private boolean reduceOnly;
    private boolean cancelOnPause;
    private @Nullable OrderGroup group;

    private Asked(Market market, BookSide side, String price, String quantity) {
        this.market = market;
        this.side = side;
        this.price = Price.parse(price).units();
        this.quantity = Quantity.parse(quantity).units();
    }

    static Asked bid(Market market, String price, String quantity) {
        return new Asked(market, BookSide.BID, price, quantity);
    }

    static Asked ask(Market market, String price, String quantity) {
        return new Asked(market, BookSide.ASK, price, quantity);
    }

    Asked id(String id) {
        clientOrderId = id;
        return this;
    }

    Asked immediateOrCancel() {
        timeInForce = TimeInForce.IMMEDIATE_OR_CANCEL;
        return this;
    }

    Asked fillOrKill() {
        timeInForce = TimeInForce.FILL_OR_KILL;
        return this;
    }

    Asked makerGivesWay() {
        selfTradePrevention = SelfTradePrevention.MAKER;
        return this;
    }

    Asked until(long time) {
        expiration = time;
        return this;
    }

    Asked postOnly() {
        postOnly = true;
        return this;
    }

    Asked reduceOnly() {
        reduceOnly = true;
        return this;
    }

    Asked cancelOnPause() {
        cancelOnPause = true;
        return this;
    }

    Asked in(OrderGroup orders) {
        group = orders;
        return this;
    }

    NewOrder by(Account account) {
        return new NewOrder(
                account,
                market,
                clientOrderId,
                side,
                price,
                quantity,
                timeInForce,
                selfTradePrevention,
                expiration,
                postOnly,
                reduceOnly,
                cancelOnPause,
                group);
    }
}
