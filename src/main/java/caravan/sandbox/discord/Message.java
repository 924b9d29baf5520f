package caravan.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A message as it is kept. Not thread-safe. */
final class Message {
    private final Instant received;
    private final boolean webhook;
    private final ObjectNode json;
    /** The files by their ids. */
    private final Map<String, Upload> files = new LinkedHashMap<>();

    private JsonNode request;
    private long size;

    Message(Instant received, boolean webhook, ObjectNode json, JsonNode request) {
        this.received = received;
        this.webhook = webhook;
        this.json = json;
        this.request = request;
    }

    String id() {
        return json.path("id").asText();
    }

    String channel() {
        return json.path("channel_id").asText();
    }

    Instant received() {
        return received;
    }

    boolean isWebhooks() {
        return webhook;
    }

    /** What Discord answers when asked for the message. */
    ObjectNode json() {
        return json;
    }

    Map<String, Upload> files() {
        return files;
    }

    /** The last body that was sent for the message. */
    JsonNode request() {
        return request;
    }

    void request(JsonNode last) {
        request = last;
    }

    /** What it takes to keep it, in bytes, roughly. */
    long size() {
        return size;
    }

    /** Reckons its size anew. */
    void measure() {
        size = json.toString().length() + request.toString().length();
        for (Upload file : files.values()) {
            size += file.content().length();
        }
    }
}
