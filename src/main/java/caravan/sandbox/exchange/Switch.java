package caravan.sandbox.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be done to the sandbox from outside.
 *
 * @param path below {@code /sandbox}; what stands in braces is a name
 * @param parameters all that it understands
 * @param help a line for a person
 */
record Switch(String method, String path, Set<String> parameters, String help, Function<SwitchCall, JsonNode> action) {

    /** What stands in the place of the names in braces; null where the path is another one. */
    @Nullable
    Map<String, String> match(String asked) {
        String[] wanted = path.split("/", -1);
        String[] found = asked.split("/", -1);
        if (wanted.length != found.length) {
            return null;
        }
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].startsWith("{")) {
                names.put(wanted[i].substring(1, wanted[i].length() - 1), found[i]);
            } else if (!wanted[i].equals(found[i])) {
                return null;
            }
        }
        return names;
    }

    /** As a person would type it. */
    String usage() {
        String query = parameters.isEmpty()
                ? ""
                : "?"
                        + String.join(
                                "&",
                                parameters.stream()
                                        .sorted()
                                        .map(name -> name + "=")
                                        .toList());
        return method + " /sandbox" + path + query;
    }
}
