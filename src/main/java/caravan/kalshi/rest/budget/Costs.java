package caravan.kalshi.rest.budget;

import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Operations;
import caravan.model.RequestCosts;
import java.util.HashMap;
import java.util.Map;

/**
 * What an operation costs: what the exchange said, and before that what the catalogue says. Where the exchange said
 * nothing of an operation, the dearer of the catalogue's cost and the usual one counts.
 */
final class Costs {
    /** Before the exchange was asked. */
    static final Costs CATALOGUE = new Costs(0, Map.of());

    private static final String BASE = "/trade-api/v2";

    private final int usual;
    private final Map<String, Integer> told;

    /** @param told by the names of operations */
    private Costs(int usual, Map<String, Integer> told) {
        this.usual = usual;
        this.told = told;
    }

    static Costs of(RequestCosts costs) {
        Map<String, Integer> exceptions = new HashMap<>();
        costs.exceptions().forEach(cost -> exceptions.put(key(cost.method(), cost.path()), cost.tokens()));
        Map<String, Integer> told = new HashMap<>();
        for (Operation operation : Operations.all()) {
            Integer cost = exceptions.get(key(operation.method(), operation.path()));
            if (cost != null) {
                told.put(operation.name(), cost);
            }
        }
        return new Costs(costs.usual(), told);
    }

    int of(Operation operation) {
        Integer cost = told.get(operation.name());
        return cost != null ? cost : Math.max(operation.cost(), usual);
    }

    /** Parts of a path that stand for anything are written {@code :id} there and {@code {id}} here. */
    private static String key(String method, String path) {
        String below = path.startsWith(BASE) ? path.substring(BASE.length()) : path;
        return method + " " + below.replaceAll(":[^/]+|\\{[^/]+}", "*");
    }
}
