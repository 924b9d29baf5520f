package caravan.sandbox.discord;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request to the API.
 *
 * @param path the parts below {@code /api/v10/}
 */
record Call(
        String method,
        List<String> path,
        MultiMap parameters,
        @Nullable String userAgent,
        @Nullable String authorization,
        @Nullable String contentType,
        Buffer body,
        Instant time) {
    static Call of(HttpServerRequest request, String below, Buffer body, Instant time) {
        return new Call(
                request.method().name(),
                List.of(below.split("/", -1)),
                request.params(),
                request.getHeader("User-Agent"),
                request.getHeader("Authorization"),
                request.getHeader("Content-Type"),
                body,
                time);
    }

    /** A part of the path; empty where the path is shorter. */
    String part(int index) {
        return index >= 0 && index < path.size() ? path.get(index) : "";
    }

    /** Whether a parameter is set to what Discord takes for true. */
    boolean isSet(String name) {
        String value = parameters.get(name);
        return value != null && (value.equals("true") || value.equals("True") || value.equals("1"));
    }
}
