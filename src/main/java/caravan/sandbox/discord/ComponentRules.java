package caravan.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/**
 * Discord's limits on the buttons and layouts of a message.
 *
 * @see <a href="https://docs.discord.com/developers/components/reference">Discord: components</a>
 */
final class ComponentRules {
    private static final int ROW = 1;
    private static final int BUTTON = 2;
    private static final int LINK = 5;
    private static final int IN_ROW = 5;
    private static final int ROWS = 5;
    private static final int ALL = 40;
    private static final int DEEPEST = 10;

    private final FormErrors errors;
    private final boolean webhook;
    private final boolean second;
    private final Set<String> ids = new HashSet<>();
    private int count;

    /**
     * @param webhook whether a webhook that belongs to no application sends them: nobody would hear of a click
     * @param second whether the message uses the second form of components
     */
    ComponentRules(FormErrors errors, boolean webhook, boolean second) {
        this.errors = errors;
        this.webhook = webhook;
        this.second = second;
    }

    void check(JsonNode message) {
        JsonNode components = errors.list(message, "components", "components", second ? ALL : ROWS);
        for (int i = 0; i < components.size(); i++) {
            String path = "components/" + i;
            if (!second && components.get(i).path("type").asInt() != ROW) {
                errors.add(path + "/type", "BASE_TYPE_CHOICES", "Value must be one of (1,).");
            }
            component(components.get(i), path, 1);
        }
        if (second && count > ALL) {
            errors.add(
                    "components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", "Must be " + ALL + " or fewer in total.");
        }
    }

    private void component(JsonNode component, String path, int depth) {
        count++;
        if (!component.path("type").isInt()) {
            errors.required(path + "/type");
            return;
        }
        int type = component.path("type").intValue();
        if (type == BUTTON) {
            button(component, path);
        } else if (webhook && component.has("custom_id")) {
            notHere(path);
        }
        if (depth < DEEPEST) {
            JsonNode inner = errors.list(component, "components", path + "/components", type == ROW ? IN_ROW : ALL);
            if (type == ROW && inner.isEmpty()) {
                errors.add(path + "/components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.");
            }
            for (int i = 0; i < inner.size(); i++) {
                component(inner.get(i), path + "/components/" + i, depth + 1);
            }
        }
    }

    private void button(JsonNode button, String path) {
        errors.text(button, "label", path + "/label", 80);
        if (button.path("style").asInt() == LINK) {
            errors.requiredText(button, "url", path + "/url", 512);
            return;
        }
        errors.requiredText(button, "custom_id", path + "/custom_id", 100);
        if (webhook) {
            notHere(path);
        }
        if (button.hasNonNull("custom_id") && !ids.add(button.path("custom_id").asText())) {
            errors.add(
                    path + "/custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
        }
    }

    private void notHere(String path) {
        errors.add(
                path, "APPLICATION_OWNED_WEBHOOK_REQUIRED", "Only an application's webhook may send this component.");
    }
}
