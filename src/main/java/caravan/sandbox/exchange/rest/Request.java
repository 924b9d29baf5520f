package caravan.sandbox.exchange.rest;

import caravan.sandbox.engine.Account;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request whose path is known.
 *
 * @param path the path's parameters
 * @param who whose key signed; null when nobody's did
 */
record Request(
        Map<String, String> path,
        Query query,
        @Nullable String contentType,
        String text,
        @Nullable Account who) {
    String path(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalArgumentException("expected a path parameter '" + name + "', found " + path.keySet());
        }
        return value;
    }

    /** The account that asks; the server lets nobody else come to a private operation. */
    Account account() {
        if (who == null) {
            throw Denial.nested(401, "signature_is_missing_from_headers", null);
        }
        return who;
    }

    Body body(String struct, Set<String> known) {
        return Body.read(struct, known, contentType, text);
    }
}
