package caravan.sandbox.discord;

import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A fault that waits for the next request.
 *
 * @param method only requests of this method; null for any
 * @param code the status to answer with, where the kind has one
 * @param millis how long to wait, where the kind waits
 */
record Fault(Kind kind, @Nullable String method, int code, int millis) {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PATCH", "DELETE");

    enum Kind {
        /** Answers with a status; nothing is applied. */
        STATUS,
        /** Answers late. */
        DELAY,
        /** Resets the connection before anything is applied. */
        DROP,
        /** Applies the request, then resets the connection. */
        APPLY_THEN_DROP,
        /** Applies the request, then answers with a status. */
        APPLY_THEN_STATUS,
        /** Says 429 and how long to wait. */
        RATE_LIMIT,
        /** Says 429 as the network in front of Discord does: HTML, and no {@code Via}. */
        CLOUDFLARE;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static @Nullable Kind kind(String word) {
        for (Kind kind : Kind.values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        return null;
    }

    /** @throws IllegalArgumentException if a parameter makes no sense */
    static Fault of(Kind kind, MultiMap parameters) {
        String method = parameters.get("method");
        if (method != null && !METHODS.contains(method)) {
            throw new IllegalArgumentException("method must be one of " + METHODS + ", was " + method);
        }
        int code = number(parameters, "code", kind == Kind.STATUS ? 500 : 502, 599);
        int millis = number(parameters, "ms", 1_000, 600_000);
        if (code < 400) {
            throw new IllegalArgumentException("code must be 400 to 599, was " + code);
        }
        return new Fault(kind, method, code, millis);
    }

    static int number(MultiMap parameters, String name, int otherwise, int most) {
        String text = parameters.get(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("\\d{1,7}") || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException(name + " must be 0 to " + most + ", was " + text);
        }
        return Integer.parseInt(text);
    }

    boolean fits(String requestMethod) {
        return method == null || method.equals(requestMethod);
    }
}
