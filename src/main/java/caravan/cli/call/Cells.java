package caravan.cli.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Takes JSON apart into what fits into the cells of a table. */
final class Cells {
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d{0,29})(\\.\\d{1,20})?");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?Z");
    /** The year 2001; what is less is no moment in Unix seconds. */
    private static final long EARLIEST = 1_000_000_000L;

    private static final long LATEST = 10 * EARLIEST;

    private Cells() {}

    /** The parts of an object by their names; those of objects in it as {@code outer.inner}. */
    static Map<String, JsonNode> of(JsonNode object) {
        Map<String, JsonNode> cells = new LinkedHashMap<>();
        put("", object, cells);
        return cells;
    }

    private static void put(String path, JsonNode node, Map<String, JsonNode> cells) {
        if (node.isObject() && !(node.isEmpty() && !path.isEmpty())) {
            node.properties()
                    .forEach(field -> put(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), cells));
        } else {
            cells.put(path.isEmpty() ? "value" : path, node);
        }
    }

    /** For people: short, and moments as moments. */
    static String shortText(String name, JsonNode node) {
        if (isEmpty(node)) {
            return "";
        }
        if (isMoment(name, node)) {
            return Instant.ofEpochSecond(node.asLong()).toString();
        }
        if (!node.isArray()) {
            return node.asText();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : node) {
            if (item.isContainerNode()) {
                return node.size() == 1 ? "1 item" : node.size() + " items";
            }
            texts.add(item.asText());
        }
        return String.join(", ", texts);
    }

    /** For programs: whole. */
    static String text(JsonNode node) {
        return node.isContainerNode() ? node.toString() : node.isNull() || node.isMissingNode() ? "" : node.asText();
    }

    /** For the CSV writer: a number where it is one, so that its sign is not taken for a formula; null where nothing is. */
    static Object value(JsonNode node) {
        String text = text(node);
        return DECIMAL.matcher(text).matches() ? new BigDecimal(text) : text;
    }

    /** How a column is set, by the name and the first value in it. */
    static String type(String name, JsonNode node) {
        if (isMoment(name, node) || TIME.matcher(node.asText()).matches()) {
            return "time";
        }
        if (node.isBoolean()) {
            return "flag";
        }
        return node.isNumber()
                        || (node.isTextual() && DECIMAL.matcher(node.asText()).matches())
                ? "decimal"
                : "text";
    }

    static boolean isEmpty(JsonNode node) {
        return node.isNull()
                || node.isMissingNode()
                || (node.isContainerNode() ? node.isEmpty() : node.asText().isEmpty());
    }

    private static boolean isMoment(String name, JsonNode node) {
        return name.endsWith("_ts") && node.isIntegralNumber() && node.asLong() >= EARLIEST && node.asLong() < LATEST;
    }
}
