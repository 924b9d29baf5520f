package caravan.kalshi.rest;

import caravan.kalshi.auth.Refusal;
import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.wire.ErrorBody;

/** The exchange does not know who asks, or does not allow it. */
public final class UnauthorizedException extends KalshiException {
    private final Refusal reason;

    UnauthorizedException(Operation operation, int status, ErrorBody body) {
        this(
                operation,
                status,
                body,
                status == 401 ? Refusal.of(body.code(), body.details(), null) : Refusal.PERMISSION);
    }

    private UnauthorizedException(Operation operation, int status, ErrorBody body, Refusal reason) {
        super(operation, status, body.code(), "refused with " + status + " (" + body + "): " + reason.advice());
        this.reason = reason;
    }

    /** What is wrong, as far as the exchange tells. */
    public Refusal reason() {
        return reason;
    }

    /** Whether asking again with the same settings is in vain. */
    public boolean isLasting() {
        return reason.isLasting();
    }
}
