package caravan.kalshi.catalogue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Makes JSON objects of values, and refuses what the catalogue does not know. */
public final class Bodies {
    private Bodies() {}

    /**
     * An object with one field for each value.
     *
     * @param owner what the fields belong to, for messages
     * @throws IllegalArgumentException if a field is unknown, wrong or missing
     */
    public static ObjectNode object(String owner, List<Parameter> fields, Map<String, ?> values) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        values.forEach((name, value) -> {
            Parameter field = known(owner, fields, name);
            if (Given.isGiven(value)) {
                object.set(name, Values.json(field, value));
            }
        });
        for (Parameter field : fields) {
            if (field.required() && !object.has(field.name())) {
                throw missing(owner, field);
            }
        }
        return object;
    }

    static ObjectNode object(Parameter parameter, Object value) {
        Map<String, Object> values = Given.values(value)
                .orElseThrow(() -> Values.wrong(
                        parameter, "a JSON object" + (parameter.isList() ? " for each" : ""), value.toString()));
        return object(parameter.name(), parameter.fields(), values);
    }

    /** What to say where a parameter is needed and was not given. */
    public static IllegalArgumentException missing(String owner, Parameter parameter) {
        return new IllegalArgumentException("expected '%s' for %s (%s: %s), found none"
                .formatted(parameter.name(), owner, parameter.allowed(), parameter.description()));
    }

    /**
     * The parameter of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Parameter known(String owner, List<Parameter> parameters, String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected parameters of %s to be among %s, found '%s'"
                        .formatted(
                                owner, parameters.stream().map(Parameter::name).toList(), name)));
    }
}
