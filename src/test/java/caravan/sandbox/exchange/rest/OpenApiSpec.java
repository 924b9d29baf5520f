package caravan.sandbox.exchange.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The exchange's OpenAPI document, against which answers are held.
 *
 * <p>Stricter than the document in one thing: an answer must have no field that the document does not name. Errors are
 * left out of that, for the exchange writes them in four shapes and the document knows one. Thread-safe.
 */
public final class OpenApiSpec {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");
    private static final int FIRST_ERROR = 400;
    private static final Optional<OpenApiSpec> FOUND = find();

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

    private final JsonNode schemasByName;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();
    private final Set<String> covered = ConcurrentHashMap.newKeySet();

    private OpenApiSpec(Path file) {
        ObjectNode document;
        try {
            Object tree = new Load(
                            LoadSettings.builder().setCodePointLimit(10_000_000).build())
                    .loadFromString(Files.readString(file));
            document = MAPPER.valueToTree(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(entry -> METHODS.contains(entry.getKey()))
                        .forEach(entry -> operations.add(new Operation(
                                entry.getValue().path("operationId").asText(),
                                entry.getKey().toUpperCase(Locale.ROOT),
                                List.of(path.getKey().substring(1).split("/", -1)),
                                entry.getValue().path("responses")))));
        operations.sort(Comparator.comparingLong(Operation::parameters));
        this.schemasByName = asJsonSchema(document.at("/components/schemas"));
    }

    /** The document that lies beside the project; empty where none does. */
    public static Optional<OpenApiSpec> find() {
        Path file = Shared.file("openapi.yaml");
        return Files.isReadable(file) ? Optional.of(new OpenApiSpec(file)) : Optional.empty();
    }

    /** The document as one for all, which remembers what was held against it. */
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
            covered.add(operation.name());
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
        return schemas.computeIfAbsent(operation.name() + " " + status, key -> compile(schema)).validate(body).stream()
                .map(message -> operation.name() + " " + status + " "
                        + message.getInstanceLocation().toString().replaceAll("\\[\\d+]", "[]") + ": "
                        + message.getMessage().replaceFirst("^\\S+: ", ""))
                .distinct()
                .toList();
    }

    /** The names of all operations, and of which of them a success was held against the document. */
    public String report() {
        Set<String> all = new TreeSet<>();
        operations.forEach(operation -> all.add(operation.name()));
        Set<String> missing = new TreeSet<>(all);
        missing.removeAll(covered);
        return "OpenAPI operations: %d, covered %d%n  covered: %s%n  not covered: %s"
                .formatted(all.size(), covered.size(), new TreeSet<>(covered), missing);
    }

    Set<String> covered() {
        return Set.copyOf(covered);
    }

    private JsonSchema compile(JsonNode schema) {
        ObjectNode root = MAPPER.createObjectNode();
        root.putArray("allOf").add(asJsonSchema(schema));
        root.set("$defs", schemasByName);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        root,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
    }

    /** OpenAPI 3.0 says {@code nullable} where JSON Schema names a type more; and objects are closed here. */
    private static JsonNode asJsonSchema(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode copy = MAPPER.createArrayNode();
            array.forEach(item -> copy.add(asJsonSchema(item)));
            return copy;
        }
        if (!(node instanceof ObjectNode)) {
            return node;
        }
        ObjectNode copy = MAPPER.createObjectNode();
        node.properties().stream()
                .filter(entry ->
                        !entry.getKey().startsWith("x-") && !entry.getKey().equals("example"))
                .forEach(entry -> copy.set(entry.getKey(), asJsonSchema(entry.getValue())));
        if (copy.path("$ref").isTextual()) {
            copy.put("$ref", copy.path("$ref").asText().replace("#/components/schemas/", "#/$defs/"));
        }
        if (copy.path("properties").isObject() && !copy.has("additionalProperties") && !isError(copy)) {
            copy.put("additionalProperties", false);
        }
        if (copy.path("nullable").isBoolean() && copy.path("nullable").asBoolean()) {
            ObjectNode either = MAPPER.createObjectNode();
            copy.remove("nullable");
            either.putArray("anyOf").add(copy).addObject().put("type", "null");
            return either;
        }
        return copy;
    }

    private static boolean isError(ObjectNode schema) {
        return schema.path("properties").has("code")
                && schema.path("properties").has("message");
    }
}
