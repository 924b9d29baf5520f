package caravan.kalshi.catalogue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Adds the operations and their parameters to what Camel's tools know of {@code kalshi:}, so that editors complete them. Run
 * by the build.
 *
 * <p>Camel's own plugin sees the endpoint's Java fields alone. A parameter stands there once, with every operation that takes
 * it; that some operation needs it cannot be said in Camel's form.
 */
public final class EndpointOptions {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EndpointOptions() {}

    /**
     * Reads the component's description and writes a fuller one.
     *
     * @param arguments the file that Camel's plugin wrote, and the file to write
     */
    public static void main(String[] arguments) throws IOException {
        ObjectNode description =
                (ObjectNode) JSON.readTree(Path.of(arguments[0]).toFile());
        Path target = Path.of(arguments[1]);
        Files.createDirectories(target.getParent());
        Files.writeString(target, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(with(description)));
    }

    /**
     * The same with an option for each parameter.
     *
     * @throws IllegalStateException if a parameter has the name of an option that means something else
     */
    static ObjectNode with(ObjectNode description) {
        ObjectNode all = description.deepCopy();
        ObjectNode options = (ObjectNode) all.path("properties");
        ArrayNode names =
                ((ObjectNode) options.path("operation")).put("type", "enum").putArray("enum");
        names.add("stream").add("raw");
        Operations.all().forEach(operation -> names.add(operation.name()));
        parameters().forEach((name, uses) -> {
            if (options.has(name)) {
                throw new IllegalStateException("expected no option of the endpoint kalshi named '" + name
                        + "', which is a parameter of " + uses.keySet());
            }
            options.set(name, option(options.size(), name, uses));
        });
        return all;
    }

    private static Map<String, Map<Operation, Parameter>> parameters() {
        Map<String, Map<Operation, Parameter>> all = new TreeMap<>();
        for (Operation operation : Operations.all()) {
            for (Parameter parameter : operation.parameters()) {
                all.computeIfAbsent(parameter.name(), name -> new LinkedHashMap<>())
                        .put(operation, parameter);
            }
        }
        return all;
    }

    private static ObjectNode option(int index, String name, Map<Operation, Parameter> uses) {
        Set<String> values = values(uses);
        String type = values.isEmpty() ? type(uses) : "enum";
        ObjectNode option = JSON.createObjectNode()
                .put("index", index)
                .put("kind", "parameter")
                .put("displayName", displayName(name))
                .put("group", "producer (operation)")
                .put("label", "producer,operation")
                .put("required", false)
                .put("type", type)
                .put(
                        "javaType",
                        type.equals("boolean") ? "boolean" : type.equals("integer") ? "long" : "java.lang.String");
        if (!values.isEmpty()) {
            values.forEach(option.putArray("enum")::add);
        }
        return option.put("deprecated", false)
                .put("autowired", false)
                .put("secret", false)
                .put("description", description(uses));
    }

    /** What it may be for some operation; empty where it may be anything for one, or several at once. */
    private static Set<String> values(Map<Operation, Parameter> uses) {
        Set<String> values = new LinkedHashSet<>();
        for (Parameter parameter : uses.values()) {
            if (parameter.values().isEmpty() || parameter.isList()) {
                return Set.of();
            }
            values.addAll(parameter.values());
        }
        return values;
    }

    private static String type(Map<Operation, Parameter> uses) {
        Set<String> types = uses.values().stream()
                .map(parameter -> parameter.isList() ? Parameter.Type.TEXT : parameter.type())
                .map(type -> type == Parameter.Type.BOOLEAN
                        ? "boolean"
                        : type == Parameter.Type.INTEGER ? "integer" : "string")
                .collect(Collectors.toSet());
        return types.size() == 1 ? types.iterator().next() : "string";
    }

    private static String displayName(String name) {
        StringBuilder words = new StringBuilder();
        for (String word : name.split("_", -1)) {
            words.append(words.isEmpty() ? "" : " ")
                    .append(Character.toUpperCase(word.charAt(0)))
                    .append(word, 1, word.length());
        }
        return words.toString();
    }

    private static String description(Map<Operation, Parameter> uses) {
        Map<String, List<String>> meanings = new LinkedHashMap<>();
        uses.forEach((operation, parameter) -> {
            String values = parameter.values().isEmpty() ? "" : ": " + String.join(", ", parameter.values());
            meanings.computeIfAbsent(parameter.description() + values, meaning -> new ArrayList<>())
                    .add(operation.name() + (parameter.required() ? " (required)" : ""));
        });
        return meanings.entrySet().stream()
                .map(meaning -> meaning.getKey() + ". For " + String.join(", ", meaning.getValue()))
                .collect(Collectors.joining(". "));
    }
}
