package caravan.kalshi.rest;

import caravan.kalshi.catalogue.Effect;
import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.wire.ErrorBody;

/** A request that the exchange did not answer as asked; the kinds differ in what to do about it. */
public abstract sealed class KalshiException extends RuntimeException
        permits UnauthorizedException,
                NotFoundException,
                RateLimitedException,
                InvalidRequestException,
                ConflictException,
                UnavailableException,
                OutcomeUnknownException {
    private final String operation;
    private final int status;
    private final String code;

    KalshiException(Operation operation, int status, String code, String message) {
        super(operation + ": " + message);
        this.operation = operation.name();
        this.status = status;
        this.code = code;
    }

    /** What was asked, for example {@code GetFills}. */
    public final String operation() {
        return operation;
    }

    /** The HTTP status; 0 when there was no answer. */
    public final int status() {
        return status;
    }

    /** The exchange's word for the reason; empty when it gave none. */
    public final String code() {
        return code;
    }

    /** Whether the same request may succeed a little later. */
    boolean isPassing() {
        return false;
    }

    /** The exception for an answer that is not the one asked for. */
    static KalshiException of(Operation operation, int status, ErrorBody body) {
        return switch (status) {
            case 401, 403 -> new UnauthorizedException(operation, status, body);
            case 404 -> new NotFoundException(operation, status, body);
            case 409 -> new ConflictException(operation, status, body);
            case 429 -> new RateLimitedException(operation, status, body);
            default ->
                isRefusal(status)
                        ? new InvalidRequestException(operation, status, body)
                        : failed(operation, status, body);
        };
    }

    /** Whether nothing was carried out. 408 is a gateway's, which may have passed the request on. */
    private static boolean isRefusal(int status) {
        return status >= 400 && status < 500 && status != 408;
    }

    private static KalshiException failed(Operation operation, int status, ErrorBody body) {
        return operation.effect() == Effect.READ
                ? new UnavailableException(operation, status, body)
                : new OutcomeUnknownException(operation, status, body);
    }
}
