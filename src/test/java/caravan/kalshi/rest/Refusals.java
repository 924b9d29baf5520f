package caravan.kalshi.rest;

import caravan.kalshi.wire.ErrorBody;
import java.util.List;

/** What the exchange's client throws, for tests of the routes that have to tell one from another. */
public final class Refusals {
    private Refusals() {}

    /** A 401, with the exchange's words for it. */
    public static UnauthorizedException unauthorized(String code, String details) {
        Operation getFills =
                new Operation("GetFills", "GET", "/portfolio/fills", List.of(), List.of(), true, json -> json, false);
        return new UnauthorizedException(getFills, 401, new ErrorBody(code, "", details));
    }
}
