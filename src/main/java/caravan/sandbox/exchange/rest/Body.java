package caravan.sandbox.exchange.rest;

import caravan.model.Price;
import caravan.model.Quantity;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request's body, read strictly, with the words of the exchange's decoder.
 *
 * <p>Stricter than the exchange in one thing: a field that the operation does not know is refused, for a misspelled
 * {@code post_only} must not trade.
 */
final class Body {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    /** Requests name prices with two to four decimals, and counts with at most two. */
    private static final Pattern PRICE = Pattern.compile("[0-9]{1,9}\\.[0-9]{2,4}");

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,2})?");
    private static final int BAD_REQUEST = 400;

    private final String struct;
    private final JsonNode object;

    private Body(String struct, JsonNode object, Set<String> known) {
        this.struct = struct;
        this.object = object;
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            if (!known.contains(names.next())) {
                throw malformed("json: unknown field in " + struct + ", expected one of "
                        + known.stream().sorted().toList());
            }
        }
    }

    /**
     * Reads a body.
     *
     * @param struct what the exchange calls it in its messages
     * @param known the fields that it may have
     */
    static Body read(String struct, Set<String> known, @Nullable String contentType, String text) {
        if (contentType == null
                || text.isEmpty()
                || !contentType.split(";", -1)[0].strip().equalsIgnoreCase("application/json")) {
            throw Denial.flat(
                    BAD_REQUEST,
                    "invalid_content_type",
                    "expected Content-Type application/json and a JSON object, {} where there is nothing to say");
        }
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (JsonProcessingException noJson) {
            throw malformed("expected a JSON object, found what is not JSON");
        }
        if (!(node instanceof ObjectNode)) {
            throw malformed("json: cannot unmarshal %s into Go value of type %s".formatted(word(node), struct));
        }
        return new Body(struct, node, known);
    }

    /** How many items a list has that may be no list in a body that may be none; at least one. */
    static int count(String text, String list) {
        try {
            return Math.max(1, JSON.readTree(text).path(list).size());
        } catch (JsonProcessingException noJson) {
            return 1;
        }
    }

    @Nullable
    String text(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw mismatch(name, value, "string");
        }
        return value.textValue().isEmpty() ? null : value.textValue();
    }

    String requiredText(String name) {
        String text = text(name);
        if (text == null) {
            throw invalid(name, "required");
        }
        return text;
    }

    String requiredOneOf(String name, Set<String> words) {
        String text = requiredText(name);
        if (!words.contains(text)) {
            throw invalid(name, "oneof");
        }
        return text;
    }

    boolean flag(String name) {
        JsonNode value = value(name);
        if (value != null && !value.isBoolean()) {
            throw mismatch(name, value, "bool");
        }
        return value != null && value.booleanValue();
    }

    @Nullable
    Long whole(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw mismatch(name, value, "int64");
        }
        return value.longValue();
    }

    /** Dollars; what no market can have is refused as the exchange refuses a price off the grid. */
    int price(String name) {
        String text = decimal(name, requiredText(name), PRICE);
        try {
            return Price.parse(text).units();
        } catch (IllegalArgumentException offGrid) {
            throw Denial.nested(BAD_REQUEST, "invalid_price", null);
        }
    }

    long requiredCount(String name) {
        requiredText(name);
        Long count = count(name);
        return count == null ? 0 : count;
    }

    /** Contracts in hundredths. */
    @Nullable
    Long count(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        return Quantity.parse(decimal(name, text, COUNT)).units();
    }

    /** The objects of a list that must be there, each of them read as strictly. */
    List<Body> items(String name, String itemStruct, Set<String> known) {
        JsonNode array = value(name);
        if (array == null || array.isArray() && array.isEmpty()) {
            throw invalid(name, "required");
        }
        if (!array.isArray()) {
            throw mismatch(name, array, "[]" + itemStruct);
        }
        List<Body> items = new ArrayList<>();
        for (JsonNode item : array) {
            if (!item.isObject()) {
                throw mismatch(name, item, itemStruct);
            }
            items.add(new Body(itemStruct, item, known));
        }
        return items;
    }

    boolean has(String name) {
        return value(name) != null;
    }

    /** Only the primary subaccount and the first exchange exist here; −1 asks for routing by ticker. */
    void requirePrimary() {
        Long subaccount = whole("subaccount");
        if (subaccount != null && subaccount != 0) {
            throw Denial.nested(
                    BAD_REQUEST, "invalid_parameters", "subaccount must be 0, found one that does not exist");
        }
        Long index = whole("exchange_index");
        if (index != null && index != 0 && index != -1) {
            throw Denial.nested(
                    BAD_REQUEST, "invalid_parameters", "exchange_index must be 0, found one without markets");
        }
    }

    Denial invalid(String name, String rule) {
        String field = Denial.goName(name);
        return Denial.flat(
                BAD_REQUEST,
                "invalid_parameters",
                "Key: '%s.%s' Error:Field validation for '%s' failed on the '%s' tag"
                        .formatted(struct, field, field, rule));
    }

    /** Null counts as absent, as in Go. */
    private @Nullable JsonNode value(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private String decimal(String name, String text, Pattern pattern) {
        if (!pattern.matcher(text).matches()) {
            throw invalid(name, "fixedpoint");
        }
        return text;
    }

    private Denial mismatch(String name, JsonNode value, String type) {
        return malformed("json: cannot unmarshal %s into Go struct field %s.%s of type %s"
                .formatted(word(value), struct, name, type));
    }

    private static Denial malformed(String details) {
        return Denial.flat(BAD_REQUEST, "bad_request", details);
    }

    private static String word(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "array";
            case BOOLEAN -> "bool";
            case NUMBER -> "number";
            case OBJECT -> "object";
            case STRING -> "string";
            case BINARY, MISSING, NULL, POJO -> "null";
        };
    }
}
