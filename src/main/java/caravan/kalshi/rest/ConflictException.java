package caravan.kalshi.rest;

import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.wire.ErrorBody;
import caravan.model.Rejection;

/**
 * The request does not fit the state of the exchange.
 *
 * <p>That is two very different things, which {@link #rejection()} tells apart: an order with this id exists already, or
 * trading is paused.
 */
public final class ConflictException extends KalshiException {
    private final Rejection rejection;

    ConflictException(Operation operation, int status, ErrorBody body) {
        super(operation, status, body.code(), "refused with " + status + ": " + body);
        this.rejection = body.rejection();
    }

    /** Why. */
    public Rejection rejection() {
        return rejection;
    }
}
