package caravan.cli.call;

import caravan.cli.BadInputException;
import caravan.cli.Machine;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a call, as they stand on the command line. */
final class Arguments {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Arguments() {}

    /**
     * The values by name: those of the body, and over them those that are given as {@code name=value}. A name that is
     * given several times has a list.
     *
     * @param body a JSON object, or {@code @} and the file that has it; null where there is none
     */
    static Map<String, Object> of(Machine machine, List<String> given, @Nullable String body) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String argument : given) {
            int equals = argument.indexOf('=');
            if (equals < 1) {
                throw new BadInputException(
                        "expected name=value, found '%s'; a value with blanks goes between quotes".formatted(argument));
            }
            values.merge(argument.substring(0, equals), argument.substring(equals + 1), Arguments::both);
        }
        Map<String, Object> all = new LinkedHashMap<>(body == null ? Map.of() : ofBody(machine, body));
        all.putAll(values);
        return all;
    }

    private static Object both(Object before, Object next) {
        List<Object> list =
                before instanceof List<?> several ? new ArrayList<>(several) : new ArrayList<>(List.of(before));
        list.add(next);
        return list;
    }

    private static Map<String, Object> ofBody(Machine machine, String body) {
        String text = body.startsWith("@") ? read(machine.workingDirectory().resolve(body.substring(1))) : body;
        JsonNode tree;
        try {
            tree = JSON.readTree(text);
        } catch (JsonProcessingException noJson) {
            throw new BadInputException("--body: expected a JSON object, found: " + noJson.getOriginalMessage());
        }
        if (!tree.isObject()) {
            throw new BadInputException("--body: expected a JSON object, found %s"
                    .formatted(
                            tree.isMissingNode()
                                    ? "nothing"
                                    : tree.getNodeType().name().toLowerCase(java.util.Locale.ROOT)));
        }
        Map<String, Object> values = new LinkedHashMap<>();
        tree.properties().forEach(field -> values.put(field.getKey(), field.getValue()));
        return values;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new BadInputException(
                    "--body: expected a file with a JSON object, found none that can be read at " + file, unreadable);
        }
    }
}
