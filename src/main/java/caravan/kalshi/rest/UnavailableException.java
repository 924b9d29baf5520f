package caravan.kalshi.rest;

import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.wire.ErrorBody;

/**
 * No answer that can be used: none came, or the exchange failed, or it said what is not understood.
 *
 * <p>Where the request was to change something it was certainly not sent; else the outcome is unknown.
 */
public final class UnavailableException extends KalshiException {
    private final boolean passing;

    UnavailableException(Operation operation, int status, ErrorBody body) {
        super(operation, status, body.code(), "expected an answer, found status " + status + ": " + body);
        this.passing = status >= 500 || status == 408;
    }

    /** No answer came: nobody listens, the connection broke, or time ran out. */
    UnavailableException(Operation operation, String expected, Exception cause) {
        super(operation, 0, "", expected + ", found " + cause);
        initCause(cause);
        this.passing = true;
    }

    /** An answer came and cannot be read; it would be no better the next time. */
    UnavailableException(Operation operation, int status, String reason) {
        super(operation, status, "", reason);
        this.passing = false;
    }

    @Override
    boolean isPassing() {
        return passing;
    }
}
