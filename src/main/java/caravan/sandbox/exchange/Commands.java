package caravan.sandbox.exchange;

import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Carries out what clients of the stream ask for. Used from the event loop only. */
final class Commands {
    private final Simulation simulation;
    private final Tally commands;

    Commands(Simulation simulation, Tally commands) {
        this.simulation = simulation;
        this.commands = commands;
    }

    /** Carries out one command and replies. Never throws for what the client sent. */
    void run(Session session, String text) {
        ObjectNode command;
        try {
            command = Json.read(text);
        } catch (IllegalArgumentException e) {
            commands.add("unreadable");
            error(session, null, 1, "Unable to process message");
            return;
        }
        JsonNode number = command.get("id");
        Long id = number != null && number.isIntegralNumber() && number.longValue() != 0 ? number.longValue() : null;
        String name = command.path("cmd").asText();
        JsonNode params = command.path("params");
        switch (name) {
            case "subscribe" -> {
                commands.add(name);
                subscribe(session, id, params);
            }
            case "unsubscribe" -> {
                commands.add(name);
                unsubscribe(session, id, params);
            }
            case "update_subscription" -> {
                commands.add(name);
                update(session, id, params);
            }
            case "list_subscriptions" -> {
                commands.add(name);
                list(session, id);
            }
            default -> {
                commands.add("unknown");
                error(session, id, 5, "Unknown command");
            }
        }
    }

    private void subscribe(Session session, @Nullable Long id, JsonNode params) {
        if (!params.isObject()) {
            error(session, id, 2, "Params required");
            return;
        }
        List<String> names = texts(params.path("channels"));
        if (names.isEmpty()) {
            error(session, id, 3, "Channels required");
            return;
        }
        if (params.has("market_ticker") && params.has("market_tickers")) {
            error(session, id, 11, "Invalid parameter");
            return;
        }
        for (String name : names) {
            Channel channel = Channel.of(name);
            if (channel == null) {
                error(session, id, 8, "Unknown channel name");
            } else {
                subscribe(session, id, channel, params);
            }
        }
    }

    private void subscribe(Session session, @Nullable Long id, Channel channel, JsonNode params) {
        List<String> tickers = tickers(params);
        if (channel == Channel.ORDERBOOK_DELTA && tickers.isEmpty()) {
            error(session, id, 14, "Market Ticker required");
            return;
        }
        Set<String> unknown = unknown(tickers);
        if (channel.filtered && !unknown.isEmpty()) {
            unknownTickers(session, id, null, unknown);
            return;
        }
        Subscription present = session.subscription(channel);
        if (present != null) {
            Set<String> added = present.add(tickers);
            ok(session, id, present, params);
            snapshots(session, present, added, null);
            return;
        }
        Subscription subscription =
                session.subscribe(channel, tickers, params.path("use_yes_price").asBoolean(false));
        ObjectNode reply = reply("subscribed", id);
        reply.putObject("msg").put("channel", channel.word()).put("sid", subscription.sid);
        session.send("subscribed", Json.write(reply));
        snapshots(session, subscription, tickers, null);
        if (channel == Channel.TICKER && params.path("send_initial_snapshot").asBoolean(false)) {
            tickers(session, subscription);
        }
        if (channel == Channel.FILL) {
            simulation.expectOrders();
        }
    }

    private void unsubscribe(Session session, @Nullable Long id, JsonNode params) {
        if (!params.path("sids").isArray() || params.path("sids").isEmpty()) {
            error(session, id, 4, "Subscription IDs required");
            return;
        }
        for (JsonNode sid : params.path("sids")) {
            Subscription subscription = session.subscription(sid.asInt());
            if (subscription == null) {
                error(session, id, 7, "Unknown subscription ID");
            } else {
                session.send("unsubscribed", subscription, id, null, now());
                session.unsubscribe(subscription);
            }
        }
    }

