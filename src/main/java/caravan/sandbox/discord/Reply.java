package caravan.sandbox.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request is answered with. */
record Reply(int status, @Nullable JsonNode body, Map<String, String> headers) {
    static final ObjectMapper MAPPER = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    static Reply of(int status, @Nullable JsonNode body) {
        return new Reply(status, body, Map.of());
    }

    static Reply ok(JsonNode body) {
        return of(200, body);
    }

    static Reply noContent() {
        return of(204, null);
    }

    static Reply error(int status, int code, String message) {
        return of(status, MAPPER.createObjectNode().put("message", message).put("code", code));
    }

    static Reply invalid(FormErrors errors) {
        ObjectNode body =
                MAPPER.createObjectNode().put("message", "Invalid Form Body").put("code", 50035);
        body.set("errors", errors.tree());
        return of(400, body);
    }

    /** What is said about an id in the path that is none. */
    static Reply notSnowflake(String name, String text) {
        FormErrors errors = new FormErrors();
        errors.add(name, "NUMBER_TYPE_COERCE", "Value \"" + text + "\" is not snowflake.");
        return invalid(errors);
    }

    static Reply emptyMessage() {
        return error(400, 50006, "Cannot send an empty message");
    }

    static Reply unknownMessage() {
        return error(404, 10008, "Unknown Message");
    }

    Reply with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Reply(status, body, all);
    }

    String text() {
        try {
            return body == null ? "" : MAPPER.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree must be writable", e);
        }
    }
}
