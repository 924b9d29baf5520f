package caravan.sandbox.exchange;

import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts things by name. Not thread-safe. */
final class Tally {
    private static final class Count {
        private long value;
    }

    private final Map<String, Count> counts = new HashMap<>();

    void add(String name) {
        counts.computeIfAbsent(name, unknown -> new Count()).value++;
    }

    ObjectNode toJson() {
        ObjectNode node = Json.object();
        new TreeMap<>(counts).forEach((name, count) -> node.put(name, count.value));
        return node;
    }
}
