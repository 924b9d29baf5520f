package caravan.marketselection;

import caravan.model.StreamCommand;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants changed, carried out in the order of the components.
 *
 * @param set what is selected from now on, in place of all that was; null to go on from that
 * @param remove what is not selected any more; a market stays out, whatever else selects it
 * @param add what is selected as well
 */
record Change(@Nullable List<Selector> set, List<Selector> remove, List<Selector> add) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> FIELDS = Set.of("set", "remove", "add");

    /**
     * Reads a {@link StreamCommand}, or JSON text such as {@code {"add":["series:KXBTC"],"remove":["KXETH-1"]}}.
     *
     * @throws IllegalArgumentException if it is neither; the message says what was expected
     */
    static Change of(@Nullable Object asked) {
        if (asked instanceof StreamCommand.SetMarkets command) {
            return new Change(selectors(command.tickers()), List.of(), List.of());
        }
        if (asked instanceof StreamCommand.AddMarkets command) {
            return new Change(null, List.of(), selectors(command.tickers()));
        }
        if (asked instanceof StreamCommand.RemoveMarkets command) {
            return new Change(null, selectors(command.tickers()), List.of());
        }
        return parse(asked instanceof String text ? text : "");
    }

    private static Change parse(String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException noJson) {
            throw refused(noJson.getOriginalMessage());
        }
        if (!root.isObject() || root.isEmpty()) {
            throw refused("something else");
        }
        root.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw refused("'" + name + "'");
            }
        });
        return new Change(
                root.has("set") ? list(root.get("set")) : null,
                root.has("remove") ? list(root.get("remove")) : List.of(),
                root.has("add") ? list(root.get("add")) : List.of());
    }

    private static List<Selector> list(JsonNode node) {
        if (!node.isArray()) {
            throw refused("a value that is no list");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : node) {
            if (!item.isTextual()) {
                throw refused("a list of something other than text");
            }
            texts.add(item.textValue());
        }
        return selectors(texts);
    }

    static List<Selector> selectors(List<String> texts) {
        return texts.stream().map(String::strip).map(Selector::parse).toList();
    }

    private static IllegalArgumentException refused(String found) {
        return new IllegalArgumentException("expected {\"add\":[…]}, {\"remove\":[…]} or {\"set\":[…]} with lists of"
                + " tickers and selectors, found " + found);
    }
}
