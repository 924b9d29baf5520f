package caravan.kalshi.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads parameters out of what people and routes give: a map, a record, JSON as a tree or as text. */
public final class Given {
    /** Decimals keep the digits they were written with. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Given() {}

    /**
     * The values by their names in the exchange's spelling; what is null is left out.
     *
     * @return empty where it is nothing that has names
     */
    public static Optional<Map<String, Object>> values(@Nullable Object given) {
        if (given instanceof Map<?, ?> map) {
            Map<String, Object> values = new LinkedHashMap<>();
            map.forEach((name, value) -> put(values, String.valueOf(name), value));
            return Optional.of(values);
        }
        if (given instanceof Record record) {
            return Optional.of(ofRecord(record));
        }
        if (given instanceof JsonNode tree && tree.isObject()) {
            Map<String, Object> values = new LinkedHashMap<>();
            tree.properties().forEach(field -> put(values, field.getKey(), field.getValue()));
            return Optional.of(values);
        }
        if (given instanceof String text && text.stripLeading().startsWith("{")) {
            return values(parsed(text));
        }
        return Optional.empty();
    }

    /** Whether there is something: what is null or empty text counts as not given. */
    public static boolean isGiven(@Nullable Object value) {
        return value != null && !(value instanceof CharSequence text && text.isEmpty());
    }

    /** A list that was given as JSON, or the value as it is. */
    static Object unwrapped(Object value) {
        if (value instanceof String text && text.stripLeading().startsWith("[")) {
            return items(parsed(text));
        }
        return value instanceof JsonNode tree && tree.isArray() ? items(tree) : value;
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException noJson) {
            throw new IllegalArgumentException("expected JSON, found: " + noJson.getOriginalMessage());
        }
    }

    private static void put(Map<String, Object> values, String name, @Nullable Object value) {
        Object plain = value instanceof JsonNode tree ? plain(tree) : value;
        if (plain instanceof Optional<?> maybe) {
            plain = maybe.orElse(null);
        }
        if (plain != null) {
            values.put(name, plain);
        }
    }

    /** Numbers and truth stay what they are: what is not in the catalogue is sent as it was given. */
    private static @Nullable Object plain(JsonNode tree) {
        return switch (tree.getNodeType()) {
            case ARRAY -> items(tree);
            case NULL, MISSING -> null;
            case BOOLEAN -> tree.booleanValue();
            case NUMBER -> tree.isIntegralNumber() ? tree.bigIntegerValue() : tree.decimalValue();
            case OBJECT -> tree;
            default -> tree.asText();
        };
    }

    private static List<Object> items(JsonNode list) {
        List<Object> items = new ArrayList<>();
        for (JsonNode item : list) {
            Object value = plain(item);
            if (value != null) {
                items.add(value);
            }
        }
        return items;
    }

    /** The components of a record, {@code clientOrderId} as {@code client_order_id}. */
    private static Map<String, Object> ofRecord(Record record) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                put(values, snake(component.getName()), component.getAccessor().invoke(record));
            } catch (IllegalAccessException | InvocationTargetException unreadable) {
                throw new IllegalArgumentException(
                        "expected a record whose parts can be read, found "
                                + record.getClass().getName(),
                        unreadable);
            }
        }
        return values;
    }

    private static String snake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
