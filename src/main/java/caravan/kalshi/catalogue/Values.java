package caravan.kalshi.catalogue;

import caravan.rules.Nearest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Brings values into the form that a parameter needs, and refuses those that the exchange would refuse: whether a price is
 * on a market's grid only the exchange knows.
 */
public final class Values {
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,18}(\\.\\d{1,6})?");
    private static final Pattern COMMA = Pattern.compile(",");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int SHOWN = 80;

    private Values() {}

    /**
     * The texts of a path or query parameter; several where each stands alone.
     *
     * @throws IllegalArgumentException if the value does not fit
     */
    public static List<String> texts(Parameter parameter, Object value) {
        List<String> texts = items(parameter, value).stream()
                .map(item -> text(parameter, item))
                .filter(text -> !text.isEmpty())
                .toList();
        return parameter.list() == Parameter.Listing.COMMA && !texts.isEmpty()
                ? List.of(String.join(",", texts))
                : texts;
    }

    /**
     * A parameter of the body, as JSON.
     *
     * @throws IllegalArgumentException if the value does not fit
     */
    public static JsonNode json(Parameter parameter, Object value) {
        if (!parameter.isList()) {
            return single(parameter, value);
        }
        return JSON.arrayNode()
                .addAll(items(parameter, value).stream()
                        .map(item -> single(parameter, item))
                        .toList());
    }

    private static JsonNode single(Parameter parameter, Object value) {
        if (parameter.type() == Parameter.Type.OBJECT) {
            return Bodies.object(parameter, value);
        }
        String text = text(parameter, value);
        return switch (parameter.type()) {
            case INTEGER, SECONDS -> JSON.numberNode(Long.parseLong(text));
            case BOOLEAN -> JSON.booleanNode(Boolean.parseBoolean(text));
            default -> JSON.textNode(text);
        };
    }

    /** Several values: a collection, an array, a JSON list, or a text with commas. */
    private static List<?> items(Parameter parameter, Object given) {
        if (!parameter.isList()) {
            return List.of(given);
        }
        Object value = Given.unwrapped(given);
        Stream<?> items;
        if (value instanceof Collection<?> several) {
            items = several.stream();
        } else if (value instanceof Object[] several) {
            items = Arrays.stream(several);
        } else if (value instanceof CharSequence text && parameter.type() != Parameter.Type.OBJECT) {
            items = COMMA.splitAsStream(text).map(String::strip);
        } else {
            items = Stream.of(value);
        }
        return items.filter(Objects::nonNull).toList();
    }

    private static String text(Parameter parameter, Object value) {
        String text = plain(value);
        if (text.isEmpty()) {
            return text;
        }
        if (hasParts(value)) {
            throw wrong(parameter, "one value (" + parameter.allowed() + ")", text);
        }
        switch (parameter.type()) {
            case INTEGER -> text = inRange(parameter, text);
            case SECONDS -> text = seconds(parameter, text);
            case BOOLEAN -> {
                if (!text.equals("true") && !text.equals("false")) {
                    throw wrong(parameter, parameter.allowed(), text);
                }
            }
            case DOLLARS, CONTRACTS -> {
                if (!DECIMAL.matcher(text).matches()) {
                    throw wrong(parameter, parameter.type().words() + " as a decimal, for example 0.56", text);
                }
            }
            default -> {
                // Any text will do.
            }
        }
        if (!parameter.values().isEmpty() && !parameter.values().contains(text)) {
            throw wrong(parameter, parameter.allowed(), text);
        }
        return text;
    }

    private static boolean hasParts(Object value) {
        return value instanceof Collection<?>
                || value instanceof Object[]
                || value instanceof Map<?, ?>
                || (value instanceof JsonNode tree && tree.isContainerNode());
    }

    /** The exchange writes its words in small letters, and knows no exponents. */
    private static String plain(Object value) {
        if (value instanceof Enum<?> word) {
            return word.name().toLowerCase(Locale.ROOT);
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof Double || value instanceof Float) {
            String text = value.toString();
            return text.indexOf('E') < 0 ? text : new BigDecimal(text).toPlainString();
        }
        return value instanceof Object[] several ? Arrays.toString(several) : value.toString();
    }

    /** The number in the digits that the exchange reads; Java reads others too. */
    private static String inRange(Parameter parameter, String text) {
        try {
            long number = Long.parseLong(text);
            if (number < parameter.minimum().orElse(Long.MIN_VALUE)
                    || number > parameter.maximum().orElse(Long.MAX_VALUE)) {
                throw wrong(parameter, parameter.allowed(), text);
            }
            return Long.toString(number);
        } catch (NumberFormatException noNumber) {
            throw wrong(parameter, parameter.allowed(), text);
        }
    }

    /** A moment, also as people write it. */
    private static String seconds(Parameter parameter, String text) {
        if (text.matches("-?\\d{1,18}")) {
            return text;
        }
        try {
            return String.valueOf(Instant.parse(text).getEpochSecond());
        } catch (DateTimeException noTime) {
            throw wrong(parameter, "Unix seconds, or a time such as 2026-11-20T10:00:00Z", text);
        }
    }

    static IllegalArgumentException wrong(Parameter parameter, String expected, String found) {
        String shown = found.length() <= SHOWN ? found : found.substring(0, SHOWN) + "…";
        String meant = Nearest.to(found, parameter.values())
                .filter(name -> !parameter.values().isEmpty())
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
        return new IllegalArgumentException(
                "%s: expected %s, found '%s'%s".formatted(parameter.name(), expected, shown, meant));
    }
}
