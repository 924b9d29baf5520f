package caravan.cli.call;

import caravan.cli.Terminal;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** One thing, a line for each of its parts, and a table for each list in it. */
final class ThingText {
    private static final int GAP = 2;

    private final PrintWriter out;
    private final OptionalInt width;

    /** @param width of the terminal; empty where any will do */
    ThingText(PrintWriter out, OptionalInt width) {
        this.out = out;
        this.width = width;
    }

    void print(JsonNode thing) throws IOException {
        Map<String, JsonNode> parts = new LinkedHashMap<>();
        Map<String, JsonNode> lists = new LinkedHashMap<>();
        Cells.of(thing).forEach((name, node) -> {
            if (Answer.isList(node) || Answer.isLevels(node)) {
                lists.put(name, node);
            } else if (!Cells.isEmpty(node)) {
                parts.put(name, node);
            }
        });
        if (parts.isEmpty() && lists.isEmpty()) {
            out.println("done");
        }
        int names = parts.keySet().stream()
                .mapToInt(name -> Columns.heading(name, parts.keySet()).length())
                .max()
                .orElse(0);
        parts.forEach((name, node) -> Words.beside(
                        Columns.heading(name, parts.keySet()),
                        names + GAP,
                        Terminal.harmless(Cells.shortText(name, node)),
                        width)
                .forEach(out::println));
        boolean following = !parts.isEmpty();
        for (Map.Entry<String, JsonNode> list : lists.entrySet()) {
            if (following) {
                out.println();
            }
            following = true;
            out.println(Columns.heading(list.getKey(), parts.keySet()));
            table(Answer.isLevels(list.getValue()) ? levels(list.getValue()) : list.getValue());
        }
        out.flush();
    }

    private void table(JsonNode list) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        list.forEach(rows::add);
        new Listing(List.of(), true, out).write(rows.iterator(), new TableSheet(out, width));
    }

    /** A side of a book, with names for what the exchange gives as pairs. */
    private static JsonNode levels(JsonNode pairs) {
        List<JsonNode> levels = new ArrayList<>();
        for (JsonNode pair : pairs) {
            levels.add(JsonNodeFactory.instance
                    .objectNode()
                    .put("price", pair.path(0).asText())
                    .put("quantity", pair.path(1).asText()));
        }
        return JsonNodeFactory.instance.arrayNode().addAll(levels);
    }
}
