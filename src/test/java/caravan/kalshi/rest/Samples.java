package caravan.kalshi.rest;

import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values that parameters may have. */
final class Samples {
    private Samples() {}

    /** One for each parameter of an operation. */
    static Map<String, Object> of(Operation operation) {
        return of(operation.parameters());
    }

    private static Map<String, Object> of(List<Parameter> parameters) {
        Map<String, Object> values = new LinkedHashMap<>();
        parameters.forEach(parameter -> values.put(parameter.name(), of(parameter)));
        return values;
    }

    static Object of(Parameter parameter) {
        Object one = single(parameter);
        return parameter.isList() ? List.of(one, one) : one;
    }

    private static Object single(Parameter parameter) {
        if (!parameter.values().isEmpty()) {
            return parameter.values().get(parameter.values().size() - 1);
        }
        return switch (parameter.type()) {
            case INTEGER -> parameter.minimum().orElse(7);
            case SECONDS -> 1_795_168_800L;
            case BOOLEAN -> true;
            case DOLLARS -> "0.5600";
            case CONTRACTS -> "12.50";
            case OBJECT -> of(parameter.fields());
            case TEXT -> "some " + parameter.name() + "/ü";
        };
    }
}
