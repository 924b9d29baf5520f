package caravan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.sandbox.exchange.rest.OpenApiSpec;
import caravan.sandbox.exchange.rest.SpecObserver;
import caravan.sandbox.exchange.stream.AsyncApiObserver;
import caravan.sandbox.exchange.stream.AsyncApiSpec;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Holds what the packed program's sandbox said against the exchange's specifications, where they are there.
 *
 * <p>Reads the sandbox's own log of its traffic.
 */
final class TrafficCheck {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final String BASE = "/trade-api/v2";

    private TrafficCheck() {}

    /** Asserts that every answer and every frame in the log fits. */
    static void assertAsSpecified(Path log) {
        if (OpenApiSpec.shared().isEmpty() || AsyncApiSpec.shared().isEmpty()) {
            return;
        }
        Set<String> violations = new TreeSet<>();
        try (Stream<String> lines = Files.lines(log)) {
            lines.forEach(line -> violations.addAll(violations(line)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(violations).isEmpty();
    }

    private static List<String> violations(String line) {
        JsonNode traffic = tree(line);
        String path = traffic.path("path").asText();
        return switch (traffic.path("kind").asText()) {
            case "frame" ->
                AsyncApiObserver.violations(
                        AsyncApiSpec.shared().orElseThrow(),
                        traffic.path("body").toString());
            case "rest" ->
                path.startsWith(BASE) && traffic.has("status")
                        ? SpecObserver.violations(
                                OpenApiSpec.shared().orElseThrow(),
                                traffic.path("method").asText(),
                                path.substring(BASE.length()),
                                traffic.path("status").asInt(),
                                traffic.get("body"))
                        : List.of();
            case "command" -> List.of();
            default -> List.of("expected a rest, command or frame, found " + line);
        };
    }

    private static JsonNode tree(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (IOException e) {
            throw new AssertionError("expected a line of JSON, found " + line, e);
        }
    }
}
