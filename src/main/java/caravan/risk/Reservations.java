package caravan.risk;

import caravan.model.Approved;
import caravan.model.RestingOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was approved and is not among the open orders yet: it counts as resting. Not thread-safe.
 *
 * <p>What never gets there ends with the order's own expiration, by which the exchange has ended it too if it was sent
 * after all.
 */
final class Reservations {
    /** The exchange's clock may be behind ours, and its own end comes a little late. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private final Map<Long, RestingOrder> open = new LinkedHashMap<>();

    /** An amended order may rest as it was or as it is to be, so both count. */
    void reserve(Approved approved, Proposal proposal) {
        proposal.wanted()
                .ifPresent(quote -> open.put(
                        approved.number(),
                        new RestingOrder(
                                "approved-" + approved.number(),
                                quote.ticker(),
                                quote.side(),
                                quote.price(),
                                quote.quantity(),
                                approved.time(),
                                approved.expiration())));
    }

    void release(Approved approved) {
        open.remove(approved.number());
    }

    /** The account with what is reserved among its orders. */
    AccountStanding added(AccountStanding account, Instant now) {
        open.values().removeIf(order -> isOver(order, now));
        AccountStanding added = account;
        for (RestingOrder order : open.values()) {
            MarketStanding market = added.market(order.ticker()).orElse(null);
            if (market != null) {
                List<RestingOrder> orders = new ArrayList<>(market.orders());
                orders.add(order);
                added = added.with(market.with(orders));
            }
        }
        return added;
    }

    private static boolean isOver(RestingOrder order, Instant now) {
        Instant end = order.expirationTime();
        return end != null && now.isAfter(end.plus(LATE));
    }

    /** The markets in which something is reserved. */
    List<String> tickers() {
        return open.values().stream().map(RestingOrder::ticker).distinct().toList();
    }

    int count() {
        return open.size();
    }
}
