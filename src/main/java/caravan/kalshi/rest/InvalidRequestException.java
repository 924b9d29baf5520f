package caravan.kalshi.rest;

import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.wire.ErrorBody;
import caravan.model.Rejection;

/** The exchange cannot do what it was asked, now or later. */
public final class InvalidRequestException extends KalshiException {
    private final Rejection rejection;

    InvalidRequestException(Operation operation, int status, ErrorBody body) {
        super(operation, status, body.code(), "refused with " + status + ": " + body);
        this.rejection = body.rejection();
    }

    /** Why. */
    public Rejection rejection() {
        return rejection;
    }
}
