package caravan.cli.call;

import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Parameter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a shell has to know to complete a call: operations, the parameters of each, the values of those. */
final class CompletionScript {
    private CompletionScript() {}

    /**
     * Functions for a shell: {@code _caravan_parameters <Operation>} and {@code _caravan_values <Operation> <parameter>} print
     * names with blanks between them. What stands in them comes from the catalogue alone.
     */
    static String words(List<Operation> operations) {
        String names = operations.stream().map(Operation::name).collect(Collectors.joining(" "));
        StringBuilder script = new StringBuilder();
        script.append("_caravan_operations='raw ").append(names).append("'\n\n");
        script.append("_caravan_parameters() {\n  case \"$1\" in\n    raw) echo 'method path' ;;\n");
        operations.stream()
                .filter(operation -> !operation.parameters().isEmpty())
                .forEach(operation -> script.append("    %s) echo '%s' ;;\n"
                        .formatted(operation.name(), String.join(" ", operation.parameterNames()))));
        script.append("  esac\n}\n\n");
        script.append("_caravan_values() {\n  case \"$1:$2\" in\n    raw:method) echo 'GET POST PUT DELETE' ;;\n");
        operations.forEach(operation -> operation.parameters().forEach(parameter -> {
            String values = values(parameter);
            if (!values.isEmpty()) {
                script.append("    %s:%s) echo '%s' ;;\n".formatted(operation.name(), parameter.name(), values));
            }
        }));
        return script.append("  esac\n}\n").toString();
    }

    private static String values(Parameter parameter) {
        Stream<String> values =
                parameter.type() == Parameter.Type.BOOLEAN ? Stream.of("true", "false") : parameter.values().stream();
        return values.collect(Collectors.joining(" "));
    }
}
