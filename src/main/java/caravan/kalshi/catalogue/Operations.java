package caravan.kalshi.catalogue;

import static java.util.function.UnaryOperator.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import caravan.rules.Nearest;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The catalogue of operations: every one of the exchange's specification, version 3.28.0 and what was added until
 * 3.32.0, that is neither for members of clearing houses alone nor about margin.
 *
 * @see <a href="https://docs.kalshi.com/api-reference">Kalshi: API reference</a>
 */
public final class Operations {
    private static final String FILE = "/kalshi/operations.json";
    private static final List<Operation> ALL = read();
    private static final Map<String, Operation> BY_NAME =
            ALL.stream().collect(toUnmodifiableMap(Operation::name, identity()));

    /**
     * The catalogue's file.
     *
     * @param glossary what a parameter of that name means wherever it does not say so itself
     */
    private record Contents(Map<String, String> glossary, List<Operation.Entry> operations) {}

    private Operations() {}

    /** All of them, by group and then as one would look for them. */
    public static List<Operation> all() {
        return ALL;
    }

    /** The operation of that name, if there is one. */
    public static Optional<Operation> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /**
     * The operation of that name.
     *
     * @throws IllegalArgumentException if there is none; the message offers those that are named nearly so
     */
    public static Operation named(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("expected an operation of the exchange, found '" + name
                        + "'; " + near(name) + " java -jar caravan.jar call --list lists all"));
    }

    private static String near(String name) {
        List<String> near = Nearest.few(name, BY_NAME.keySet());
        return near.isEmpty() ? "" : "did you mean " + String.join(", ", near) + "?";
    }

    private static List<Operation> read() {
        JsonMapper json = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        try (InputStream file = Operations.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("expected " + FILE + " on the class path, found none");
            }
            Contents contents = json.readValue(file, Contents.class);
            return contents.operations().stream()
                    .map(entry -> entry.operation(contents.glossary()))
                    .toList();
        } catch (IOException damaged) {
            throw new UncheckedIOException(
                    "expected the catalogue of operations in " + FILE + ", found what cannot be read", damaged);
        }
    }
}
