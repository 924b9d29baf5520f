package caravan.sandbox.exchange;

import caravan.model.Action;
import caravan.model.BookSide;
import caravan.model.Money;
import caravan.model.Outcome;
import caravan.model.Price;
import caravan.model.Quantity;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** An order of the sandbox account, with the fills that are still to come. Not thread-safe. */
final class OwnOrder {
    final String id;
    final String clientOrderId;
    final SimulatedMarket market;
    final OrderScript script;
    final Price limit;
    final Quantity initial;
    final Instant created;
    final Deque<OrderScript.Part> parts;

    Instant updated;
    Instant nextFill;
    Quantity filled = Quantity.ZERO;
    Money takerCost = Money.ZERO;
    Money makerCost = Money.ZERO;
    Money takerFees = Money.ZERO;
    Money makerFees = Money.ZERO;
    Money carriedRounding = Money.ZERO;
    /** Whether the unfilled quantity is part of the public book. */
    boolean shown;

    OwnOrder(String id, String clientOrderId, SimulatedMarket market, OrderScript script, Instant now) {
        this.id = id;
        this.clientOrderId = clientOrderId;
        this.market = market;
        this.script = script;
        this.limit = script.limit();
        this.initial = script.initial();
        this.created = now;
        this.updated = now;
        this.nextFill = now.plus(script.interval());
        this.parts = new ArrayDeque<>(script.parts());
    }

    Outcome outcome() {
        return script.outcome();
    }

    Action action() {
        return script.action();
    }

    /** Buying YES and selling NO both bid for YES. */
    BookSide bookSide() {
        return (outcome() == Outcome.YES) == (action() == Action.BUY) ? BookSide.BID : BookSide.ASK;
    }

    /** The outcome that the order makes the account longer of. */
    Outcome direction() {
        return bookSide() == BookSide.BID ? Outcome.YES : Outcome.NO;
    }

    Price yesPrice() {
        return yes(limit);
    }

    /** The YES price for a price of the traded outcome. */
    Price yes(Price price) {
        return outcome() == Outcome.YES ? price : price.complement();
    }

    /** Where the order rests: the price of the side of the book that it bids on. */
    int restingPrice() {
        return onSide(yesPrice());
    }

    /** A YES price as a price of the side of the book that the order bids on. */
    int onSide(Price yesPrice) {
        return bookSide() == BookSide.BID
                ? yesPrice.units()
                : yesPrice.complement().units();
    }

    Quantity remaining() {
        return initial.minus(filled);
    }

    boolean executed() {
        return remaining().units() == 0;
    }

    /** Whether every fill to come is at the limit, as for an order that rests. */
    boolean rests() {
        return parts.stream().allMatch(part -> part.price().equals(limit));
    }
}
