package caravan.kalshi.rest;

import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.rest.budget.BudgetException;
import caravan.kalshi.wire.ErrorBody;

/**
 * More was asked than the account's budget allows: either the request was not sent, after it had waited for tokens, or
 * the exchange refused it and does not say when to ask again.
 */
public final class RateLimitedException extends KalshiException {
    /** The exchange's 429. */
    RateLimitedException(Operation operation, int status, ErrorBody body) {
        super(operation, status, body.code(), "asked too often, answered with " + status + ": " + body);
    }

    /** Our own budget; asking again at once would make the queue longer. */
    RateLimitedException(Operation operation, BudgetException cause) {
        super(operation, 0, "", cause.getMessage() + "; not sent");
        initCause(cause);
    }

    /** Whether the exchange said so, rather than our own count. */
    public boolean isOfTheExchange() {
        return status() != 0;
    }

    @Override
    boolean isPassing() {
        return isOfTheExchange();
    }
}
