package caravan.kalshi.rest.outcome;

import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Operations;
import caravan.kalshi.rest.ConflictException;
import caravan.kalshi.rest.InvalidRequestException;
import caravan.kalshi.rest.NotFoundException;
import caravan.kalshi.rest.OutcomeUnknownException;
import caravan.kalshi.rest.RateLimitedException;
import caravan.kalshi.rest.UnavailableException;
import caravan.model.OrderUpdate;
import caravan.model.Quantity;
import caravan.model.WriteOutcome;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds out whether an order that is there was changed. Confined to the call that made it. */
final class Changes {
    private static final Operation CANCEL = Operations.named("CancelOrderV2");

    private final Calls calls;
    private final OrderReads reads;
    private final Search search;
    private final Patience patience;
    private final Unanswered request;
    private final Map<String, Object> parameters;
    private @Nullable WriteOutcome outcome;
    private boolean answered;

    /** @param parameters of the one order, which may be one of several in the request */
    Changes(
            Calls calls,
            OrderReads reads,
            Search search,
            Patience patience,
            Unanswered request,
            Map<String, Object> parameters) {
        this.calls = calls;
        this.reads = reads;
        this.search = search;
        this.patience = patience;
        this.request = request;
        this.parameters = parameters;
    }

    /** Cancels it again, which does no harm, until the exchange has answered; then reads how it ended. */
    WriteOutcome cancel() {
        return reduce(CANCEL, Orders::hasEnded);
    }

    /** Decreases it again, which does no harm: to a quantity, and not by one. */
    WriteOutcome decrease() {
        if (Asked.optional(parameters, "reduce_to").isEmpty()) {
            throw new IllegalArgumentException(
                    "expected 'reduce_to', found 'reduce_by': nobody can find out whether" + " that was done once");
        }
        Quantity wanted = Asked.quantity(parameters, "reduce_to");
        return reduce(
                request.operation(),
                order -> Orders.hasEnded(order) || order.remaining().compareTo(wanted) <= 0);
    }

    private WriteOutcome reduce(Operation operation, Predicate<OrderUpdate> isSmall) {
        return outcome(() -> {
            if (!answered) {
                repeat(operation);
            }
            boolean complete = areReadsComplete();
            Optional<OrderUpdate> order = reads.one(Asked.text(parameters, "order_id"));
            if (order.isPresent() && isSmall.test(order.get())) {
                outcome = Orders.done(order.get());
            } else if (answered && complete && order.isEmpty()) {
                outcome = new WriteOutcome.NotDone("the exchange knows no such order");
            }
            return outcome != null;
        });
    }

    private void repeat(Operation operation) {
        try {
            calls.call(operation, parameters);
            answered = true;
        } catch (NotFoundException ended) {
            answered = true;
        } catch (ConflictException
                | InvalidRequestException
                | OutcomeUnknownException
                | UnavailableException
                | RateLimitedException inconclusive) {
            // It may be as small as it is to be already, or the market is closed: the read tells.
            Search.LOG.debug("{}; looking on", inconclusive.getMessage());
        }
    }

    /** Compares, and never repeats: the order would lose its place in the queue. */
    WriteOutcome amend() {
        return outcome(() -> {
            boolean complete = areReadsComplete();
            Optional<OrderUpdate> order = reads.one(Asked.text(parameters, "order_id"));
            if (order.isPresent()) {
                if (Orders.hasEnded(order.get()) || isAsWanted(order.get())) {
                    outcome = Orders.done(order.get());
                } else if (complete) {
                    outcome = new WriteOutcome.NotDone("the order is as it was");
                }
            }
            return outcome != null;
        });
    }

    /** The new id, where there is one, proves most; else price and quantity tell. */
    private boolean isAsWanted(OrderUpdate order) {
        String newId = Asked.optional(parameters, "updated_client_order_id");
        if (!newId.isEmpty()) {
            return newId.equals(order.clientOrderId());
        }
        return order.price().equals(Asked.price(parameters, "price"))
                && order.filled().plus(order.remaining()).equals(Asked.quantity(parameters, "count"));
    }

    /** Whether reads that follow know all that can still become of the request. */
    private boolean areReadsComplete() {
        return request.isTooLateAt(reads.completeUpTo(), patience);
    }

    private WriteOutcome outcome(Search.Look look) {
        String reason = search.go(look);
        return outcome != null ? outcome : new WriteOutcome.Unknown(reason);
    }
}
