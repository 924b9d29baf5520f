package caravan.kalshi.rest;

/** The exchange does not know who asks, or does not allow it. Asking again with the same key does not help. */
public final class UnauthorizedException extends KalshiException {
    /** What is wrong, as far as the exchange tells. */
    public enum Reason {
        CLOCK("this computer's clock and the exchange's differ by more than the exchange accepts: set the clock"),
        KEY_ID("the exchange does not know this key id: check kalshi.api-key-id and kalshi.environment"),
        SIGNATURE("the private key does not belong to the key id: check kalshi.private-key-path"),
        OTHER("the key is not allowed to do this: check its permissions on the exchange's site");

        private final String advice;

        Reason(String advice) {
            this.advice = advice;
        }
    }

    private final Reason reason;

    UnauthorizedException(Operation operation, int status, ErrorBody body) {
        this(operation, status, body, reason(status, body));
    }

    private UnauthorizedException(Operation operation, int status, ErrorBody body, Reason reason) {
        super(operation, status, body.code(), "refused with " + status + " (" + body + "); " + reason.advice);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    private static Reason reason(int status, ErrorBody body) {
        if (status != 401) {
            return Reason.OTHER;
        }
        if (body.is("header_timestamp")) {
            return Reason.CLOCK;
        }
        if (body.is("signature_is_missing")) {
            return Reason.SIGNATURE;
        }
        return switch (body.details()) {
            case "NOT_FOUND" -> Reason.KEY_ID;
            case "INCORRECT_API_KEY_SIGNATURE" -> Reason.SIGNATURE;
            default -> Reason.OTHER;
        };
    }
}
