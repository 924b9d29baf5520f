package caravan.sandbox.exchange.rest;

import caravan.sandbox.exchange.spec.Specification;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The exchange's OpenAPI document, against which answers are held.
 *
 * <p>Errors may have fields that the document does not name, for the exchange writes them in four shapes and the
 * document knows one. Thread-safe.
 */
public final class OpenApiSpec {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");
    private static final int FIRST_ERROR = 400;
    private static final Optional<OpenApiSpec> FOUND =
            Specification.find("openapi.yaml", OpenApiSpec::isError).map(OpenApiSpec::new);

    private record Operation(String name, String method, List<String> path, JsonNode responses) {
        boolean fits(List<String> segments) {
            if (path.size() != segments.size()) {
                return false;
            }
            for (int i = 0; i < path.size(); i++) {
                if (!path.get(i).startsWith("{") && !path.get(i).equals(segments.get(i))) {
                    return false;
                }
            }
            return true;
        }

        long parameters() {
            return path.stream().filter(part -> part.startsWith("{")).count();
        }
    }

    private final Specification document;
    private final List<Operation> operations = new ArrayList<>();

    private OpenApiSpec(Specification document) {
        this.document = document;
        document.tree()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(entry -> METHODS.contains(entry.getKey()))
                        .forEach(entry -> operations.add(new Operation(
                                entry.getValue().path("operationId").asText(),
                                entry.getKey().toUpperCase(Locale.ROOT),
                                List.of(path.getKey().substring(1).split("/", -1)),
                                entry.getValue().path("responses")))));
        operations.sort(Comparator.comparingLong(Operation::parameters));
    }

    /** The document as one for all, which remembers what was held against it; empty where none lies there. */
    public static Optional<OpenApiSpec> shared() {
        return FOUND;
    }

    /**
     * Holds an answer against the document.
     *
     * @param path below the base path, without the query
     * @return what does not fit, one line each
     */
    public List<String> check(String method, String path, int status, JsonNode body) {
        List<String> segments = List.of(path.substring(1).split("/", -1));
        Operation operation = operations.stream()
                .filter(some -> some.method().equals(method) && some.fits(segments))
                .findFirst()
                .orElse(null);
        if (operation == null) {
            return status < FIRST_ERROR ? List.of(method + " " + path + ": not in the document") : List.of();
        }
        if (status < FIRST_ERROR) {
            document.cover(operation.name());
        }
        JsonNode response = operation.responses().path(Integer.toString(status));
        if (response.isMissingNode()) {
            return List.of(operation.name() + " " + status + ": status not in the document");
        }
        JsonNode schema = response.path("content").path("application/json").path("schema");
        if (status >= FIRST_ERROR && schema.isMissingNode()) {
            return List.of();
        }
        if (schema.isMissingNode() != (body == null)) {
            return List.of(operation.name() + " " + status + ": body expected or not expected");
        }
        if (body == null) {
            return List.of();
        }
        String name = operation.name() + " " + status;
        return document.check(name, name, schema, body);
    }

    /** The names of all operations, and of which of them a success was held against the document. */
    public String report() {
        return document.report(
                "OpenAPI operations", operations.stream().map(Operation::name).toList());
    }

    Set<String> covered() {
        return document.covered();
    }

    private static boolean isError(ObjectNode schema) {
        return schema.path("properties").has("code")
                && schema.path("properties").has("message");
    }
}
