package caravan.kalshi.rest;

import caravan.kalshi.catalogue.Bodies;
import caravan.kalshi.catalogue.Given;
import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Parameter;
import caravan.kalshi.catalogue.Parameter.Place;
import caravan.kalshi.catalogue.Values;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

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
    /** No empty segment, none of dots alone, and only what may stand in a path. */
    private static final Pattern PATH =
            Pattern.compile("(/(?!\\.{1,2}(/|$))([A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})+)+");

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
            if (parameter.place() == Place.BODY) {
                if (value != null) {
                    body.put(parameter.name(), value);
                }
                continue;
            }
            List<String> texts = value == null ? List.of() : Values.texts(parameter, value);
            if (texts.isEmpty() && parameter.required()) {
                throw Bodies.missing(operation.name(), parameter);
            }
            if (parameter.place() == Place.PATH) {
                path = path.replace("{" + parameter.name() + "}", segment(parameter, String.join(",", texts)));
            } else {
                texts.forEach(text -> query.add(parameter.name() + "=" + encode(text)));
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

    /**
     * Reads and deletions carry their parameters in the query, all others in the body. The path is sent as it was given:
     * it is signed, and what is signed must be what is asked for.
     */
    private static Request unlisted(Operation operation, Map<String, ?> parameters) {
        if (!PATH.matcher(operation.path()).matches()) {
            throw new IllegalArgumentException(
                    "expected a path such as /exchange/status, without query and with escapes"
                            + " where it needs them, found '" + operation.path()
                            + "'; what follows a ? goes into parameters");
        }
        Map<String, ?> given = given(parameters);
        if (operation.method().equals("GET") || operation.method().equals("DELETE")) {
            List<String> query = new ArrayList<>();
            given.forEach((name, value) -> {
                Collection<?> several = value instanceof Collection<?> some ? some : List.of(value);
                several.forEach(one -> query.add(encode(name) + "=" + encode(one.toString())));
            });
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
            if (Given.isGiven(value)) {
                given.put(name, value);
            }
        });
        return given;
    }

    private static String segment(Parameter parameter, String text) {
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
