package caravan.sandbox.exchange;

import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody used a switch.
 *
 * @param path what stood in the place of the names in braces
 * @param cutClients resets every connection but this one
 */
record SwitchCall(Map<String, String> path, MultiMap parameters, String body, Runnable cutClients) {
    /** @throws IllegalArgumentException if there is a parameter that means nothing here */
    void requireOnly(Set<String> known) {
        for (String name : parameters.names()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "expected parameters among " + known.stream().sorted().toList() + ", found " + name);
            }
        }
    }

    String path(String name) {
        return path.getOrDefault(name, "");
    }

    boolean has(String name) {
        return parameters.contains(name);
    }

    @Nullable
    String text(String name) {
        return parameters.get(name);
    }

    boolean on() {
        return flag("on", true);
    }

    boolean flag(String name, boolean otherwise) {
        String text = parameters.get(name);
        return text == null ? otherwise : oneOf(name, text, "true", "false").equals("true");
    }

    int number(String name, int otherwise, int least, int most) {
        String text = parameters.get(name);
        try {
            return text == null ? otherwise : between(Long.parseLong(text), name, least, most);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a whole number, was " + text, e);
        }
    }

    double decimal(String name, double otherwise) {
        String text = parameters.get(name);
        try {
            return text == null ? otherwise : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number, was " + text, e);
        }
    }

    Duration seconds(String name, int otherwise, int most) {
        return Duration.ofSeconds(number(name, otherwise, 0, most));
    }

    /** @throws IllegalArgumentException if the body is no JSON object */
    ObjectNode json() {
        return Json.read(body);
    }

    static int between(long value, String name, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", was " + value);
        }
        return (int) value;
    }

    static String oneOf(String name, String text, String... words) {
        if (!List.of(words).contains(text)) {
            throw new IllegalArgumentException(name + " must be one of " + List.of(words) + ", was " + text);
        }
        return text;
    }
}
