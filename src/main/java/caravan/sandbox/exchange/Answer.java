package caravan.sandbox.exchange;

import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpServerResponse;

/** What a request is answered with. */
record Answer(int status, JsonNode body) {
    static Answer ok(JsonNode body) {
        return new Answer(200, body);
    }

    static Answer notFound() {
        return new Answer(404, Json.error("not_found", "not found"));
    }

    /** The flat error shape of the gateway. */
    static Answer badRequest(String code, String message, String details) {
        ObjectNode body =
                Json.object().put("code", code).put("message", message).put("details", details);
        return new Answer(400, body);
    }

    /** The bare error shape of the parameter check. */
    static Answer badParameter(String message) {
        return new Answer(400, Json.object().put("msg", message));
    }

    void send(HttpServerResponse response) {
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-store")
                    .putHeader("X-Content-Type-Options", "nosniff")
                    .end(Json.write(body));
        }
    }
}
