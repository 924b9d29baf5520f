package caravan.sandbox.exchange.stream;

import caravan.sandbox.exchange.spec.Specification;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The exchange's AsyncAPI document, against which frames are held. Thread-safe. */
final class AsyncApiSpec {
    private static final Optional<AsyncApiSpec> FOUND =
            Specification.find("asyncapi.yaml", object -> false).map(AsyncApiSpec::new);

    private final Specification document;
    /** What a server sends, by its type; {@code ok} has two shapes. */
    private final Map<String, List<String>> payloads = new TreeMap<>();

    private AsyncApiSpec(Specification document) {
        this.document = document;
        document.tree().at("/components/schemas").properties().forEach(schema -> {
            String type = schema.getValue().at("/properties/type/const").asText();
            if (!type.isEmpty()) {
                payloads.merge(type, List.of(schema.getKey()), AsyncApiSpec::both);
            }
        });
    }

    private static List<String> both(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
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
        document.cover(type);
        boolean list = frame.path("msg").isArray();
        String name = names.stream()
                .filter(some -> names.size() == 1 || some.startsWith("list") == list)
                .findFirst()
                .orElseThrow();
        return document.check(
                type, name, document.tree().at("/components/schemas").path(name), frame);
    }

    /** All types that a server sends, and those that a frame was held against. */
    String report() {
        return document.report("AsyncAPI messages", payloads.keySet());
    }
}
