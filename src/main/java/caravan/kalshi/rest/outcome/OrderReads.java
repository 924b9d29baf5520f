package caravan.kalshi.rest.outcome;

import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Operations;
import caravan.kalshi.rest.NotFoundException;
import caravan.model.OrderUpdate;
import caravan.model.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the exchange tells of orders, and up to when its telling is complete: reads lag behind. */
final class OrderReads {
    private static final Operation ORDER = Operations.named("GetOrder");
    private static final Operation ORDERS = Operations.named("GetOrders");
    private static final Operation OLD_ORDERS = Operations.named("GetHistoricalOrders");
    private static final Operation COMPLETE_UP_TO = Operations.named("GetUserDataTimestamp");
    /** Orders that have ended are history after two weeks, or sooner if the exchange changes its mind. */
    private static final Duration MAY_BE_HISTORY = Duration.ofDays(1);

    private static final String LARGEST_PAGE = "1000";

    private final Calls calls;
    private final InstantSource clock;

    OrderReads(Calls calls, InstantSource clock) {
        this.calls = calls;
        this.clock = clock;
    }

    /**
     * Orders of a market.
     *
     * @param complete whether there are no others
     */
    record Listing(List<OrderUpdate> orders, boolean complete) {}

    /** The moment up to which reads that follow know everything. */
    Instant completeUpTo() {
        return (Instant) calls.call(COMPLETE_UP_TO, Map.of());
    }

    /** The order as it stood a moment ago; empty where it is not told of yet, or no longer. */
    Optional<OrderUpdate> one(String orderId) {
        try {
            return Optional.of((OrderUpdate) calls.call(ORDER, Map.of("order_id", orderId)));
        } catch (NotFoundException unknown) {
            return Optional.empty();
        }
    }

    /**
     * All orders that were made in a market since.
     *
     * @param subaccount empty for the primary one
     */
    Listing since(String ticker, Instant time, String subaccount) {
        List<OrderUpdate> orders = new ArrayList<>();
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("ticker", ticker);
        parameters.put("min_ts", time.getEpochSecond());
        parameters.put("limit", LARGEST_PAGE);
        parameters.put("subaccount", subaccount);
        boolean complete = addAll(ORDERS, parameters, orders);
        if (Duration.between(time, clock.instant()).compareTo(MAY_BE_HISTORY) > 0) {
            complete &= addAll(OLD_ORDERS, parameters, orders);
        }
        return new Listing(orders, complete);
    }

    private boolean addAll(Operation operation, Map<String, Object> parameters, List<OrderUpdate> orders) {
        Map<String, Object> asked = new HashMap<>(parameters);
        boolean complete = true;
        while (true) {
            Page<?> page = (Page<?>) calls.call(operation, asked);
            page.items().forEach(order -> orders.add((OrderUpdate) order));
            complete &= page.unreadable().isEmpty();
            if (page.isLast()) {
                return complete;
            }
            if (page.cursor().equals(asked.put("cursor", page.cursor()))) {
                return false;
            }
        }
    }
}
