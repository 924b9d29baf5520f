package caravan.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/**
 * Cards as Discord tells them, whatever way they were sent: texts are texts without white space at their ends, colours
 * are numbers, and what Discord does not know is left out. A reader needs no second look at any value.
 */
final class Embeds {
    private Embeds() {}

    /**
     * The cards that a message shows.
     *
     * @param sent cards that {@link EmbedRules} found nothing wrong with, or that were shown before
     * @return without empty ones, and of two with the same address only the first, as on Discord
     */
    static ArrayNode shown(JsonNode sent) {
        ArrayNode shown = Reply.MAPPER.createArrayNode();
        Set<String> urls = new HashSet<>();
        for (JsonNode embed : sent) {
            String url = embed.path("url").asText("");
            ObjectNode card = card(embed);
            if (!card.isEmpty() && (url.isEmpty() || urls.add(url))) {
                shown.add(card.put("type", "rich"));
            }
        }
        return shown;
    }

    private static ObjectNode card(JsonNode sent) {
        ObjectNode card = texts(sent, "title", "description", "url", "timestamp");
        if (FormErrors.isPresent(sent.path("color"))) {
            card.put("color", sent.path("color").asInt());
        }
        part(card, "author", texts(sent.path("author"), "name", "url", "icon_url"));
        part(card, "footer", texts(sent.path("footer"), "text", "icon_url"));
        part(card, "image", texts(sent.path("image"), "url"));
        part(card, "thumbnail", texts(sent.path("thumbnail"), "url"));
        ArrayNode fields = Reply.MAPPER.createArrayNode();
        for (JsonNode field : sent.path("fields")) {
            fields.add(texts(field, "name", "value")
                    .put("inline", field.path("inline").asBoolean()));
        }
        if (!fields.isEmpty()) {
            card.set("fields", fields);
        }
        return card;
    }

    private static void part(ObjectNode card, String name, ObjectNode part) {
        if (!part.isEmpty()) {
            card.set(name, part);
        }
    }

    private static ObjectNode texts(JsonNode sent, String... names) {
        ObjectNode texts = Reply.MAPPER.createObjectNode();
        for (String name : names) {
            String text = sent.path(name).asText("").strip();
            if (FormErrors.isPresent(sent.path(name)) && !text.isEmpty()) {
                texts.put(name, text);
            }
        }
        return texts;
    }
}
