package caravan.sandbox.exchange;

import caravan.model.Action;
import caravan.model.Outcome;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The switches below {@code /sandbox}: scripts orders, throws faults, tells the truth. Used from the event loop only. */
final class Control {
    private static final List<String> GARBAGE = List.of(
            "{\"type\":\"fill\",\"sid\":1,\"msg\":{\"trade_id\":",
            "{\"type\":\"mystery\",\"sid\":1,\"msg\":{\"answer\":42}}",
            "[1,2,3]",
            "{\"type\":\"orderbook_delta\",\"sid\":1,\"msg\":{\"market_ticker\":\"KXGARBAGE\",\"price_dollars\":\"abc\"}}",
            "{\"msg\":{}}",
            "{\"type\":\"fill\",\"sid\":1,\"msg\":{\"trade_id\":\"t\",\"yes_price_dollars\":\"7.0000\",\"count_fp\":\"1.00\"}}",
            "not JSON at all");
    private static final int MOST_SECONDS = 3_600;

    private final Vertx vertx;
    private final Simulation simulation;
    private final Hub hub;
    private final Faults faults;
    private final Journal journal;
    private long downTimer = -1;

    Control(Vertx vertx, Simulation simulation, Hub hub, Faults faults, Journal journal) {
        this.vertx = vertx;
        this.simulation = simulation;
        this.hub = hub;
        this.faults = faults;
        this.journal = journal;
    }

    /**
     * Does what a request to the switches says.
     *
     * @param path below {@code /sandbox}, for example {@code /state}
     * @param cutClients resets every connection but those that use the switches
     */
    Answer run(String method, String path, MultiMap parameters, String body, Runnable cutClients) {
        try {
            return switch (method + " " + path) {
                case "GET /state" -> Answer.ok(state());
                case "GET /fills" -> Answer.ok(fills());
                case "POST /orders" -> order(Json.read(body));
                case "POST /bursts" -> burst(Json.read(body));
                case "POST /faults/cut" -> cut(parameters.get("connection"));
                case "POST /faults/down" -> down(number(parameters, "seconds", 20, MOST_SECONDS), cutClients);
                case "POST /faults/stall" -> stall(number(parameters, "seconds", 20, MOST_SECONDS));
                case "POST /faults/garbage" -> garbage(number(parameters, "count", GARBAGE.size(), 10_000));
                case "POST /faults/duplicate-fills" -> {
                    faults.duplicateFills = on(parameters);
                    yield done("duplicate-fills", faults.duplicateFills);
                }
                case "POST /faults/withhold-fills" -> {
                    faults.withholdFills = on(parameters);
                    yield done("withhold-fills", faults.withholdFills);
                }
                case "POST /faults/pause-simulation", "POST /pause-simulation" -> {
                    simulation.quiet(on(parameters));
                    yield done("pause-simulation", on(parameters));
                }
                default -> Answer.notFound();
            };
        } catch (IllegalArgumentException e) {
            return Answer.badRequest("bad_request", "bad request", String.valueOf(e.getMessage()));
        }
    }

    private ObjectNode state() {
        ObjectNode state = Json.object();
        state.putObject("connections")
                .put("total", hub.count(session -> true))
                .put("private", hub.count(Session::isPrivate))
                .put("market_data", hub.count(session -> !session.isPrivate()));
        journal.writeTo(state);
        state.set("faults", faults.thrown());
        state.putObject("switches")
                .put("down", faults.down)
                .put("duplicate_fills", faults.duplicateFills)
                .put("withhold_fills", faults.withholdFills);
        state.put("orders", simulation.account().orders().size());
        state.put("fills", simulation.account().fills().size());
        state.put("markets", simulation.markets().size());
        return state;
    }

    private ObjectNode fills() {
        ObjectNode node = Json.object();
        ArrayNode fills = node.putArray("fills");
        for (OwnFill fill : simulation.account().fills()) {
            OwnOrder order = fill.order();
            Price traded = order.outcome() == Outcome.YES
                    ? fill.yesPrice()
                    : fill.yesPrice().complement();
            fills.add(Rest.fill(fill)
                    .put("client_order_id", order.clientOrderId)
                    .put("traded_price_dollars", traded.toString())
                    .put("post_position_fp", fill.positionAfter().toString()));
        }
        return node;
    }

