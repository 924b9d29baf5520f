package caravan.kalshi.rest;

import caravan.kalshi.catalogue.Bodies;
import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Parameter;
import caravan.kalshi.catalogue.Parameter.Place;
import caravan.kalshi.catalogue.Values;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is sent for one call, encoded: what it is made of may come from outside.
 *
 * @param path below the address of the API, starting with a slash
 * @param query without the question mark; empty when there is none
 * @param body JSON; empty where the method has none
 * @param items how many things it is for, of which each costs
 */
public record Request(Operation operation, String path, String query, String body, int items) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Puts the parameters where the operation has a place for them.
     *
     * @param parameters by name; one that is null or empty counts as not given
     * @throws IllegalArgumentException if one is unknown, wrong or missing
     */
    public static Request of(Operation operation, Map<String, ?> parameters) {
        return operation.listed() ? listed(operation, parameters) : unlisted(operation, parameters);
    }

    private static Request listed(Operation operation, Map<String, ?> parameters) {
        String path = operation.path();
        List<String> query = new ArrayList<>();
        Map<String, Object> body = new LinkedHashMap<>();
        Map<String, ?> given = given(parameters);
        given.keySet().forEach(name -> Bodies.known(operation.name(), operation.parameters(), name));
        for (Parameter parameter : operation.parameters()) {
            Object value = given.get(parameter.name());
            if (value == null) {
                if (parameter.required() && parameter.place() != Place.BODY) {
                    throw Bodies.missing(operation.name(), parameter);
                }
                continue;
            }
            switch (parameter.place()) {
                case PATH -> path = path.replace("{" + parameter.name() + "}", segment(parameter, value));
                case QUERY ->
                    Values.texts(parameter, value).forEach(text -> query.add(parameter.name() + "=" + encode(text)));
                case BODY -> body.put(parameter.name(), value);
            }
        }
        query.sort(null);
        ObjectNode json = Bodies.object(operation.name(), operation.parameters(Place.BODY), body);
        int items = operation.costForEach().map(name -> json.path(name).size()).orElse(1);
        return new Request(
                operation,
                path,
                String.join("&", query),
                hasBody(operation, json) ? json.toString() : "",
                Math.max(1, items));
    }

    /** Reads carry their parameters in the query, all others in the body. */
    private static Request unlisted(Operation operation, Map<String, ?> parameters) {
        Map<String, ?> given = given(parameters);
        if (operation.method().equals("GET") || operation.method().equals("DELETE")) {
            List<String> query = new ArrayList<>();
            given.forEach((name, value) -> query.add(encode(name) + "=" + encode(value.toString())));
            return new Request(operation, operation.path(), String.join("&", query), "", 1);
        }
        return new Request(
                operation, operation.path(), "", JSON.valueToTree(given).toString(), 1);
    }

    /** The exchange wants a body with every POST and PUT, be it an empty one. */
    private static boolean hasBody(Operation operation, ObjectNode json) {
        return !json.isEmpty()
                || operation.method().equals("POST")
                || operation.method().equals("PUT");
    }

    private static Map<String, Object> given(Map<String, ?> parameters) {
        Map<String, Object> given = new TreeMap<>();
        parameters.forEach((name, value) -> {
            if (isGiven(value)) {
                given.put(name, value);
            }
        });
        return given;
    }

    private static boolean isGiven(@Nullable Object value) {
        return value != null && !(value instanceof CharSequence text && text.isEmpty());
    }

    private static String segment(Parameter parameter, Object value) {
        String text = String.join(",", Values.texts(parameter, value));
        if (text.isBlank() || text.equals(".") || text.equals("..")) {
            throw new IllegalArgumentException(
                    "expected an identifier as '" + parameter.name() + "', found '" + text + "'");
        }
        return encode(text);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The path and the query. */
    public String target() {
        return query.isEmpty() ? path : path + "?" + query;
    }
}
