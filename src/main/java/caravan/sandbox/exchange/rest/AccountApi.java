package caravan.sandbox.exchange.rest;

import caravan.sandbox.wire.Json;
import caravan.sandbox.wire.Words;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Supplier;

/** Keys, budgets, prices of requests, and where live data ends. */
final class AccountApi {
    private static final String BASE = "/trade-api/v2";

    private final Floor floor;
    private final KeyRing keys;
    private final Supplier<List<Operation>> catalogue;

    AccountApi(Floor floor, KeyRing keys, Supplier<List<Operation>> catalogue) {
        this.floor = floor;
        this.keys = keys;
        this.catalogue = catalogue;
    }

    List<Operation> operations() {
        return List.of(
                Operation.read("GetApiKeys", "/api_keys", request -> apiKeys()),
                Operation.read("GetAccountApiLimits", "/account/limits", request -> limits()),
                Operation.open("GetAccountEndpointCosts", "/account/endpoint_costs", request -> costs()),
                Operation.open("GetHistoricalCutoff", "/historical/cutoff", request -> cutoff()));
    }

    private Answer apiKeys() {
        ObjectNode body = Json.object();
        ArrayNode array = body.putArray("api_keys");
        for (KeyRing.Key key : keys.keys()) {
            array.addObject()
                    .put("api_key_id", key.id())
                    .put("name", key.name())
                    .putArray("scopes")
                    .add("read")
                    .add("write");
        }
        return Answer.ok(body);
    }

    private Answer limits() {
        Tier tier = floor.options().tier();
        ObjectNode body = Json.object().put("usage_tier", tier.word());
        budget(body.putObject("read"), tier.read());
        budget(body.putObject("write"), tier.write());
        body.putArray("grants");
        return Answer.ok(body);
    }

    private static void budget(ObjectNode node, Tier.Budget budget) {
        node.put("refill_rate", budget.refill()).put("bucket_capacity", budget.capacity());
    }

    private Answer costs() {
        ObjectNode body = Json.object().put("default_cost", Operation.DEFAULT_COST);
        ArrayNode costs = body.putArray("endpoint_costs");
        for (Operation operation : catalogue.get()) {
            if (operation.cost() != Operation.DEFAULT_COST) {
                costs.addObject()
                        .put("method", operation.method())
                        .put("path", BASE + operation.template().replaceAll("\\{(\\w+)}", ":$1"))
                        .put("cost", operation.cost());
            }
        }
        return Answer.ok(body);
    }

    private Answer cutoff() {
        String cutoff = Words.time(floor.cutoff());
        return Answer.ok(Json.object()
                .put("market_settled_ts", cutoff)
                .put("trades_created_ts", cutoff)
                .put("orders_updated_ts", cutoff)
                .put("market_positions_last_updated_ts", cutoff));
    }
}
