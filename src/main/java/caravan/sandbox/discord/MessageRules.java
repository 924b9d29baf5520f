package caravan.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
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
     * @param filenames the files that the message will have
     * @param flags the flags that the message will have
     */
    static FormErrors check(JsonNode request, boolean webhook, Set<String> filenames, int flags) {
        MessageRules rules = new MessageRules(request);
        rules.errors.text(request, "content", "content", CONTENT);
        if (webhook) {
            rules.username();
        }
        rules.nonce();
        rules.mentions();
        rules.attachments(filenames.size());
        new EmbedRules(rules.errors, filenames).check(request);
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
        } else if (FormErrors.isPresent(nonce) && !nonce.canConvertToLong()) {
            errors.add("nonce", "STRING_TYPE_CONVERT", "Could not interpret value as string.");
        }
    }

    private void mentions() {
        JsonNode allowed = message.path("allowed_mentions");
        JsonNode parse = errors.list(allowed, "parse", "allowed_mentions/parse", MENTIONS.size());
        for (int i = 0; i < parse.size(); i++) {
            String word = parse.get(i).asText();
            if (!MENTIONS.contains(word)) {
                errors.add(
                        "allowed_mentions/parse/" + i,
                        "BASE_TYPE_CHOICES",
                        "Value must be one of ('users', 'roles', 'everyone').");
            } else if (!allowed.path(word).isEmpty()) {
                errors.add(
                        "allowed_mentions/" + word,
                        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                        "parse and " + word + " are mutually exclusive.");
            }
        }
        errors.list(allowed, "users", "allowed_mentions/users", MENTIONED);
        errors.list(allowed, "roles", "allowed_mentions/roles", MENTIONED);
    }

    private void attachments(int files) {
        JsonNode attachments = errors.list(message, "attachments", "attachments", ATTACHMENTS);
        for (int i = 0; i < attachments.size(); i++) {
            errors.text(attachments.get(i), "description", "attachments/" + i + "/description", 1_024);
        }
        if (files > ATTACHMENTS && attachments.size() <= ATTACHMENTS) {
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
