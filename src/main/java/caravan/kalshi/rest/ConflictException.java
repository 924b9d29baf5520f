package caravan.kalshi.rest;

import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.wire.ErrorBody;

/**
 * The request does not fit the state of the exchange.
 *
 * <p>The code tells two very different things apart: {@code order_already_exists} and {@code trading_is_paused}.
 */
public final class ConflictException extends KalshiException {
    ConflictException(Operation operation, int status, ErrorBody body) {
        super(operation, status, body.code(), "refused with " + status + ": " + body);
    }
}
