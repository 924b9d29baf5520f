package caravan.kalshi.rest.outcome;

import caravan.model.Price;
import caravan.model.Quantity;
import java.util.Map;

/** What was asked for, read back out of the parameters. */
final class Asked {
    private Asked() {}

    static String text(Map<String, ?> parameters, String name) {
        String text = optional(parameters, name);
        if (text.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected '" + name + "', without which nobody can find out what became of it, found none");
        }
        return text;
    }

    /** Empty where there is none. */
    static String optional(Map<String, ?> parameters, String name) {
        Object value = parameters.get(name);
        return value == null ? "" : value.toString();
    }

    static Quantity quantity(Map<String, ?> parameters, String name) {
        return Quantity.parse(text(parameters, name));
    }

    static Price price(Map<String, ?> parameters, String name) {
        return Price.parse(text(parameters, name));
    }
}
