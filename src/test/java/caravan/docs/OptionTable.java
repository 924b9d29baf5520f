package caravan.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** The table of options, or of headers, that stands on a component's page: what Camel's catalog says of them. */
final class OptionTable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Every component has them, and Camel's own pages tell about them. */
    private static final Set<String> CAMELS = Set.of(
            "autowiredEnabled", "bridgeErrorHandler", "exceptionHandler", "exchangePattern", "lazyStartProducer");

    private OptionTable() {}

    /** @param section of the catalog, for example {@code componentProperties} */
    static String of(String component, String section) throws IOException {
        // Not what is packed: there the parameters of operations stand too, which have a page of their own.
        Path catalog = Path.of("src/generated/resources/META-INF/caravan/%1$s/%1$s.json".formatted(component));
        try (InputStream in = Files.newInputStream(catalog)) {
            StringBuilder table = new StringBuilder();
            boolean headers = section.equals("headers");
            table.append(headers ? "| name | for | what | type |\n" : "| name | for | what | default | type |\n");
            table.append(headers ? "| --- | --- | --- | --- |\n" : "| --- | --- | --- | --- | --- |\n");
            JSON.readTree(in).path(section).properties().forEach(entry -> {
                if (!CAMELS.contains(entry.getKey())) {
                    table.append(
                            headers
                                    ? header(entry.getKey(), entry.getValue())
                                    : option(entry.getKey(), entry.getValue()));
                }
            });
            return table.toString();
        }
    }

    private static String option(String name, JsonNode option) {
        String notes = (option.path("required").asBoolean() ? " **Required.**" : "")
                + (option.path("secret").asBoolean() ? " A secret." : "");
        return "| `%s` | %s | %s.%s | %s | %s |\n"
                .formatted(
                        name,
                        option.path("group").asText(),
                        option.path("description").asText(),
                        notes,
                        option.has("defaultValue")
                                ? "`" + option.path("defaultValue").asText() + "`"
                                : "",
                        type(option));
    }

    private static String header(String name, JsonNode header) {
        return "| `%s` | %s | %s. | %s |\n"
                .formatted(
                        name,
                        header.path("group").asText(),
                        header.path("description").asText(),
                        type(header));
    }

    private static String type(JsonNode option) {
        String type = option.path("javaType").asText();
        return option.has("enum")
                ? String.join(", ", JSON.convertValue(option.path("enum"), String[].class))
                : type.substring(type.lastIndexOf('.') + 1);
    }
}
