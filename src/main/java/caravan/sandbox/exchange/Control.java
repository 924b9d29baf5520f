package caravan.sandbox.exchange;

import caravan.sandbox.exchange.rest.Answer;
import caravan.sandbox.exchange.stream.Audience;
import caravan.sandbox.exchange.stream.Session;
import caravan.sandbox.simulation.World;
import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everything below {@code /sandbox}: throws faults, leads the markets, tells the truth. Used from the event loop only. */
final class Control {
    private final World world;
    private final Audience audience;
    private final Faults faults;
    private final Journal journal;
    private final OwnHistory history;
    private final List<Switch> switches = new ArrayList<>();

    Control(World world, Audience audience, Faults faults, Journal journal, OwnHistory history, List<Switch> more) {
        this.world = world;
        this.audience = audience;
        this.faults = faults;
        this.journal = journal;
        this.history = history;
        switches.add(
                new Switch("GET", "/state", Set.of(), "what clients did and which faults were thrown", c -> state()));
        switches.add(new Switch("GET", "/fills", Set.of(), "all fills of the account", c -> history.toJson()));
        switches.add(new Switch(
                "GET",
                "/orders",
                Set.of(),
                "all orders of the account, with what became of them",
                c -> history.ordersToJson()));
        switches.add(new Switch(
                "GET",
                "/account",
                Set.of(),
                "the account's money, positions and resting orders, all of one moment",
                c -> OwnHistory.toJson(world.own())));
        switches.addAll(more);
    }

    /**
     * Does what a request to the switches says.
     *
     * @param path below {@code /sandbox}, for example {@code /state}
     * @param cutClients resets every connection but those that use the switches
     */
    Answer run(String method, String path, MultiMap parameters, String body, Runnable cutClients) {
        if (path.isEmpty() || path.equals("/")) {
            return Answer.ok(help());
        }
        try {
            for (Switch one : switches) {
                Map<String, String> names = one.match(path);
                if (names != null && one.method().equals(method)) {
                    SwitchCall call = new SwitchCall(names, parameters, body, cutClients);
                    call.requireOnly(one.parameters());
                    return Answer.ok(one.action().apply(call));
                }
            }
            throw new IllegalArgumentException(
                    "expected a switch, found " + method + " /sandbox" + path + "; GET /sandbox lists them all");
        } catch (IllegalArgumentException e) {
            return bad(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Arms a fault.
     *
     * @param fault as the settings write it: its name, and its parameters as in a query
     */
    Answer arm(String fault) {
        URI uri;
        try {
            uri = URI.create("/faults/" + fault);
        } catch (IllegalArgumentException e) {
            return bad(String.valueOf(e.getMessage()));
        }
        MultiMap parameters = MultiMap.caseInsensitiveMultiMap();
        if (uri.getQuery() != null) {
            for (String pair : uri.getQuery().split("&", -1)) {
                String[] parts = pair.split("=", 2);
                parameters.add(parts[0], parts.length > 1 ? parts[1] : "");
            }
        }
        return run("POST", uri.getPath(), parameters, "", () -> {});
    }

    private static Answer bad(String details) {
        return new Answer(
                400,
                Json.object()
                        .put("code", "bad_request")
                        .put("message", "bad request")
                        .put("details", details));
    }

    private ObjectNode help() {
        ObjectNode help = Json.object();
        ArrayNode list = help.putArray("switches");
        switches.forEach(one -> list.add(one.usage() + "   " + one.help()));
        help.put(
                "faults",
                "an armed fault strikes once; count=n: so many times; on=true: until on=false; probability=0.1: now and"
                        + " then; path=, method= or type= say what it is meant for");
        return help;
    }

    private ObjectNode state() {
        List<Session> sessions = audience.sessions();
        long personal = sessions.stream().filter(Session::isPrivate).count();
        ObjectNode state = Json.object();
        state.putObject("connections")
                .put("total", sessions.size())
                .put("private", personal)
                .put("market_data", sessions.size() - personal);
        journal.writeTo(state);
        state.set("faults", faults.thrown());
        state.set("switches", faults.switches());
        state.put("form", audience.form().word());
        state.put("orders", history.orders());
        state.put("fills", history.fills());
        state.put("markets", world.listings().size());
        return state;
    }
}
