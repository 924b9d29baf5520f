package caravan.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What is wrong with a form, each thing at its place in a tree. */
final class FormErrors {
    private final ObjectNode tree = Reply.MAPPER.createObjectNode();

    boolean isEmpty() {
        return tree.isEmpty();
    }

    ObjectNode tree() {
        return tree;
    }

    /** @param path the steps to the place, with slashes between them; empty for the whole form */
    void add(String path, String code, String message) {
        ObjectNode node = tree;
        for (String step : path.split("/", -1)) {
            node = step.isEmpty() ? node : node.withObjectProperty(step);
        }
        node.withArrayProperty("_errors").addObject().put("code", code).put("message", message);
    }

    void tooLong(String path, int most) {
        add(path, "BASE_TYPE_MAX_LENGTH", "Must be " + most + " or fewer in length.");
    }

    void required(String path) {
        add(path, "BASE_TYPE_REQUIRED", "This field is required");
    }

    /** Checks that a value is a list of at most so many, where there is one. */
    JsonNode list(JsonNode parent, String name, String path, int most) {
        JsonNode node = parent.path(name);
        if (isPresent(node) && !node.isArray()) {
            add(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
            return parent.path("");
        }
        if (node.size() > most) {
            tooLong(path, most);
        }
        return node;
    }

    /** Checks a text's length and returns it: white space at both ends does not count, and an emoji counts once. */
    int text(JsonNode parent, String name, String path, int most) {
        JsonNode node = parent.path(name);
        if (!isPresent(node)) {
            return 0;
        }
        if (node.isContainerNode()) {
            add(path, "STRING_TYPE_CONVERT", "Could not interpret value as string.");
            return 0;
        }
        String text = node.asText().strip();
        int length = text.codePointCount(0, text.length());
        if (length > most) {
            tooLong(path, most);
        }
        return length;
    }

    /** A text that may not be missing or blank. */
    int requiredText(JsonNode parent, String name, String path, int most) {
        if (!parent.path(name).isContainerNode() && parent.path(name).asText("").isBlank()) {
            required(path);
        }
        return text(parent, name, path, most);
    }

    static boolean isPresent(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }
}
