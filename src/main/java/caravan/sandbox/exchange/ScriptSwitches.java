package caravan.sandbox.exchange;

import caravan.model.Action;
import caravan.model.Outcome;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.sandbox.engine.Refusal;
import caravan.sandbox.exchange.stream.Audience;
import caravan.sandbox.exchange.stream.Form;
import caravan.sandbox.simulation.ScriptedOrder;
import caravan.sandbox.simulation.World;
import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** The switches that decide what happens in the markets, and how it is written. Used from the event loop only. */
final class ScriptSwitches {
    private final World world;
    private final Audience audience;

    ScriptSwitches(World world, Audience audience) {
        this.world = world;
        this.audience = audience;
    }

    List<Switch> all() {
        String help = "stops random own orders and lifecycle changes; scripted orders go on";
        return List.of(
                new Switch(
                        "POST",
                        "/orders",
                        Set.of(),
                        "an own order and its fills: {ticker, side, action, parts: [{count, price}], interval_ms, complete}",
                        call -> order(call.json())),
                new Switch(
                        "POST",
                        "/bursts",
                        Set.of(),
                        "random own orders at once: {orders, fills, interval_ms}",
                        call -> burst(call.json())),
                new Switch("POST", "/pause-simulation", Set.of("on"), help, this::quiet),
                new Switch("POST", "/faults/pause-simulation", Set.of("on"), help, this::quiet),
                new Switch(
                        "POST",
                        "/intensity",
                        Set.of("value"),
                        "how lively the markets are; 1 is as shipped",
                        this::intensity),
                new Switch(
                        "POST",
                        "/form",
                        Set.of("value"),
                        "how the stream writes prices: current, legacy, transitional",
                        this::form));
    }

    private JsonNode quiet(SwitchCall call) {
        world.quiet(call.on());
        return Json.object().put("pause-simulation", call.on());
    }

    private JsonNode intensity(SwitchCall call) {
        double value = call.decimal("value", 1);
        world.intensity(value);
        return Json.object().put("intensity", value);
    }

    private JsonNode form(SwitchCall call) {
        audience.form(Form.of(call.has("value") ? String.valueOf(call.text("value")) : "current"));
        return Json.object().put("form", audience.form().word());
    }

    private JsonNode order(ObjectNode body) {
        if (!body.path("parts").isArray()) {
            throw new IllegalArgumentException("parts must be an array of {\"count\",\"price\"}, was absent");
        }
        List<ScriptedOrder.Part> parts = new ArrayList<>();
        for (JsonNode part : body.path("parts")) {
            Quantity count = Quantity.parse(text(part, "count"));
            parts.add(new ScriptedOrder.Part(count, Price.parse(text(part.has("price") ? part : body, "price"))));
        }
        ScriptedOrder order = new ScriptedOrder(
                text(body, "ticker"),
                Outcome.valueOf(upper("side", text(body, "side"), "yes", "no")),
                Action.valueOf(upper("action", text(body, "action"), "buy", "sell")),
                parts,
                Duration.ofMillis(body.path("interval_ms").asLong(200)),
                body.path("complete").asBoolean(true));
        return Json.object().put("order_id", accepted(() -> world.place(order)).id());
    }

    private JsonNode burst(ObjectNode body) {
        int orders = SwitchCall.between(body.path("orders").asLong(1), "orders", 1, 10_000);
        int fills = SwitchCall.between(body.path("fills").asLong(4), "fills", 1, 100);
        int interval = SwitchCall.between(body.path("interval_ms").asLong(200), "interval_ms", 0, 3_600_000);
        ObjectNode answer = Json.object();
        ArrayNode ids = answer.putArray("order_ids");
        accepted(() -> world.burst(orders, fills, Duration.ofMillis(interval))).forEach(order -> ids.add(order.id()));
        return answer;
    }

    /** In a pause, for one, no order is taken. */
    private static <T> T accepted(Supplier<T> placing) {
        try {
            return placing.get();
        } catch (Refusal e) {
            throw new IllegalArgumentException("expected orders that the exchange takes, found " + e.reason(), e);
        }
    }

    private static String upper(String name, String text, String... words) {
        return SwitchCall.oneOf(name, text, words).toUpperCase(Locale.ROOT);
    }

    private static String text(JsonNode node, String field) {
        if (!node.path(field).isTextual()) {
            throw new IllegalArgumentException(field + " must be a string, was " + node.path(field));
        }
        return node.path(field).textValue();
    }
}
