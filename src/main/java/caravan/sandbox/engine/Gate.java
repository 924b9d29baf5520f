package caravan.sandbox.engine;

import static caravan.sandbox.engine.Refusal.Reason.DUPLICATE_CLIENT_ORDER_ID;
import static caravan.sandbox.engine.Refusal.Reason.EXCHANGE_PAUSED;
import static caravan.sandbox.engine.Refusal.Reason.GROUP_TRIGGERED;
import static caravan.sandbox.engine.Refusal.Reason.INSUFFICIENT_BALANCE;
import static caravan.sandbox.engine.Refusal.Reason.INVALID_EXPIRATION;
import static caravan.sandbox.engine.Refusal.Reason.INVALID_PRICE;
import static caravan.sandbox.engine.Refusal.Reason.INVALID_QUANTITY;
import static caravan.sandbox.engine.Refusal.Reason.MARKET_NOT_ACTIVE;
import static caravan.sandbox.engine.Refusal.Reason.ORDER_NOT_RESTING;
import static caravan.sandbox.engine.Refusal.Reason.POST_ONLY_CROSS;
import static caravan.sandbox.engine.Refusal.Reason.REDUCE_ONLY_NOT_IMMEDIATE;
import static caravan.sandbox.engine.Refusal.Reason.TOO_MANY_ORDERS;
import static caravan.sandbox.engine.Refusal.Reason.TRADING_PAUSED;

import caravan.model.BookSide;
import caravan.model.Price;
import org.jspecify.annotations.Nullable;

/** Lets a command in, or refuses it. Changes nothing: a command that has passed here succeeds. */
final class Gate {
    private static final int MOST_RESTING = 200_000;

    private final Clock clock;
    boolean exchangeActive = true;
    boolean tradingActive = true;

    Gate(Clock clock) {
        this.clock = clock;
    }

    void requireExchange() {
        if (!exchangeActive) {
            throw Refusal.of(EXCHANGE_PAUSED);
        }
    }

    void requireTrading(Market market) {
        requireExchange();
        if (!tradingActive) {
            throw Refusal.of(TRADING_PAUSED);
        }
        if (market.status != MarketStatus.ACTIVE) {
            throw Refusal.of(MARKET_NOT_ACTIVE);
        }
    }

    /** Even an order that is gone anyway cannot be canceled in a market that has closed. */
    void requireNotClosed(Market market) {
        if (market.status.compareTo(MarketStatus.CLOSED) >= 0) {
            throw Refusal.of(MARKET_NOT_ACTIVE);
        }
    }

    void requireResting(Order order) {
        if (!order.isResting()) {
            throw Refusal.of(ORDER_NOT_RESTING);
        }
    }

    /** What can be said of a new order without looking at money. */
    void requireForm(NewOrder asked) {
        Account account = asked.account();
        boolean rests = asked.timeInForce() == TimeInForce.GOOD_TILL_CANCELED;
        requirePrice(asked.market(), asked.price());
        requireQuantity(asked.quantity());
        requireExpiration(asked.expiration());
        if (asked.expiration() != 0 && !rests) {
            throw Refusal.of(INVALID_EXPIRATION);
        }
        if (asked.reduceOnly() && asked.timeInForce() != TimeInForce.IMMEDIATE_OR_CANCEL) {
            throw Refusal.of(REDUCE_ONLY_NOT_IMMEDIATE);
        }
        requireNewId(account, asked.clientOrderId());
        requireOpen(account, asked.group());
        if (rests && account.resting >= MOST_RESTING) {
            throw Refusal.of(TOO_MANY_ORDERS);
        }
        requireNoCross(asked.postOnly(), asked.market(), asked.side(), asked.price());
    }

    void requirePrice(Market market, int price) {
        if (!market.grid.allows(price)) {
            throw Refusal.of(INVALID_PRICE);
        }
    }

    void requireQuantity(long quantity) {
        if (quantity <= 0 || quantity > Engine.MOST_CONTRACTS) {
            throw Refusal.of(INVALID_QUANTITY);
        }
    }

    void requireExpiration(long expiration) {
        if (expiration != 0 && expiration <= clock.now()) {
            throw Refusal.of(INVALID_EXPIRATION);
        }
    }

    void requireNewId(Account account, @Nullable String clientOrderId) {
        if (clientOrderId != null && account.knows(clientOrderId)) {
            throw Refusal.of(DUPLICATE_CLIENT_ORDER_ID);
        }
    }

    private static void requireOpen(Account account, @Nullable OrderGroup group) {
        if (group == null) {
            return;
        }
        if (group.account() != account) {
            throw new IllegalArgumentException("expected an order group of " + account + ", found one of "
                    + group.account() + ": look the group up at the account");
        }
        if (group.triggered) {
            throw Refusal.of(GROUP_TRIGGERED);
        }
    }

    void requireNoCross(boolean postOnly, Market market, BookSide side, int price) {
        if (postOnly && market.book().wouldTrade(side, price)) {
            throw Refusal.of(POST_ONLY_CROSS);
        }
    }

    /**
     * The account can pay for an order, whatever part of it trades at once.
     *
     * <p>What closes a position pays for itself, and for its fee. Fees are foreseen for the whole order at its limit; a
     * better price saves more than it adds to the fee.
     *
     * @param instead the resting order that this one replaces, or null
     */
    void requireFunds(Position position, BookSide side, int price, long quantity, @Nullable Order instead) {
        Quotes quotes = position.quotes(side);
        Market market = position.market();
        boolean taker = market.book().wouldTrade(side, price);
        long closable = position.closable(side);
        long needed = quotes.reserveWith(price, quantity, taker, instead, closable) - quotes.reserve(closable);
        long closing = quotes.closing(price, quantity, instead, closable);
        if (closing > 0) {
            long cost = market.fees.cost(quotes.each(price), closing, taker);
            needed += Math.max(0, cost - closing * Price.UNITS_PER_DOLLAR);
        }
        if (needed > 0 && needed > position.account().available()) {
            throw Refusal.of(INSUFFICIENT_BALANCE);
        }
    }
}
