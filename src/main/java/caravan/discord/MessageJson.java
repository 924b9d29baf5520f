package caravan.discord;

import caravan.model.Card;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a card as Discord's JSON and reads Discord's answers.
 *
 * <p>The lengths are Discord's limits for a message; what is longer is shortened, since Discord would refuse it whole.
 *
 * @see <a href="https://docs.discord.com/developers/resources/message">Discord: messages</a>
 */
final class MessageJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CONTENT_LIMIT = 2000;
    private static final int TITLE_LIMIT = 256;
    private static final int DESCRIPTION_LIMIT = 4096;
    private static final int FIELDS_LIMIT = 25;
    private static final int NAME_LIMIT = 256;
    private static final int VALUE_LIMIT = 1024;
    private static final int FOOTER_LIMIT = 2048;
    private static final int URL_LIMIT = 2048;
    private static final int SUM_LIMIT = 6000;
    private static final String NOTHING = "–";

    private MessageJson() {}

    /** @param enforceNonce whether Discord shall recognise the same reference again; a webhook does not know that */
    static String write(Card card, boolean enforceNonce) {
        ObjectNode message = JSON.createObjectNode();
        if (card.content() != null && !card.content().isBlank()) {
            message.put("content", PlainText.escaped(card.content(), CONTENT_LIMIT));
        }
        if (card.isRich()) {
            message.putArray("embeds").add(embed(card));
        }
        // Nobody is mentioned. Left out, Discord would go by the text.
        message.putObject("allowed_mentions").putArray("parse");
        if (enforceNonce && card.reference() != null) {
            message.put("nonce", card.reference());
            message.put("enforce_nonce", true);
        }
        return message.toString();
    }

    private static ObjectNode embed(Card card) {
        ObjectNode embed = JSON.createObjectNode();
        Budget budget = new Budget();
        if (card.title() != null) {
            embed.put("title", budget.take(PlainText.escaped(card.title(), TITLE_LIMIT)));
        }
        if (card.url() != null && card.url().startsWith("http") && card.url().length() <= URL_LIMIT) {
            embed.put("url", card.url());
        }
        if (card.colour() != null) {
            embed.put("color", card.colour());
        }
        // The footer holds the reference: it is kept even where the rest is too long.
        String footer = card.footer() == null ? null : budget.take(PlainText.unescaped(card.footer(), FOOTER_LIMIT));
        ArrayNode fields = JSON.createArrayNode();
        for (Card.Field field : card.fields()) {
            String name = orNothing(PlainText.escaped(field.name(), NAME_LIMIT));
            int room = budget.left() - length(name);
            if (fields.size() == FIELDS_LIMIT || room < 1) {
                break;
            }
            String value = value(field.value(), Math.min(VALUE_LIMIT, room));
            fields.addObject()
                    .put("name", budget.take(name))
                    .put("value", budget.take(value))
                    .put("inline", field.inline());
        }
        if (card.description() != null) {
            embed.put(
                    "description",
                    budget.take(PlainText.escaped(card.description(), Math.min(DESCRIPTION_LIMIT, budget.left()))));
        }
        if (!fields.isEmpty()) {
            embed.set("fields", fields);
        }
        if (footer != null) {
            embed.putObject("footer").put("text", footer);
        }
        if (card.timestamp() != null) {
            embed.put("timestamp", card.timestamp().toString());
        }
        return embed;
    }

    private static String value(Card.Value value, int limit) {
        if (value instanceof Card.Time time) {
            return "<t:" + time.time().getEpochSecond() + ":f>";
        }
        return orNothing(PlainText.escaped(((Card.Text) value).text(), limit));
    }

    private static String orNothing(String text) {
        return text.isBlank() ? NOTHING : text;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Reads an answer; null when it is no JSON object. */
    static @Nullable JsonNode read(String body) {
        try {
            JsonNode answer = JSON.readTree(body);
            return answer.isObject() ? answer : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** Says in one line what Discord finds wrong with a form, for example {@code embeds.0.title: too long}. */
    static String faults(JsonNode answer) {
        List<String> found = new ArrayList<>();
        collect("", answer.path("errors"), found);
        return String.join("; ", found);
    }

    private static void collect(String path, JsonNode node, List<String> found) {
        node.properties().forEach(child -> {
            if (child.getKey().equals("_errors")) {
                child.getValue()
                        .forEach(error -> found.add(path + ": "
                                + error.path("message")
                                        .asText(error.path("code").asText())));
            } else {
                collect(path.isEmpty() ? child.getKey() : path + "." + child.getKey(), child.getValue(), found);
            }
        });
    }

    /** What is left of the sum that all texts of a message may have together. */
    private static final class Budget {
        private int left = SUM_LIMIT;

        String take(String text) {
            left -= length(text);
            return text;
        }

        int left() {
            return Math.max(0, left);
        }
    }
}
