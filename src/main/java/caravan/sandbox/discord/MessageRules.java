package caravan.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;

/**
 * Discord's limits on a message.
 *
 * @see <a href="https://docs.discord.com/developers/resources/message">Discord: messages and embeds</a>
 */
final class MessageRules {
    private static final int CONTENT = 2_000;
    private static final int EMBEDS = 10;
    private static final int FIELDS = 25;
    private static final int EMBEDS_TOTAL = 6_000;
    private static final int URL = 2_048;
    private static final int LARGEST_COLOR = 0xFFFFFF;

    private final ObjectNode errors = Reply.MAPPER.createObjectNode();
    private int total;

    private MessageRules() {}

    /** What is wrong with a message, by path; empty when nothing is. */
    static ObjectNode check(JsonNode message) {
        MessageRules rules = new MessageRules();
        rules.message(message);
        return rules.errors;
    }

    /** Whether there is nothing to show. */
    static boolean isEmpty(JsonNode message) {
        return message.path("content").asText("").isBlank()
                && message.path("embeds").isEmpty()
                && message.path("attachments").isEmpty()
                && message.path("components").isEmpty();
    }

    private void message(JsonNode message) {
        text(message, "content", "content", CONTENT);
        text(message, "username", "username", 80);
        if (message.path("nonce").isTextual()) {
            text(message, "nonce", "nonce", 25);
        }
        JsonNode embeds = message.path("embeds");
        if (embeds.size() > EMBEDS) {
            add("embeds", "BASE_TYPE_MAX_LENGTH", "Must be " + EMBEDS + " or fewer in length.");
        }
        for (int i = 0; i < embeds.size(); i++) {
            embed(embeds.get(i), "embeds/" + i);
        }
        if (total > EMBEDS_TOTAL) {
            add("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of " + EMBEDS_TOTAL);
        }
    }

    private void embed(JsonNode embed, String path) {
        total += text(embed, "title", path + "/title", 256);
        total += text(embed, "description", path + "/description", 4_096);
        total += text(embed.path("footer"), "text", path + "/footer/text", 2_048);
        total += text(embed.path("author"), "name", path + "/author/name", 256);
        url(embed, "url", path + "/url");
        url(embed.path("author"), "url", path + "/author/url");
        url(embed.path("image"), "url", path + "/image/url");
        url(embed.path("thumbnail"), "url", path + "/thumbnail/url");
        JsonNode color = embed.path("color");
        if (present(color) && (!color.isInt() || color.intValue() < 0 || color.intValue() > LARGEST_COLOR)) {
            add(path + "/color", "NUMBER_TYPE_MAX", "int value should be less than or equal to " + LARGEST_COLOR + ".");
        }
        JsonNode timestamp = embed.path("timestamp");
        if (present(timestamp)) {
            try {
                OffsetDateTime.parse(timestamp.asText());
            } catch (DateTimeException e) {
                add(
                        path + "/timestamp",
                        "DATE_TIME_TYPE_PARSE",
                        "Could not parse " + timestamp + ". Should be ISO8601.");
            }
        }
        JsonNode fields = embed.path("fields");
        if (fields.size() > FIELDS) {
            add(path + "/fields", "BASE_TYPE_MAX_LENGTH", "Must be " + FIELDS + " or fewer in length.");
        }
        for (int i = 0; i < fields.size(); i++) {
            String field = path + "/fields/" + i;
            total += required(fields.get(i), "name", field + "/name", 256);
            total += required(fields.get(i), "value", field + "/value", 1_024);
        }
    }

    private int required(JsonNode parent, String name, String path, int most) {
        if (parent.path(name).asText("").isBlank()) {
            add(path, "BASE_TYPE_REQUIRED", "This field is required");
        }
        return text(parent, name, path, most);
    }

    /** Returns the length that counts: white space at both ends does not, and an emoji is one character. */
    private int text(JsonNode parent, String name, String path, int most) {
        JsonNode node = parent.path(name);
        if (!present(node)) {
            return 0;
        }
        if (node.isContainerNode()) {
            add(path, "STRING_TYPE_CONVERT", "Could not interpret value as string.");
            return 0;
        }
        String text = node.asText().strip();
        int length = text.codePointCount(0, text.length());
        if (length > most) {
            add(path, "BASE_TYPE_MAX_LENGTH", "Must be " + most + " or fewer in length.");
        }
        return length;
    }

    private void url(JsonNode parent, String name, String path) {
        JsonNode node = parent.path(name);
        if (!present(node)) {
            return;
        }
        String url = node.asText();
        if (url.length() > URL) {
            add(path, "BASE_TYPE_MAX_LENGTH", "Must be " + URL + " or fewer in length.");
        } else if (!url.matches("(?i)(https?|attachment)://\\S+")) {
            add(
                    path,
                    "URL_TYPE_INVALID_SCHEME",
                    "Scheme must be one of ('http', 'https') for this field, or an attachment.");
        }
    }

    private static boolean present(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }

    private void add(String path, String code, String message) {
        ObjectNode node = errors;
        for (String step : path.split("/")) {
            node = node.withObjectProperty(step);
        }
        ArrayNode list = node.withArrayProperty("_errors");
        list.addObject().put("code", code).put("message", message);
    }
}
