package caravan.cli.call;

import caravan.cli.BadInputException;
import caravan.kalshi.catalogue.Operation;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A call by method and path, of what the catalogue does not know. */
final class RawCall {
    static final String NAME = "raw";
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE");

    private final String method;
    private final String path;
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    /** @param arguments {@code method} and {@code path}; all others are the call's own parameters */
    RawCall(Map<String, Object> arguments) {
        Map<String, Object> rest = new LinkedHashMap<>(arguments);
        Object verb = rest.remove("method");
        Object given = rest.remove("path");
        method = verb == null ? "GET" : verb.toString().toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            throw new BadInputException("raw: expected method=GET, POST, PUT or DELETE, found '%s'".formatted(verb));
        }
        if (!(given instanceof String text) || !text.matches("/[\\w./%~-]+(\\?.*)?") || text.contains("..")) {
            throw new BadInputException(
                    "raw: expected path=, the path below the address of the API such as /exchange/status, found '%s'"
                            .formatted(given == null ? "" : given));
        }
        int question = text.indexOf('?');
        path = question < 0 ? text : text.substring(0, question);
        if (question >= 0) {
            query(text.substring(question + 1));
        }
        rest.forEach((name, value) -> parameters.put(name, plain(value)));
    }

    private void query(String query) {
        for (String part : query.split("&")) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new BadInputException(
                        "raw: expected name=value after the ? of the path, found '%s'".formatted(part));
            }
            parameters.put(
                    part.substring(0, equals), URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
        }
    }

    /** In a query there is only text; a body keeps what is a number. */
    private Object plain(Object value) {
        boolean query = method.equals("GET") || method.equals("DELETE");
        return query && value instanceof JsonNode node ? Cells.text(node) : value;
    }

    /** @param signed whether there is a key to sign with: what the path needs nobody knows here */
    Operation operation(boolean signed) {
        Operation raw = Operation.unlisted(method, path);
        return new Operation(
                raw.name(),
                raw.group(),
                raw.summary(),
                raw.method(),
                raw.path(),
                signed || !method.equals("GET"),
                raw.effect(),
                raw.repeatable(),
                raw.budget(),
                raw.cost(),
                raw.costForEach(),
                raw.paging(),
                raw.answersWhenDown(),
                raw.listed(),
                raw.parameters());
    }

    Map<String, Object> parameters() {
        return parameters;
    }
}
