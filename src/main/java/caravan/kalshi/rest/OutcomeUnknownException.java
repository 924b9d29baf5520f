package caravan.kalshi.rest;

import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.wire.ErrorBody;

/**
 * A request that changes something was sent, and no answer tells what became of it: it may have been carried out, or may
 * be yet. Asking again could do it twice; the resolver of outcomes finds out.
 */
public final class OutcomeUnknownException extends KalshiException {
    private static final String ADVICE = "; whether it was carried out is not known";

    /** The connection broke, or time ran out. */
    OutcomeUnknownException(Operation operation, String expected, Exception cause) {
        super(operation, 0, "", expected + ", found " + cause + ADVICE);
        initCause(cause);
    }

    /** The exchange failed at it. */
    OutcomeUnknownException(Operation operation, int status, ErrorBody body) {
        super(operation, status, body.code(), "expected an answer, found status " + status + ": " + body + ADVICE);
    }

    /** An answer came and cannot be read. */
    OutcomeUnknownException(Operation operation, int status, String reason) {
        super(operation, status, "", reason + ADVICE);
    }
}
