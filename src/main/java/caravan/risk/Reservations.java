package caravan.risk;

import caravan.model.Approved;
import caravan.model.RestingOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was approved and has no known outcome yet: it counts as resting. Not thread-safe. */
final class Reservations {
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
    AccountStanding added(AccountStanding account) {
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
}
