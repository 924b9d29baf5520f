package caravan.sandbox.discord;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;

/**
 * What a test can ask and set while the stand-in runs, below {@code /sandbox/}.
 *
 * <p>{@code GET messages}, {@code requests}, {@code state}; {@code POST limits?on=&hidden=}, {@code permissions?<word>=},
 * {@code faults/<kind>?count=&every=&method=&path=&code=&error=&ms=}; {@code DELETE faults}, {@code requests},
 * {@code messages/<id>}.
 */
final class Switches {
    private static final String FAULTS = "faults/";
    private static final String MESSAGES = "messages/";
    private static final int MANY = 1_000_000;

    private final Messages messages;
    private final Access access;
    private final Limits limits;
    private final Faults faults;
    private final Journal journal;

    Switches(Messages messages, Access access, Limits limits, Faults faults, Journal journal) {
        this.messages = messages;
        this.access = access;
        this.limits = limits;
        this.faults = faults;
        this.journal = journal;
    }

    Reply answer(String method, String what, MultiMap parameters) {
        try {
            return switch (method + " " + what) {
                case "GET messages" -> Reply.ok(messages(Fault.number(parameters, "limit", MANY, MANY)));
                case "GET requests" -> Reply.ok(journal.json());
                case "GET state" -> state();
                case "POST limits" -> limits(parameters);
                case "POST permissions" -> permissions(parameters);
                case "DELETE faults" -> {
                    faults.clear();
                    yield state();
                }
                case "DELETE requests" -> {
                    journal.clear();
                    yield state();
                }
                default -> other(method, what, parameters);
            };
        } catch (IllegalArgumentException e) {
            return Reply.error(400, 0, String.valueOf(e.getMessage()));
        }
    }

    private Reply other(String method, String what, MultiMap parameters) {
        if (method.equals("DELETE") && what.startsWith(MESSAGES)) {
            Message message = messages.find(what.substring(MESSAGES.length()));
            if (message == null) {
                return Reply.unknownMessage();
            }
            messages.delete(message);
            return state();
        }
        Fault.Kind kind = what.startsWith(FAULTS) ? Fault.kind(what.substring(FAULTS.length())) : null;
        if (kind == null || !method.equals("POST")) {
            return Reply.error(404, 0, "404: Not Found");
        }
        Fault fault = Fault.of(kind, parameters);
        int every = Fault.number(parameters, "every", 0, MANY);
        if (every > 0) {
            faults.addRule(fault, every);
        } else {
            int count = Fault.number(parameters, "count", 1, 10_000);
            if (count > 0) {
                faults.add(fault, count);
            }
        }
        return state();
    }

    private Reply limits(MultiMap parameters) {
        limits.on(flag(parameters, "on", limits.on()));
        limits.hidden(flag(parameters, "hidden", limits.hidden()));
        return state();
    }

    private Reply permissions(MultiMap parameters) {
        for (Permission permission : Permission.values()) {
            access.set(permission, flag(parameters, permission.word(), access.has(permission)));
        }
        return state();
    }

    private static boolean flag(MultiMap parameters, String name, boolean otherwise) {
        String text = parameters.get(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(name + " must be true or false, was " + text);
        }
        return text.equals("true");
    }

    private Reply state() {
        ObjectNode state = Reply.MAPPER.createObjectNode();
        state.put("messages", messages.all().size())
                .put("requests", journal.requests())
                .put("invalid_requests", limits.invalidCount())
                .put("faults_waiting", faults.waiting())
                .put("faults_standing", faults.standing());
        ObjectNode counts = state.putObject("faults");
        faults.thrown().forEach(counts::put);
        state.putObject("limits").put("on", limits.on()).put("hidden", limits.hidden());
        ObjectNode permissions = state.putObject("permissions");
        for (Permission permission : Permission.values()) {
            permissions.put(permission.word(), access.has(permission));
        }
        return Reply.ok(state);
    }

    private ObjectNode messages(int limit) {
        ObjectNode body = Reply.MAPPER.createObjectNode();
        ArrayNode list = body.putArray("messages");
        List<Message> all = new ArrayList<>(messages.all());
        for (Message message : all.subList(Math.max(0, all.size() - limit), all.size())) {
            ObjectNode entry =
                    list.addObject().put("received", message.received().toString());
            entry.set("message", message.json());
            entry.set("request", message.request());
        }
        return body;
    }
}
