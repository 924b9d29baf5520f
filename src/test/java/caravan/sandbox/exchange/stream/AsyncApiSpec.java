package caravan.sandbox.exchange.stream;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The exchange's AsyncAPI document, against which frames are held.
 *
 * <p>Stricter than the document in one thing: a frame must have no field that the document does not name. Read as YAML
 * 1.2, for which {@code yes} and {@code no} are words. Thread-safe.
 */
final class AsyncApiSpec {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Optional<AsyncApiSpec> FOUND = find();

    private final ObjectNode components;
    /** What a server sends, by its type; {@code ok} has two shapes. */
    private final Map<String, List<String>> payloads = new TreeMap<>();

    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();
    private final Set<String> covered = ConcurrentHashMap.newKeySet();

    private AsyncApiSpec(Path file) {
        JsonNode document;
        try {
            document = MAPPER.valueToTree(new Load(
                            LoadSettings.builder().setCodePointLimit(10_000_000).build())
                    .loadFromString(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.components = MAPPER.createObjectNode();
        components.set("schemas", closed(document.at("/components/schemas")));
        document.at("/components/schemas").properties().forEach(schema -> {
            String type = schema.getValue().at("/properties/type/const").asText();
            if (!type.isEmpty()) {
                payloads.merge(type, List.of(schema.getKey()), AsyncApiSpec::both);
            }
        });
    }

    private static List<String> both(List<String> some, List<String> more) {
        return java.util.stream.Stream.concat(some.stream(), more.stream()).toList();
    }

    private static Optional<AsyncApiSpec> find() {
        String shared = System.getProperty("shared.dir");
        Path folder = shared == null ? Path.of(System.getProperty("user.dir"), "..", "shared") : Path.of(shared);
        Path file = folder.resolve("kalshi").resolve("asyncapi.yaml").normalize();
        return Files.isReadable(file) ? Optional.of(new AsyncApiSpec(file)) : Optional.empty();
    }

    /** The document as one for all, which remembers what was held against it; empty where none lies there. */
    static Optional<AsyncApiSpec> shared() {
        return FOUND;
    }

    /**
     * Holds a frame against the document.
     *
     * @return what does not fit, one line each
     */
    List<String> check(JsonNode frame) {
        String type = frame.path("type").asText();
        List<String> names = payloads.getOrDefault(type, List.of());
        if (names.isEmpty()) {
            return List.of(type + ": not in the document");
        }
        covered.add(type);
        boolean list = frame.path("msg").isArray();
        String name = names.stream()
                .filter(some -> names.size() == 1 || some.startsWith("list") == list)
                .findFirst()
                .orElseThrow();
        return schemas.computeIfAbsent(name, this::compile).validate(frame).stream()
                .map(message -> type + " "
                        + message.getInstanceLocation().toString().replaceAll("\\[\\d+]", "[]") + ": "
                        + message.getMessage().replaceFirst("^\\S*: ", ""))
                .distinct()
                .toList();
    }

    /** All types that a server sends, and those that a frame was held against. */
    String report() {
        Set<String> missing = new TreeSet<>(payloads.keySet());
        missing.removeAll(covered);
        return "AsyncAPI messages: %d, covered %d%n  covered: %s%n  not covered: %s"
                .formatted(payloads.size(), covered.size(), new TreeSet<>(covered), missing);
    }

    Set<String> covered() {
        return Set.copyOf(covered);
    }

    private JsonSchema compile(String name) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("$ref", "#/components/schemas/" + name);
        root.set("components", components);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        root,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
    }

    /** Objects that name their fields have no others; {@code nullable} is said as JSON Schema says it. */
    private static JsonNode closed(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode copy = MAPPER.createArrayNode();
            array.forEach(item -> copy.add(closed(item)));
            return copy;
        }
        if (!(node instanceof ObjectNode)) {
            return node;
        }
        ObjectNode copy = MAPPER.createObjectNode();
        node.properties().forEach(entry -> copy.set(entry.getKey(), closed(entry.getValue())));
        if (copy.path("properties").isObject() && !copy.has("additionalProperties")) {
            copy.put("additionalProperties", false);
        }
        if (copy.path("nullable").asBoolean(false)) {
            ObjectNode either = MAPPER.createObjectNode();
            copy.remove("nullable");
            either.putArray("anyOf").add(copy).addObject().put("type", "null");
            return either;
        }
        return copy;
    }
}
