package caravan.sandbox.exchange.rest;

import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A request that is not carried out, and the answer that says so, in one of the exchange's four error shapes.
 *
 * <p>Carries no stack trace: a client's mistake is an answer, not a fault.
 */
final class Denial extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    private Denial(int status, ObjectNode body) {
        super("answered with " + status, null, false, false);
        this.answer = new Answer(status, body);
    }

    Answer answer() {
        return answer;
    }

    /** Code, message and details, as they stand beside the other items of a batch. */
    JsonNode error() {
        JsonNode body = answer.body();
        return body == null ? Json.object() : body.has("error") ? body.path("error") : body;
    }

    /** The shape of the matching engine and of the login: {@code {"error":{…}}}. */
    static Denial nested(int status, String code, @Nullable String details) {
        ObjectNode body = Json.error(code, code.replace('_', ' '));
        if (details != null) {
            body.withObject("error").put("details", details);
        }
        return new Denial(status, body);
    }

    static Denial notFound() {
        return nested(404, "not_found", null);
    }

    /** The shape of what reads bodies: {@code {"code":…,"message":…,"details":…}}. */
    static Denial flat(int status, String code, String details) {
        return new Denial(
                status,
                Json.object()
                        .put("code", code)
                        .put("message", code.replace('_', ' '))
                        .put("details", details));
    }

    /** The shape of the check of query parameters: {@code {"msg":…}}. */
    static Denial bare(String operation, String detail) {
        return new Denial(
                400, Json.object().put("msg", "Parameter validation failed for " + operation + ": " + detail));
    }

    /** A parameter breaks a rule; the text is that of the exchange's validator. */
    static Denial parameter(String operation, String parameter, String rule) {
        String field = goName(parameter);
        return bare(
                operation,
                "Key: '%sParams.%s' Error:Field validation for '%s' failed on the '%s' tag"
                        .formatted(operation, field, field, rule));
    }

    /** The shape of an empty bucket, where {@code error} is a string. */
    static Denial tooManyRequests() {
        return new Denial(429, Json.object().put("error", "too many requests"));
    }

    /** {@code min_ts} as its validator calls it: {@code MinTs}. */
    static String goName(String name) {
        StringBuilder text = new StringBuilder();
        for (String part : name.split("_", -1)) {
            if (!part.isEmpty()) {
                text.append(Character.toUpperCase(part.charAt(0))).append(part, 1, part.length());
            }
        }
        return text.toString();
    }
}
