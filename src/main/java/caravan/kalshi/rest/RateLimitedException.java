package caravan.kalshi.rest;

import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.wire.ErrorBody;

/** More was asked than the account's budget allows; the exchange does not say when to ask again. */
public final class RateLimitedException extends KalshiException {
    RateLimitedException(Operation operation, int status, ErrorBody body) {
        super(operation, status, body.code(), "asked too often, answered with " + status + ": " + body);
    }

    @Override
    boolean isPassing() {
        return true;
    }
}
