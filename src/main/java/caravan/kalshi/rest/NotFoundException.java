package caravan.kalshi.rest;

import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.wire.ErrorBody;

/** The exchange knows no such thing; a market may also be too new to be found yet. */
public final class NotFoundException extends KalshiException {
    NotFoundException(Operation operation, int status, ErrorBody body) {
        super(operation, status, body.code(), "not found, answered with " + status + ": " + body);
    }
}
