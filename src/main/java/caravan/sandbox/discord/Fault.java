package caravan.sandbox.discord;

import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong with a request.
 *
 * @param method only requests of this method; null for any
 * @param path only requests whose path contains this; null for any
 * @param code the status to answer with, where the kind has one
 * @param error Discord's own code in the body of that answer
 * @param millis how long to wait, where the kind waits
 */
record Fault(Kind kind, @Nullable String method, @Nullable String path, int code, int error, int millis) {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PATCH", "DELETE");

    enum Kind {
        /** Answers with a status; nothing is applied. */
        STATUS,
        /** Applies the request and answers late. */
        DELAY,
        /** Resets the connection before anything is applied. */
        DROP,
        /** Applies the request, then resets the connection. */
        APPLY_THEN_DROP,
        /** Applies the request, then answers with a status. */
        APPLY_THEN_STATUS,
        /** Applies the request, then ends the connection in the middle of the answer. */
        TRUNCATE,
        /** Says 429 and how long to wait. */
        RATE_LIMIT,
        /** Says 429 as the network in front of Discord does: HTML, and no {@code Via}. */
        CLOUDFLARE,
        /** Says 502 as that network does, with an empty page; nothing is applied. */
        BAD_GATEWAY;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        boolean isApplied() {
            return this == DELAY || this == APPLY_THEN_DROP || this == APPLY_THEN_STATUS || this == TRUNCATE;
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
        int error = number(parameters, "error", 0, 9_999_999);
        int millis = number(parameters, "ms", 1_000, 600_000);
        if (code < 400) {
            throw new IllegalArgumentException("code must be 400 to 599, was " + code);
        }
        return new Fault(kind, method, parameters.get("path"), code, error, millis);
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

    boolean fits(String requestMethod, String requestPath) {
        return (method == null || method.equals(requestMethod)) && (path == null || requestPath.contains(path));
    }
}
