package caravan.kalshi.rest.outcome;

import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Operations;
import caravan.kalshi.rest.ConflictException;
import caravan.kalshi.rest.InvalidRequestException;
import caravan.kalshi.rest.KalshiException;
import caravan.kalshi.rest.OutcomeUnknownException;
import caravan.kalshi.rest.RateLimitedException;
import caravan.kalshi.rest.UnavailableException;
import caravan.model.OrderReceipt;
import caravan.model.OrderUpdate;
import caravan.model.Rejection.Reason;
import caravan.model.WriteOutcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds out which of several orders were placed.
 *
 * <p>An order is known by its client order id. That it is not there is certain only when reads are complete up to a
 * moment when the request could no longer be carried out. Confined to the call that made it.
 */
final class Creates {
    private static final Operation CREATE = Operations.named("CreateOrderV2");

    private final Calls calls;
    private final OrderReads reads;
    private final Search search;
    private final Patience patience;
    private final Unanswered request;
    private final boolean again;
    private final Map<String, Map<String, Object>> pending = new LinkedHashMap<>();
    private final Set<String> known = new HashSet<>();
    private final Map<String, WriteOutcome> outcomes = new HashMap<>();

    /** @param again whether what is not there may be placed now */
    Creates(Calls calls, OrderReads reads, Search search, Patience patience, Unanswered request, boolean again) {
        this.calls = calls;
        this.reads = reads;
        this.search = search;
        this.patience = patience;
        this.request = request;
        this.again = again;
    }

    /** @param creates what was to be placed, as it was asked for */
    List<WriteOutcome> outcomes(List<Map<String, Object>> creates) {
        creates.forEach(create -> pending.put(Asked.text(create, "client_order_id"), create));
        if (pending.size() < creates.size()) {
            throw new IllegalArgumentException("expected a client order id for each order, found one twice");
        }
        String reason = search.go(this::look);
        pending.keySet()
                .forEach(id -> outcomes.put(
                        id, new WriteOutcome.Unknown(known.contains(id) ? "it exists, but " + reason : reason)));
        return creates.stream()
                .map(create -> outcomes.get(Asked.text(create, "client_order_id")))
                .toList();
    }

    private boolean look() {
        boolean tooLate = request.isTooLateAt(reads.completeUpTo(), patience);
        boolean complete = find();
        if (tooLate && complete) {
            pending.keySet().stream()
                    .filter(id -> !known.contains(id))
                    .toList()
                    .forEach(id -> end(id, new WriteOutcome.NotDone("no such order was placed")));
        }
        if (again && !tooLate) {
            List.copyOf(pending.keySet()).stream()
                    .filter(id -> !known.contains(id))
                    .forEach(this::place);
        }
        return pending.isEmpty();
    }

    /** Looks for all that is pending, one listing a market. */
    private boolean find() {
        boolean complete = true;
        Set<Market> markets = new HashSet<>();
        pending.values()
                .forEach(create ->
                        markets.add(new Market(Asked.text(create, "ticker"), Asked.optional(create, "subaccount"))));
        for (Market market : markets) {
            OrderReads.Listing listing = reads.since(market.ticker(), request.from(patience), market.subaccount());
            complete &= listing.complete();
            listing.orders().forEach(this::found);
        }
        return complete;
    }

    private record Market(String ticker, String subaccount) {}

    private void found(OrderUpdate order) {
        String id = order.clientOrderId();
        if (id != null && pending.containsKey(id)) {
            end(id, Orders.done(order));
        }
    }

    /** The exchange takes an id once for ever: this places the order, or tells that it is there. */
    private void place(String id) {
        try {
            OrderReceipt.Placed placed = (OrderReceipt.Placed) calls.call(CREATE, pending.get(id));
            end(id, new WriteOutcome.Done(placed.orderId(), id, placed.filled(), placed.remaining()));
        } catch (ConflictException conflict) {
            if (conflict.rejection().reason() == Reason.DUPLICATE) {
                known.add(id);
            }
        } catch (InvalidRequestException
                | OutcomeUnknownException
                | UnavailableException
                | RateLimitedException inconclusive) {
            // A refusal of this one says nothing about the first; the next look does.
            ignore(inconclusive);
        }
    }

    private static void ignore(KalshiException inconclusive) {
        Search.LOG.debug("{}; looking on", inconclusive.getMessage());
    }

    private void end(String id, WriteOutcome outcome) {
        pending.remove(id);
        outcomes.put(id, outcome);
    }
}
