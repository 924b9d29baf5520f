package caravan.kalshi.wire;

import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The known fields of one message body, as the text they were written in.
 *
 * <p>Fields may come in any order and a value may depend on another field, so all are collected before any is
 * translated. Numbers stay text until they become fixed-point. A {@code null} counts as missing.
 *
 * <p>Confined to the call that made it.
 */
final class Body {
    private static final int LONGEST_IDENTIFIER = 128;
    /** As many as most messages have. */
    private static final int USUAL_FIELDS = 16;

    /** Few of the many fields are in a message: looking through them costs less than a place for each that there is. */
    private Field[] fields = new Field[USUAL_FIELDS];

    private String[] values = new String[USUAL_FIELDS];
    private int size;
    private Map<Field, List<String>> lists = Map.of();

    /** Adds a value; the same field twice is refused, for nobody knows which of the two is meant. */
    void put(Field field, String value) {
        if (value(field) != null) {
            throw new WireFormatException("expected '" + field + "' once, found it twice");
        }
        if (size == fields.length) {
            fields = Arrays.copyOf(fields, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        fields[size] = field;
        values[size++] = value;
    }

    private @Nullable String value(Field field) {
        for (int i = 0; i < size; i++) {
            if (fields[i] == field) {
                return values[i];
            }
        }
        return null;
    }

    void putList(Field field, List<String> items) {
        if (lists.isEmpty()) {
            lists = new EnumMap<>(Field.class);
        }
        if (lists.put(field, items) != null) {
            throw new WireFormatException("expected '" + field + "' once, found it twice");
        }
    }

    boolean has(Field field) {
        return value(field) != null;
    }

    /** The items of a list, price and quantity in turn for a list of pairs; null when the field is missing. */
    @Nullable
    List<String> list(Field field) {
        return lists.get(field);
    }

    /** The value of a field; null when it is missing or empty. */
    @Nullable
    String text(Field field) {
        String value = value(field);
        return value == null || value.isEmpty() ? null : value;
    }

    /** The value of the first of two names that has one. */
    @Nullable
    String text(Field field, Field olderName) {
        String value = text(field);
        return value != null ? value : text(olderName);
    }

    /** An identifier; short, because it becomes a key in a table. */
    @Nullable
    String identifier(Field field) {
        String value = text(field);
        if (value != null && value.length() > LONGEST_IDENTIFIER) {
            throw new WireFormatException("expected at most " + LONGEST_IDENTIFIER + " characters in '" + field
                    + "', found " + value.length());
        }
        return value;
    }

    String requiredIdentifier(Field field, Field otherName) {
        String value = identifier(field);
        return required(value != null ? value : identifier(otherName), field);
    }

    static <T> T required(@Nullable T value, Field field) {
        if (value == null) {
            throw new WireFormatException("expected '" + field + "', found none");
        }
        return value;
    }

    /**
     * A price in dollars, else in whole cents.
     *
     * @return null when there is none; also when the dollars are an empty text, whatever the cents say, as in a market
     *     that never traded
     */
    @Nullable
    Price price(Field dollars, Field cents) {
        return has(dollars) ? dollars(dollars) : cents(cents);
    }

    @Nullable
    Price dollars(Field field) {
        return convert(field, Price::parse);
    }

    @Nullable
    Price cents(Field field) {
        return convert(field, text -> Price.ofCents(Long.parseLong(text)));
    }

    /** Contracts as decimal text, else in the older form of whole contracts. */
    @Nullable
    Quantity quantity(Field fixedPoint, Field whole) {
        Quantity quantity = quantity(fixedPoint);
        return quantity != null ? quantity : quantity(whole);
    }

    @Nullable
    Quantity quantity(Field field) {
        return convert(field, Quantity::parse);
    }

    @Nullable
    Money money(Field dollars) {
        return convert(dollars, Money::parse);
    }

    /** Dollars, else the older form of whole ten-thousandths. */
    @Nullable
    Money money(Field dollars, Field centiCents) {
        Money money = money(dollars);
        return money != null
                ? money
                : convert(centiCents, text -> new Money(Math.multiplyExact(Long.parseLong(text), 100L)));
    }

    @Nullable
    Long number(Field field) {
        return convert(field, Long::valueOf);
    }

    @Nullable
    Integer smallNumber(Field field) {
        return convert(field, Integer::valueOf);
    }

    @Nullable
    Boolean flag(Field field) {
        return convert(field, text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false, found '" + text + "'");
        });
    }

    /** Translates a value; null when it is missing or empty. */
    <T> @Nullable T convert(Field field, Function<String, T> conversion) {
        String text = text(field);
        if (text == null) {
            return null;
        }
        try {
            return conversion.apply(text);
        } catch (NumberFormatException notWhole) {
            throw new WireFormatException(field + ": expected a whole number, found '" + text + "'");
        } catch (IllegalArgumentException | ArithmeticException refused) {
            throw new WireFormatException(field + ": " + refused.getMessage());
        }
    }
}
