package caravan.sandbox.exchange.spec;

import caravan.Shared;
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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A document of the exchange whose schemas are held against what the sandbox says, and what was held against it.
 *
 * <p>Stricter than the document in one thing: an object must have no field that the document does not name. Read as
 * YAML 1.2, for which {@code yes} and {@code no} are words. Thread-safe.
 */
public final class Specification {
    /** Benchmarks have the tests on their class path too, and measure the sandbox alone. */
    public static final boolean TESTING = System.getProperty("surefire.test.class.path") != null
            || System.getProperty("surefire.real.class.path") != null;

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final SchemaValidatorsConfig FORMATS_COUNT =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final JsonNode tree;
    private final Predicate<ObjectNode> open;
    private final JsonNode schemasByName;
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();
    private final Set<String> covered = ConcurrentHashMap.newKeySet();

    private Specification(Path file, Predicate<ObjectNode> open) {
        try {
            this.tree = MAPPER.valueToTree(new Load(
                            LoadSettings.builder().setCodePointLimit(10_000_000).build())
                    .loadFromString(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.open = open;
        this.schemasByName = asJsonSchema(tree.at("/components/schemas"));
    }

    /**
     * The document that lies beside the project; empty where none does.
     *
     * @param open which objects may have fields that the document does not name
     */
    public static Optional<Specification> find(String name, Predicate<ObjectNode> open) {
        Path file = Shared.file(name);
        return Files.isReadable(file) ? Optional.of(new Specification(file, open)) : Optional.empty();
    }

    /** The document as it is written. */
    public JsonNode tree() {
        return tree;
    }

    /**
     * Holds a value against a schema.
     *
     * @param name begins each line
     * @param key tells this schema from all others
     * @return what does not fit, one line each
     */
    public List<String> check(String name, String key, JsonNode schema, JsonNode value) {
        return schemas.computeIfAbsent(key, absent -> compile(schema)).validate(value).stream()
                .map(message ->
                        name + " " + message.getInstanceLocation().toString().replaceAll("\\[\\d+]", "[]") + ": "
                                + message.getMessage().replaceFirst("^\\S*: ", ""))
                .distinct()
                .toList();
    }

    /** Notes that something of this name was held against the document. */
    public void cover(String name) {
        covered.add(name);
    }

    public Set<String> covered() {
        return Set.copyOf(covered);
    }

    /** Those of all names that something was held against, and those that nothing was. */
    public String report(String title, Collection<String> all) {
        Set<String> names = new TreeSet<>(all);
        Set<String> missing = new TreeSet<>(names);
        missing.removeAll(covered);
        return "%s: %d, covered %d%n  covered: %s%n  not covered: %s"
                .formatted(title, names.size(), covered.size(), new TreeSet<>(covered), missing);
    }

    private JsonSchema compile(JsonNode schema) {
        ObjectNode root = MAPPER.createObjectNode();
        root.putArray("allOf").add(asJsonSchema(schema));
        root.set("$defs", schemasByName);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root, FORMATS_COUNT);
    }

    /** OpenAPI 3.0 says {@code nullable} where JSON Schema names a type more; and objects are closed here. */
    private JsonNode asJsonSchema(JsonNode node) {
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
        if (copy.path("properties").isObject() && !copy.has("additionalProperties") && !open.test(copy)) {
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
