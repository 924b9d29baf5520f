package caravan.sandbox.exchange;

import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** Counts things by name. Not thread-safe. */
final class Tally {
    private final Map<String, Long> counts = new TreeMap<>();

    void add(String name) {
        counts.merge(name, 1L, Long::sum);
    }

    ObjectNode toJson() {
        ObjectNode node = Json.object();
        counts.forEach(node::put);
        return node;
    }
}
