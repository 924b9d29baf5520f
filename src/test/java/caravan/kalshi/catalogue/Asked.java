package caravan.kalshi.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How an operation is asked, as far as the catalogue and the exchange's specification both say it.
 *
 * @param parameters by name; fields of objects follow a dot
 */
record Asked(String method, String path, Map<String, Value> parameters) {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");
    private static final String REFERENCE = "$ref";
    /** Where it stands, it stands for the one schema that it has, to say something about it. */
    private static final String ALL_OF = "allOf";

    /**
     * A parameter.
     *
     * @param values what it may be; empty where anything may
     */
    record Value(String place, boolean required, Set<String> values) {}

    /** What the catalogue says. */
    static Map<String, Asked> in(List<Operation> catalogue) {
        Map<String, Asked> all = new TreeMap<>();
        for (Operation operation : catalogue) {
            Map<String, Value> parameters = new TreeMap<>();
            operation.parameters().forEach(parameter -> add(parameters, "", parameter));
            all.put(operation.name(), new Asked(operation.method(), operation.path(), parameters));
        }
        return all;
    }

    private static void add(Map<String, Value> parameters, String before, Parameter parameter) {
        parameters.put(
                before + parameter.name(),
                new Value(
                        parameter.place().name().toLowerCase(Locale.ROOT),
                        parameter.required(),
                        new TreeSet<>(parameter.values())));
        parameter.fields().forEach(field -> add(parameters, before + parameter.name() + ".", field));
    }

    /** What the specification says. */
    static Map<String, Asked> in(JsonNode specification) {
        Map<String, Asked> all = new TreeMap<>();
        specification
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> all.put(
                                method.getValue().path("operationId").asText(),
                                new Asked(
                                        method.getKey().toUpperCase(Locale.ROOT),
                                        path.getKey(),
                                        parameters(specification, method.getValue())))));
        return all;
    }

    private static Map<String, Value> parameters(JsonNode specification, JsonNode operation) {
        Map<String, Value> all = new TreeMap<>();
        for (JsonNode given : operation.path("parameters")) {
            JsonNode parameter = resolved(specification, given);
            all.put(
                    parameter.path("name").asText(),
                    new Value(
                            parameter.path("in").asText(),
                            parameter.path("required").asBoolean(),
                            values(specification, parameter.path("schema"))));
        }
        fields(
                specification,
                operation
                        .path("requestBody")
                        .path("content")
                        .path("application/json")
                        .path("schema"),
                "",
                all);
        return all;
    }

    private static void fields(JsonNode specification, JsonNode given, String before, Map<String, Value> all) {
        JsonNode schema = resolved(specification, given);
        Set<String> required = new TreeSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.path("properties").properties().forEach(field -> {
            JsonNode value = resolved(specification, field.getValue());
            all.put(
                    before + field.getKey(),
                    new Value("body", required.contains(field.getKey()), values(specification, value)));
            fields(specification, value.has("items") ? value.path("items") : value, before + field.getKey() + ".", all);
        });
    }

    private static Set<String> values(JsonNode specification, JsonNode given) {
        JsonNode schema = resolved(specification, given);
        if (schema.has("items")) {
            return values(specification, schema.path("items"));
        }
        Set<String> values = new TreeSet<>();
        schema.path("enum").forEach(value -> values.add(value.asText()));
        return values;
    }

    private static JsonNode resolved(JsonNode specification, JsonNode given) {
        JsonNode schema = given;
        while (schema.has(REFERENCE) || schema.has(ALL_OF)) {
            schema = schema.has(REFERENCE)
                    ? specification.at(schema.path(REFERENCE).asText().substring(1))
                    : schema.path(ALL_OF).path(0);
        }
        return schema;
    }

    /** Where the two differ, one line each. */
    static List<String> differences(Map<String, Asked> specification, Map<String, Asked> catalogue) {
        List<String> lines = new ArrayList<>();
        specification.forEach((name, asked) -> {
            Asked known = catalogue.get(name);
            if (known == null) {
                lines.add(name + " is missing");
            } else {
                asked.compare(name, known, lines);
            }
        });
        catalogue.keySet().stream()
                .filter(name -> !specification.containsKey(name))
                .forEach(name -> lines.add(name + " is added"));
        lines.sort(Comparator.naturalOrder());
        return lines;
    }

    private void compare(String name, Asked known, List<String> lines) {
        if (!method.equals(known.method()) || !path.equals(known.path())) {
            lines.add(
                    "%s is %s %s, the catalogue has %s %s".formatted(name, method, path, known.method(), known.path()));
        }
        parameters.forEach((parameter, value) -> {
            Value ours = known.parameters().get(parameter);
            String what = name + "." + parameter;
            if (ours == null) {
                lines.add(what + " is missing");
                return;
            }
            if (!value.place().equals(ours.place())) {
                lines.add(what + " is in " + value.place() + ", the catalogue has it in " + ours.place());
            }
            if (value.required() != ours.required()) {
                lines.add(what + (value.required() ? " is required" : " is not required"));
            }
            value.values().stream()
                    .filter(one -> !ours.values().contains(one))
                    .forEach(one -> lines.add(what + " = " + one + " is missing"));
            ours.values().stream()
                    .filter(one -> !value.values().contains(one))
                    .forEach(one -> lines.add(what + " = " + one + " is added"));
        });
        known.parameters().keySet().stream()
                .filter(parameter -> !parameters.containsKey(parameter))
                .forEach(parameter -> lines.add(name + "." + parameter + " is added"));
    }
}
