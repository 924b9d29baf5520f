package caravan.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
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

    void choices(String path, String allowed) {
        add(path, "BASE_TYPE_CHOICES", "Value must be one of " + allowed + ".");
    }

    void notAnObject(String path) {
        add(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
    }

    /** Checks that a value is an object, where there is one. */
    JsonNode object(JsonNode parent, String name, String path) {
        JsonNode node = parent.path(name);
        if (isPresent(node) && !node.isObject()) {
            notAnObject(path);
            return MissingNode.getInstance();
        }
        return node;
    }

    /** Checks that a value is true or false, where there is one; as text it counts too. */
    void flag(JsonNode parent, String name, String path) {
        JsonNode node = parent.path(name);
        if (isPresent(node) && !node.isBoolean() && !node.asText().matches("(?i)true|false")) {
            add(path, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.");
        }
    }

    /** Checks that a value is a whole number, where there is one; as text it counts too. */
    void integer(JsonNode parent, String name, String path) {
        JsonNode node = parent.path(name);
        boolean whole =
                node.isIntegralNumber() ? node.canConvertToInt() : node.asText().matches("-?\\d{1,9}");
        if (isPresent(node) && !whole) {
            add(path, "NUMBER_TYPE_COERCE", "Value \"" + node.asText() + "\" is not int.");
        }
    }

    /** Checks that a value is an id, where there is one; as a number it counts too. */
    void snowflake(JsonNode node, String path) {
        boolean scalar = node.isTextual() || node.isIntegralNumber();
        if (isPresent(node) && !(scalar && Messages.isSnowflake(node.asText()))) {
            add(path, "NUMBER_TYPE_COERCE", "Value \"" + node.asText() + "\" is not snowflake.");
        }
    }

    /** Checks an address of the web. */
    void url(JsonNode node, String path, int most) {
        if (node.asText().length() > most) {
            tooLong(path, most);
        } else if (!node.asText().matches("(?i)https?://\\S+")) {
            add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.");
        }
    }

    /** Checks that a value is a list of at most so many, where there is one. */
    JsonNode list(JsonNode parent, String name, String path, int most) {
        JsonNode node = parent.path(name);
        if (isPresent(node) && !node.isArray()) {
            add(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
            return MissingNode.getInstance();
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
