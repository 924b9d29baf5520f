package caravan.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Discord's limits on a message.
 *
 * @see <a href="https://docs.discord.com/developers/resources/message">Discord: messages and embeds</a>
 */
final class MessageRules {
    static final int COMPONENTS_V2 = 1 << 15;

    private static final int CONTENT = 2_000;
    private static final int ATTACHMENTS = 10;
    private static final int MENTIONED = 100;
    private static final int AVATAR = 2_048;
    private static final List<String> REFERENCE_IDS = List.of("message_id", "channel_id", "guild_id");
    private static final Set<String> MENTIONS = Set.of("users", "roles", "everyone");
    private static final Set<String> NOT_IN_NAMES = Set.of("discord", "clyde");

    private final FormErrors errors = new FormErrors();
    private final JsonNode message;

    private MessageRules(JsonNode message) {
        this.message = message;
    }

    /**
     * What is wrong with a request to create or edit a message; empty when nothing is.
     *
     * @param files the files that the message will have
     * @param flags the flags that the message will have
     */
    static FormErrors check(JsonNode request, boolean webhook, Available files, int flags) {
        MessageRules rules = new MessageRules(request);
        rules.errors.text(request, "content", "content", CONTENT);
        rules.errors.flag(request, "tts", "tts");
        rules.errors.integer(request, "flags", "flags");
        if (webhook) {
            rules.face();
        } else {
            rules.nonce();
            rules.reference();
        }
        rules.mentions();
        rules.attachments(files);
        new EmbedRules(rules.errors, files.names()).check(request);
        boolean second = (flags & COMPONENTS_V2) != 0;
        new ComponentRules(rules.errors, webhook, second).check(request);
        if (second) {
            rules.onlyComponents("content");
            rules.onlyComponents("embeds");
        }
        return rules.errors;
    }

    /** Whether there is nothing to show. */
    static boolean isEmpty(JsonNode message) {
        return message.path("content").asText("").isBlank()
                && message.path("embeds").isEmpty()
                && message.path("attachments").isEmpty()
                && message.path("components").isEmpty();
    }

    /** The name and the picture that a webhook shows itself with. */
    private void face() {
        if (!message.path("avatar_url").asText("x").isEmpty() && FormErrors.isPresent(message.path("avatar_url"))) {
            errors.url(message.path("avatar_url"), "avatar_url", AVATAR);
        }
        username();
    }

    private void username() {
        JsonNode name = message.path("username");
        if (!FormErrors.isPresent(name)) {
            return;
        }
        if (name.isTextual() && name.asText().isBlank()) {
            errors.add("username", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 80 in length.");
        }
        errors.text(message, "username", "username", 80);
        for (String word : NOT_IN_NAMES) {
            if (name.asText().toLowerCase(Locale.ROOT).contains(word)) {
                errors.add("username", "USERNAME_INVALID_CONTAINS", "Username cannot contain \"" + word + "\"");
            }
        }
    }

    private void nonce() {
        JsonNode nonce = message.path("nonce");
        if (nonce.isTextual()) {
            errors.text(message, "nonce", "nonce", 25);
        } else if (FormErrors.isPresent(nonce) && !(nonce.isIntegralNumber() && nonce.canConvertToLong())) {
            errors.add("nonce", "STRING_TYPE_CONVERT", "Could not interpret value as string.");
        }
        errors.flag(message, "enforce_nonce", "enforce_nonce");
    }

    /** The message that this one answers. */
    private void reference() {
        JsonNode reference = errors.object(message, "message_reference", "message_reference");
        if (reference.isObject()) {
            if (!FormErrors.isPresent(reference.path("message_id"))) {
                errors.required("message_reference/message_id");
            }
            for (String id : REFERENCE_IDS) {
                errors.snowflake(reference.path(id), "message_reference/" + id);
            }
            errors.flag(reference, "fail_if_not_exists", "message_reference/fail_if_not_exists");
        }
    }

    private void mentions() {
        JsonNode allowed = errors.object(message, "allowed_mentions", "allowed_mentions");
        JsonNode parse = errors.list(allowed, "parse", "allowed_mentions/parse", MENTIONS.size());
        for (int i = 0; i < parse.size(); i++) {
            String word = parse.get(i).asText();
            if (!MENTIONS.contains(word)) {
                errors.choices("allowed_mentions/parse/" + i, "('users', 'roles', 'everyone')");
            } else if (!allowed.path(word).isEmpty()) {
                errors.add(
                        "allowed_mentions/" + word,
                        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                        "parse and " + word + " are mutually exclusive.");
            }
        }
        for (String whom : List.of("users", "roles")) {
            String path = "allowed_mentions/" + whom;
            JsonNode ids = errors.list(allowed, whom, path, MENTIONED);
            for (int i = 0; i < ids.size(); i++) {
                errors.snowflake(ids.get(i), path + "/" + i);
            }
        }
        errors.flag(allowed, "replied_user", "allowed_mentions/replied_user");
    }

    private void attachments(Available files) {
        JsonNode attachments = errors.list(message, "attachments", "attachments", ATTACHMENTS);
        for (int i = 0; i < attachments.size(); i++) {
            JsonNode attachment = attachments.get(i);
            String path = "attachments/" + i;
            if (!attachment.isObject()) {
                errors.notAnObject(path);
            } else if (!FormErrors.isPresent(attachment.path("id"))) {
                errors.required(path + "/id");
            } else if (!files.ids().contains(attachment.path("id").asText())) {
                errors.add(path, "ATTACHMENT_NOT_FOUND", "Attachment data not found");
            }
            errors.text(attachment, "description", path + "/description", 1_024);
        }
        if (files.names().size() > ATTACHMENTS && attachments.size() <= ATTACHMENTS) {
            errors.tooLong("attachments", ATTACHMENTS);
        }
    }

    private void onlyComponents(String field) {
        if (!message.path(field).asText("").isEmpty() || !message.path(field).isEmpty()) {
            errors.add(
                    field,
                    "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                    "The '" + field + "' field cannot be used when using MessageFlags.IS_COMPONENTS_V2");
        }
    }
}
