package caravan.kalshi.rest.outcome;

import caravan.kalshi.catalogue.Given;
import caravan.kalshi.rest.budget.Pace;
import caravan.model.WriteOutcome;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Finds out what became of a change of an order that was sent and not answered, or not so that it is known.
 *
 * <p>An outcome counts as known only when the exchange has told it: an order that is not found may not be visible yet, and
 * a request that was not carried out may be yet. Blocks while it looks. Thread-safe.
 */
public final class OrderResolver {
    private final Calls calls;
    private final OrderReads reads;
    private final Search search;
    private final Patience patience;

    /** @param clock as the one that requests are signed by */
    public OrderResolver(Calls calls, Pace pace, InstantSource clock, Patience patience) {
        this.calls = calls;
        this.reads = new OrderReads(calls, clock);
        this.search = new Search(pace, patience);
        this.patience = patience;
    }

    /** What may be done about an order that is found not to be placed. */
    public enum Missing {
        /** Only find out. */
        STAYS_MISSING,
        /** Place it, with the client order id it had: faster, and right as long as the order is still wanted. */
        IS_PLACED
    }

    /**
     * Finds out what became of a request.
     *
     * @return one outcome for each order, in the order of the request
     * @throws IllegalArgumentException if nobody can find out: no client order id, a decrease by a quantity, another
     *     operation
     */
    public List<WriteOutcome> resolve(Unanswered request, Missing missing) {
        Map<String, Object> given = Given.values(request.parameters()).orElseThrow();
        return switch (request.operation().name()) {
            case "CreateOrderV2" -> creates(request, missing, List.of(given));
            case "BatchCreateOrdersV2" -> creates(request, missing, orders(given));
            case "CancelOrderV2" -> List.of(changes(request, given).cancel());
            case "BatchCancelOrdersV2" ->
                orders(given).stream()
                        .map(order -> changes(request, order).cancel())
                        .toList();
            case "DecreaseOrderV2" -> List.of(changes(request, given).decrease());
            case "AmendOrderV2" -> List.of(changes(request, given).amend());
            default ->
                throw new IllegalArgumentException(
                        "expected an operation that places, amends, decreases or cancels orders, found "
                                + request.operation());
        };
    }

    private List<WriteOutcome> creates(Unanswered request, Missing missing, List<Map<String, Object>> orders) {
        return new Creates(calls, reads, search, patience, request, missing == Missing.IS_PLACED).outcomes(orders);
    }

    private Changes changes(Unanswered request, Map<String, Object> order) {
        return new Changes(calls, reads, search, patience, request, order);
    }

    private static List<Map<String, Object>> orders(Map<String, Object> parameters) {
        if (!(parameters.get("orders") instanceof Collection<?> items)) {
            throw new IllegalArgumentException("expected a list 'orders', found " + parameters.get("orders"));
        }
        List<Map<String, Object>> orders = new ArrayList<>();
        items.forEach(item -> orders.add(Given.values(item)
                .orElseThrow(() -> new IllegalArgumentException("expected an object for each order, found " + item))));
        return orders;
    }
}