    private Answer order(ObjectNode body) {
        Function<JsonNode, Price> price = node -> Price.parse(text(node, "price"));
        List<OrderScript.Part> parts = new ArrayList<>();
        if (!body.path("parts").isArray()) {
            throw new IllegalArgumentException("parts must be an array of {\"count\",\"price\"}, was absent");
        }
        for (JsonNode part : body.path("parts")) {
            Quantity count = Quantity.parse(text(part, "count"));
            parts.add(new OrderScript.Part(count, price.apply(part.has("price") ? part : body)));
        }
        OrderScript script = new OrderScript(
                text(body, "ticker"),
                Outcome.valueOf(oneOf(text(body, "side"), "yes", "no")),
                Action.valueOf(oneOf(text(body, "action"), "buy", "sell")),
                parts,
                Duration.ofMillis(body.path("interval_ms").asLong(200)),
                body.path("complete").asBoolean(true));
        return Answer.ok(Json.object().put("order_id", simulation.play(script).id));
    }

    private Answer burst(ObjectNode body) {
        int orders = between(body.path("orders").asLong(1), "orders", 1, 10_000);
        int fills = between(body.path("fills").asLong(4), "fills", 1, 100);
        int interval = between(body.path("interval_ms").asLong(200), "interval_ms", 0, 3_600_000);
        ObjectNode answer = Json.object();
        ArrayNode ids = answer.putArray("order_ids");
        simulation.burst(orders, fills, Duration.ofMillis(interval)).forEach(order -> ids.add(order.id));
        return Answer.ok(answer);
    }

    private Answer cut(@Nullable String connection) {
        String which = connection == null ? "ALL" : oneOf(connection, "private", "market-data", "all");
        for (Session session : hub.sessions()) {
            if (which.equals("ALL") || session.isPrivate() == which.equals("PRIVATE")) {
                faults.count("cut");
                session.cut();
            }
        }
        return done("cut", true);
    }

    private Answer down(int seconds, Runnable cutClients) {
        vertx.cancelTimer(downTimer);
        faults.down = seconds > 0;
        if (faults.down) {
            faults.count("down");
            cutClients.run();
            downTimer = vertx.setTimer(seconds * 1_000L, elapsed -> faults.down = false);
        }
        return done("down", faults.down);
    }

    private Answer stall(int seconds) {
        for (Session session : hub.sessions()) {
            faults.count("stall");
            session.stall(true);
            vertx.setTimer(Math.max(1, seconds * 1_000L), elapsed -> session.stall(false));
        }
        return done("stall", true);
    }

    private Answer garbage(int count) {
        for (Session session : hub.sessions()) {
            for (int i = 0; i < count; i++) {
                faults.count("garbage");
                session.send("garbage", GARBAGE.get(i % GARBAGE.size()));
            }
        }
        return done("garbage", true);
    }

    private static Answer done(String what, boolean on) {
        return Answer.ok(Json.object().put(what, on));
    }

    private static boolean on(MultiMap parameters) {
        String text = parameters.get("on");
        return text == null || oneOf(text, "true", "false").equals("TRUE");
    }

    private static int number(MultiMap parameters, String name, int otherwise, int most) {
        String text = parameters.get(name);
        try {
            return text == null ? otherwise : between(Long.parseLong(text), name, 0, most);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a whole number, was " + text, e);
        }
    }

    private static int between(long value, String name, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", was " + value);
        }
        return (int) value;
    }

    private static String oneOf(String text, String... words) {
        if (!List.of(words).contains(text)) {
            throw new IllegalArgumentException("expected one of " + List.of(words) + ", was " + text);
        }
        return text.toUpperCase(Locale.ROOT);
    }

    private static String text(JsonNode node, String field) {
        if (!node.path(field).isTextual()) {
            throw new IllegalArgumentException(field + " must be a string, was " + node.path(field));
        }
        return node.path(field).textValue();
    }
}
