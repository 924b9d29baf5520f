package caravan.kalshi.rest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The path and the query of one request, encoded: what they are made of may come from outside.
 *
 * @param path below the address of the API, starting with a slash
 * @param query without the question mark; empty when there is none
 */
record RequestTarget(String path, String query) {

    /**
     * Puts the parameters where the operation has a place for them.
     *
     * @throws IllegalArgumentException if one is unknown, or one of the path is missing
     */
    static RequestTarget of(Operation operation, Map<String, ?> parameters) {
        Map<String, Object> open = new TreeMap<>(parameters);
        String path = operation.path();
        for (String name : operation.pathParameters()) {
            path = path.replace("{" + name + "}", segment(operation, name, open.remove(name)));
        }
        List<String> query = new ArrayList<>();
        open.forEach((name, value) -> {
            if (!operation.queryParameters().contains(name)) {
                throw new IllegalArgumentException("expected parameters of " + operation + " to be among "
                        + allNames(operation) + ", found '" + name + "'");
            }
            boolean repeated = operation.repeatedParameters().contains(name);
            Collection<?> values =
                    repeated && value instanceof Collection<?> several ? several : Collections.singletonList(value);
            for (Object each : values) {
                String text = text(each);
                if (!text.isEmpty()) {
                    query.add(name + "=" + encode(text));
                }
            }
        });
        return new RequestTarget(path, String.join("&", query));
    }

    private static String segment(Operation operation, String name, @Nullable Object value) {
        String text = text(value);
        if (text.isBlank()) {
            throw new IllegalArgumentException(
                    "expected '" + name + "' for " + operation + ", found none: give it in the URI or in the body");
        }
        if (text.equals(".") || text.equals("..")) {
            throw new IllegalArgumentException("expected an identifier as '" + name + "', found '" + text + "'");
        }
        return encode(text);
    }

    private static List<String> allNames(Operation operation) {
        List<String> names = new ArrayList<>(operation.pathParameters());
        names.addAll(operation.queryParameters());
        return names;
    }

    /** Several values are joined by commas, as most of the exchange's lists are. */
    private static String text(@Nullable Object value) {
        if (value instanceof Collection<?> values) {
            return values.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
        return value == null ? "" : value.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
