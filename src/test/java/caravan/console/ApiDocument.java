package caravan.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The document at {@code /api/openapi.json}, to hold routes and answers against. */
final class ApiDocument {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode document;

    ApiDocument() {
        try (InputStream in = ApiDocument.class.getResourceAsStream("/web/openapi.json")) {
            document = JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each method with its path: {@code GET /api/books/{ticker}}. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    /** The subjects that can be listed. */
    Set<String> subjects() {
        Set<String> subjects = new TreeSet<>();
        document.at("/paths/~1api~1history~1{subject}/get/parameters/0/schema/enum")
                .forEach(subject -> subjects.add(subject.asText()));
        return subjects;
    }

    /** What of an answer does not fit the document; each a line. */
    Set<String> objections(String method, String path, int status, String contentType, String body) throws IOException {
        String at =
                "/paths/" + path.replace("/", "~1") + "/" + method.toLowerCase(Locale.ROOT) + "/responses/" + status;
        JsonNode response = document.at(at);
        if (response.isMissingNode()) {
            return Set.of(method + " " + path + ": status " + status + " is not in the document");
        }
        String type = contentType.replaceFirst(";.*", "");
        if (!response.path("content").has(type)) {
            return Set.of(method + " " + path + " " + status + ": " + type + " is not in the document");
        }
        if (!type.equals("application/json")) {
            return Set.of();
        }
        ObjectNode schema = JSON.createObjectNode();
        schema.set("allOf", JSON.createArrayNode().add(response.at("/content/application~1json/schema")));
        schema.set("$defs", document.at("/components/schemas"));
        schema = (ObjectNode) JSON.readTree(schema.toString().replace("#/components/schemas/", "#/$defs/"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        schema,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build())
                .validate(JSON.readTree(body))
                .stream()
                .map(message -> method + " " + path + " " + status + ": " + message.getMessage())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
