package caravan.risk;

import caravan.model.BookSide;
import caravan.model.OrderRequest;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Quote;
import caravan.model.RestingOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request, and where we would stand with it.
 *
 * @param now by our clock
 * @param expiration when the exchange would cancel the order by itself
 * @param before the account as it is
 * @param isAPersons whether a person has asked for it, and not a strategy
 */
public record Proposal(
        OrderRequest request, Instant now, Instant expiration, AccountStanding before, boolean isAPersons) {
    /** The market as it is. */
    MarketStanding market() {
        return before.market(request.ticker())
                .orElseThrow(() -> new IllegalStateException(
                        "expected to know where we stand in " + request.ticker() + ", found nothing"));
    }

    /** The order as it would rest or trade; empty where the request only takes back. */
    Optional<Quote> wanted() {
        if (request instanceof OrderRequest.Create create) {
            return Optional.of(create.quote());
        }
        if (request instanceof OrderRequest.Amend amend) {
            return Optional.of(amend.quote());
        }
        if (request instanceof OrderRequest.Renew renew) {
            RestingOrder order = renew.order();
            return Optional.of(
                    new Quote(order.ticker(), order.side(), order.price(), order.quantity(), "stays longer"));
        }
        return request instanceof OrderRequest.Exit exit
                ? Optional.of(new Quote(exit.ticker(), exit.side(), exit.price(), exit.quantity(), exit.reason()))
                : Optional.empty();
    }

    /** The order that would be another one afterwards; empty where none is touched. */
    Optional<RestingOrder> changed() {
        if (request instanceof OrderRequest.Amend amend) {
            return Optional.of(amend.order());
        }
        return request instanceof OrderRequest.Renew renew ? Optional.of(renew.order()) : Optional.empty();
    }

    boolean isExit() {
        return request instanceof OrderRequest.Exit;
    }

    /** The account with the request carried out and nothing filled. */
    AccountStanding after() {
        return before.with(marketAfter());
    }

    MarketStanding marketAfter() {
        List<RestingOrder> orders = new ArrayList<>(market().orders());
        changed()
                .ifPresent(old -> orders.removeIf(order -> order.clientOrderId().equals(old.clientOrderId())));
        wanted().ifPresent(quote -> orders.add(resting(quote)));
        return market().with(orders);
    }

    private RestingOrder resting(Quote quote) {
        return new RestingOrder(
                "proposed", quote.ticker(), quote.side(), quote.price(), quote.quantity(), now, expiration);
    }

    /** Whether it could only bring the position nearer to nothing, with all that rests on the same side. */
    boolean isReducing() {
        if (request.reduces() || isExit()) {
            return true;
        }
        long position = market().position().units();
        return wanted().map(quote -> {
                    boolean against = quote.side() == BookSide.BID ? position < 0 : position > 0;
                    return against && sameSide(quote).units() <= Math.abs(position);
                })
                .orElse(true);
    }

    /** Whether more could be lost with it in its event than without it. */
    boolean raisesEventLoss() {
        String event = market().eventTicker();
        return after().eventLoss(event).compareTo(before.eventLoss(event)) > 0;
    }

    /** All that would rest or trade on the side of a quote, with it. */
    Quantity sameSide(Quote quote) {
        return marketAfter().orders().stream()
                .filter(order -> order.side() == quote.side())
                .map(RestingOrder::quantity)
                .reduce(Quantity.ZERO, Quantity::plus);
    }

    /** The price on the other side that it would meet; empty where nobody is there. */
    Optional<Price> opposite(BookSide side) {
        if (market().book() == null) {
            return Optional.empty();
        }
        return (side == BookSide.BID ? market().book().asks() : market().book().bids())
                .stream().findFirst().map(level -> level.price());
    }
}
