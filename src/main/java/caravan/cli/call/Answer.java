package caravan.cli.call;

import caravan.kalshi.catalogue.Operation;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out of what an answer consists: mainly of a list, or of one thing. */
final class Answer {
    /** What stands beside a list and does not make it an answer about something else. */
    private static final int FEW = 2;

    private final Operation operation;
    private final JsonNode json;

    Answer(Operation operation, JsonNode json) {
        this.operation = operation;
        this.json = json;
    }

    /** The name of the list that this answer mainly is; empty where it is something else. */
    Optional<String> list() {
        Optional<String> pages =
                operation.paging().map(paging -> paging.items()).filter(json::has);
        if (pages.isPresent()) {
            return pages;
        }
        List<String> lists = new ArrayList<>();
        int others = 0;
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            if (field.getValue().isObject()) {
                return Optional.empty();
            }
            if (isList(field.getValue())
                    || (field.getValue().isArray() && field.getValue().isEmpty())) {
                lists.add(field.getKey());
            } else {
                others++;
            }
        }
        return lists.size() == 1 && others <= FEW ? Optional.of(lists.get(0)) : Optional.empty();
    }

    /** What the answer is about, out of its wrapping. */
    JsonNode thing() {
        JsonNode thing = json;
        while (thing.isObject() && thing.size() == 1 && thing.iterator().next().isObject()) {
            thing = thing.iterator().next();
        }
        return thing;
    }

    /** The rows: the list's, or the one thing. */
    List<JsonNode> rows() {
        List<JsonNode> rows = new ArrayList<>();
        list().ifPresentOrElse(name -> json.path(name).forEach(rows::add), () -> rows.add(thing()));
        return rows;
    }

    /** Whether there are more pages. */
    boolean hasMore() {
        return operation
                .paging()
                .map(paging -> paging.cursor())
                .filter(name -> !json.path(name).asText("").isEmpty())
                .isPresent();
    }

    /** Whether a field is a list of things. */
    static boolean isList(JsonNode field) {
        return field.isArray() && !field.isEmpty() && field.get(0).isObject();
    }

    /** Whether a field is a list of prices with what rests there. */
    static boolean isLevels(JsonNode field) {
        return field.isArray()
                && !field.isEmpty()
                && field.get(0).isArray()
                && field.get(0).size() == 2;
    }
}
