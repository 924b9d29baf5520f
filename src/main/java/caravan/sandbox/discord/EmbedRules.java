package caravan.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Collection;

/**
 * Discord's limits on the cards of a message.
 *
 * @see <a href="https://docs.discord.com/developers/resources/message#embed-object-embed-limits">Discord: embed limits</a>
 */
final class EmbedRules {
    static final String ATTACHED = "attachment://";

    private static final int EMBEDS = 10;
    private static final int FIELDS = 25;
    private static final int TOTAL = 6_000;
    private static final int URL = 2_048;
    private static final int LARGEST_COLOR = 0xFFFFFF;

    private final FormErrors errors;
    private final Collection<String> filenames;
    private int total;

    /** @param filenames the files that an embed may show */
    EmbedRules(FormErrors errors, Collection<String> filenames) {
        this.errors = errors;
        this.filenames = filenames;
    }

    void check(JsonNode message) {
        JsonNode embeds = errors.list(message, "embeds", "embeds", EMBEDS);
        for (int i = 0; i < embeds.size(); i++) {
            String path = "embeds/" + i;
            if (embeds.get(i).isObject()) {
                embed(embeds.get(i), path);
            } else {
                errors.notAnObject(path);
            }
        }
        if (total > TOTAL) {
            errors.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of " + TOTAL);
        }
    }

    private void embed(JsonNode embed, String path) {
        total += errors.text(embed, "title", path + "/title", 256);
        total += errors.text(embed, "description", path + "/description", 4_096);
        url(embed, "url", path, false);
        named(embed, "author", "name", path, 256);
        named(embed, "footer", "text", path, 2_048);
        url(embed.path("author"), "url", path + "/author", false);
        url(errors.object(embed, "image", path + "/image"), "url", path + "/image", true);
        url(errors.object(embed, "thumbnail", path + "/thumbnail"), "url", path + "/thumbnail", true);
        color(embed.path("color"), path + "/color");
        timestamp(embed.path("timestamp"), path + "/timestamp");
        JsonNode fields = errors.list(embed, "fields", path + "/fields", FIELDS);
        for (int i = 0; i < fields.size(); i++) {
            String field = path + "/fields/" + i;
            if (!fields.get(i).isObject()) {
                errors.notAnObject(field);
                continue;
            }
            errors.flag(fields.get(i), "inline", field + "/inline");
            total += errors.requiredText(fields.get(i), "name", field + "/name", 256);
            total += errors.requiredText(fields.get(i), "value", field + "/value", 1_024);
        }
    }

    /** A part that says nothing without its text, and may have an icon. */
    private void named(JsonNode embed, String part, String text, String embedPath, int most) {
        String path = embedPath + "/" + part;
        JsonNode node = errors.object(embed, part, path);
        if (node.isObject()) {
            total += errors.requiredText(node, text, path + "/" + text, most);
            url(node, "icon_url", path, true);
        }
    }

    private void color(JsonNode color, String path) {
        if (!FormErrors.isPresent(color)) {
            return;
        }
        if (!color.isIntegralNumber() && !color.asText().matches("\\d{1,9}")) {
            errors.add(path, "NUMBER_TYPE_COERCE", "Value \"" + color.asText() + "\" is not int.");
        } else if (color.asText().startsWith("-")) {
            errors.add(path, "NUMBER_TYPE_MIN", "int value should be greater than or equal to 0.");
        } else if (color.asText().length() > 9 || color.asLong() > LARGEST_COLOR) {
            errors.add(path, "NUMBER_TYPE_MAX", "int value should be less than or equal to " + LARGEST_COLOR + ".");
        }
    }

    private void timestamp(JsonNode timestamp, String path) {
        if (!FormErrors.isPresent(timestamp)) {
            return;
        }
        try {
            OffsetDateTime.parse(timestamp.asText());
        } catch (DateTimeException e) {
            errors.add(path, "DATE_TIME_TYPE_PARSE", "Could not parse " + timestamp + ". Should be ISO8601.");
        }
    }

    /** @param picture whether the address may name a file of the message */
    private void url(JsonNode parent, String name, String parentPath, boolean picture) {
        JsonNode node = parent.path(name);
        if (!FormErrors.isPresent(node)) {
            return;
        }
        String path = parentPath + "/" + name;
        String url = node.asText();
        if (!picture || !url.startsWith(ATTACHED) || url.length() > URL) {
            errors.url(node, path, URL);
        } else if (!filenames.contains(url.substring(ATTACHED.length()))) {
            errors.add(path, "REFERENCED_ATTACHMENT_NOT_FOUND", "Referenced attachment '" + url + "' not found.");
        }
    }
}