    private void update(Session session, @Nullable Long id, JsonNode params) {
        if (!params.isObject()) {
            error(session, id, 2, "Params required");
            return;
        }
        JsonNode sids = params.path("sids");
        boolean single = params.has("sid") != (sids.isArray() && sids.size() == 1);
        if (!single || sids.size() > 1) {
            error(session, id, 12, "Exactly one subscription ID is required");
            return;
        }
        Subscription subscription = session.subscription(
                params.has("sid") ? params.path("sid").asInt() : sids.path(0).asInt());
        if (subscription == null || subscription.dead) {
            error(session, id, 7, "Unknown subscription ID");
            return;
        }
        if (!params.hasNonNull("action")) {
            scopedError(session, id, subscription, 15, "Action required");
            return;
        }
        String action = params.path("action").asText();
        boolean possible = subscription.channel.filtered
                && (action.equals("add_markets")
                        || action.equals("delete_markets")
                        || action.equals("get_snapshot") && subscription.channel == Channel.ORDERBOOK_DELTA);
        if (!possible) {
            scopedError(session, id, subscription, 13, "Unsupported action");
            return;
        }
        List<String> tickers = tickers(params);
        if (tickers.isEmpty()) {
            scopedError(session, id, subscription, 14, "Market Ticker required");
            return;
        }
        Set<String> unknown = unknown(tickers);
        if (!unknown.isEmpty()) {
            unknownTickers(session, id, subscription, unknown);
            return;
        }
        switch (action) {
            case "add_markets" -> {
                Set<String> added = subscription.add(tickers);
                ok(session, id, subscription, params);
                snapshots(session, subscription, added, null);
            }
            case "delete_markets" -> {
                subscription.remove(tickers);
                ok(session, id, subscription, params);
            }
            default -> {
                ok(session, id, subscription, params);
                snapshots(session, subscription, tickers, id);
            }
        }
    }

    private void list(Session session, @Nullable Long id) {
        ObjectNode reply = reply("ok", id);
        ArrayNode msg = reply.putArray("msg");
        for (Subscription subscription : session.subscriptions()) {
            if (!subscription.dead) {
                msg.addObject().put("channel", subscription.channel.word()).put("sid", subscription.sid);
            }
        }
        session.send("ok", Json.write(reply));
    }

    private void ok(Session session, @Nullable Long id, Subscription subscription, JsonNode params) {
        ObjectNode msg = Json.object();
        if (!params.path("skip_ticker_ack").asBoolean(false)) {
            ArrayNode tickers = msg.putArray("market_tickers");
            subscription.tickers().forEach(tickers::add);
        }
        session.send("ok", subscription, id, Json.write(msg), now());
    }

    private void snapshots(Session session, Subscription subscription, Collection<String> tickers, @Nullable Long id) {
        if (subscription.channel != Channel.ORDERBOOK_DELTA) {
            return;
        }
        for (String ticker : tickers) {
            SimulatedMarket market = simulation.find(ticker);
            if (market != null) {
                String msg = Json.write(Messages.snapshot(market, subscription.yesPrices));
                session.send("orderbook_snapshot", subscription, id, msg, now());
            }
        }
    }

    private void tickers(Session session, Subscription subscription) {
        for (SimulatedMarket market : simulation.markets()) {
            if (subscription.wants(market.ticker())) {
                String msg = Json.write(Messages.ticker(new ExchangeEvent.TickerChanged(market, simulation.now())));
                session.send("ticker", subscription, null, msg, now());
            }
        }
    }

    private Set<String> unknown(Collection<String> tickers) {
        Set<String> unknown = new TreeSet<>(tickers);
        unknown.removeIf(ticker -> simulation.find(ticker) != null);
        return unknown;
    }

    private void unknownTickers(
            Session session, @Nullable Long id, @Nullable Subscription subscription, Set<String> unknown) {
        ObjectNode msg = Json.object().put("code", 11).put("msg", "Invalid parameter");
        ArrayNode tickers = msg.putArray("market_tickers");
        unknown.forEach(tickers::add);
        if (subscription == null) {
            session.send("error", Json.write(reply("error", id).set("msg", msg)));
        } else {
            session.send("error", subscription, id, Json.write(msg), now());
        }
    }

    private void scopedError(Session session, @Nullable Long id, Subscription subscription, int code, String message) {
        ObjectNode msg = Json.object().put("code", code).put("msg", message);
        session.send("error", subscription, id, Json.write(msg), now());
    }

    private void error(Session session, @Nullable Long id, int code, String message) {
        ObjectNode reply = reply("error", id);
        reply.putObject("msg").put("code", code).put("msg", message);
        session.send("error", Json.write(reply));
    }

    private static ObjectNode reply(String type, @Nullable Long id) {
        ObjectNode reply = Json.object();
        if (id != null) {
            reply.put("id", id);
        }
        return reply.put("type", type);
    }

    private static List<String> tickers(JsonNode params) {
        List<String> tickers = new ArrayList<>(texts(params.path("market_tickers")));
        if (params.hasNonNull("market_ticker")) {
            tickers.add(params.path("market_ticker").asText());
        }
        return tickers.stream().distinct().toList();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private long now() {
        return simulation.now().toEpochMilli();
    }
}
