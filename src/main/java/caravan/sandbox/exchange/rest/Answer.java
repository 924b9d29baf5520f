package caravan.sandbox.exchange.rest;

import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * What a request is answered with.
 *
 * @param body null where there is none to send, as with 204
 */
public record Answer(int status, @Nullable JsonNode body) {
    public static Answer ok(JsonNode body) {
        return new Answer(200, body);
    }

    public static Answer created(JsonNode body) {
        return new Answer(201, body);
    }

    public static Answer noContent() {
        return new Answer(204, null);
    }

    public void send(HttpServerResponse response) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status)
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff");
        if (body == null) {
            response.end();
        } else {
            response.putHeader("Content-Type", "application/json").end(Json.write(body));
        }
    }
}
