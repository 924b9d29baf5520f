package caravan.kalshi.rest;

import caravan.kalshi.catalogue.Operations;
import caravan.kalshi.wire.ErrorBody;

/** What the exchange's client throws, for tests of the routes that have to tell one from another. */
public final class Refusals {
    private Refusals() {}

    /** A 401, with the exchange's words for it. */
    public static UnauthorizedException unauthorized(String code, String details) {
        return new UnauthorizedException(Operations.named("GetFills"), 401, new ErrorBody(code, "", details));
    }
}
