package caravan.kalshi.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/** What one session of the exchange would have after the commands that it was given. Not thread-safe. */
final class ModelExchange {
    private static final JsonMapper JSON = new JsonMapper();

    /** One subscription; {@code tickers} is empty where it is to all. */
    private record Subscription(
            int sid, String channel, boolean all, TreeSet<String> tickers, AtomicInteger sequence) {}

    /** Tickers that it does not know. */
    final Set<String> unknown = new HashSet<>();

    final Set<String> refusedChannels = new HashSet<>();
    final List<JsonNode> commands = new ArrayList<>();
    final List<String> snapshots = new ArrayList<>();

    /** Whether an error says which tickers are to blame. */
    boolean blames = true;

    /** Whether it leaves the lists out when it is asked to. */
    boolean skips = true;

    /** Whether it says ok and leaves out what it does not know. */
    boolean silent;

    int limit = Integer.MAX_VALUE;

    private final Map<String, Subscription> subscriptions = new TreeMap<>();
    private int lastSid;

    /** Carries a command out and returns the replies. */
    List<String> carryOut(String text) {
        JsonNode command = read(text);
        commands.add(command);
        JsonNode params = command.path("params");
        List<String> tickers = new ArrayList<>();
        params.path("market_tickers").forEach(ticker -> tickers.add(ticker.asText()));
        if (params.has("market_tickers") && tickers.isEmpty()) {
            throw new AssertionError("a list of no markets may stand for all: " + text);
        }
        return switch (command.path("cmd").asText()) {
            case "subscribe" -> subscribe(command, params.at("/channels/0").asText(), tickers);
            case "unsubscribe" -> unsubscribe(command, params.at("/sids/0").asInt());
            default -> update(command, params, tickers);
        };
    }

    private List<String> subscribe(JsonNode command, String channel, List<String> tickers) {
        if (refusedChannels.contains(channel)) {
            return List.of(error(command, null, 9, List.of()));
        }
        List<String> wrong = wrong(tickers);
        if (!wrong.isEmpty() && !silent) {
            return List.of(error(command, null, 11, wrong));
        }
        if (subscriptions.containsKey(channel)) {
            throw new AssertionError("subscribed to twice: " + channel);
        }
        if (tickers.size() > limit) {
            return List.of(error(command, null, 26, List.of()));
        }
        TreeSet<String> taken = new TreeSet<>(tickers);
        taken.removeAll(wrong);
        Subscription made = new Subscription(++lastSid, channel, tickers.isEmpty(), taken, new AtomicInteger());
        subscriptions.put(channel, made);
        ObjectNode reply = reply(command, "subscribed");
        reply.putObject("msg").put("channel", channel).put("sid", made.sid());
        return List.of(reply.toString());
    }

    private List<String> unsubscribe(JsonNode command, int sid) {
        Subscription ended = of(sid);
        if (ended == null) {
            return List.of(error(command, null, 7, List.of()));
        }
        subscriptions.remove(ended.channel());
        return List.of(about(ended, reply(command, "unsubscribed")).toString());
    }

    private List<String> update(JsonNode command, JsonNode params, List<String> tickers) {
        Subscription subscription = of(params.path("sid").asInt());
        if (subscription == null) {
            return List.of(error(command, null, 7, List.of()));
        }
        if (subscription.all() || tickers.isEmpty()) {
            throw new AssertionError("nothing to update: " + command);
        }
        List<String> wrong = wrong(tickers);
        String action = params.path("action").asText();
        if (!wrong.isEmpty() && !silent) {
            return List.of(error(command, subscription, 11, wrong));
        }
        if (action.equals("add_markets")) {
            long more = tickers.stream()
                    .filter(ticker -> !subscription.tickers().contains(ticker))
                    .count();
            if (subscription.tickers().size() + more > limit) {
                return List.of(error(command, subscription, 26, List.of()));
            }
            subscription.tickers().addAll(tickers);
            wrong.forEach(subscription.tickers()::remove);
        } else if (action.equals("delete_markets")) {
            tickers.forEach(subscription.tickers()::remove);
            if (subscription.tickers().isEmpty() && !silent) {
                throw new AssertionError("a subscription to nothing may be one to everything");
            }
        } else {
            snapshots.addAll(tickers);
        }
        ObjectNode reply = about(subscription, reply(command, "ok"));
        ObjectNode msg = reply.putObject("msg");
        if (!skips || !params.path("skip_ticker_ack").asBoolean()) {
            ArrayNode listed = msg.putArray("market_tickers");
            subscription.tickers().forEach(listed::add);
        }
        return List.of(reply.toString());
    }

    private List<String> wrong(List<String> tickers) {
        return tickers.stream().filter(unknown::contains).toList();
    }

    /** Ends a subscription as the exchange does when frames are taken too slowly; returns what it says. */
    String kill(String channel) {
        Subscription killed = subscriptions.remove(channel);
        return killed == null
                ? ""
                : "{\"type\":\"error\",\"sid\":%d,\"seq\":%d,\"msg\":{\"code\":25,\"msg\":\"overflow\"}}"
                        .formatted(killed.sid(), killed.sequence().incrementAndGet());
    }

    /** The markets that a channel now has; empty where there is no subscription. */
    Set<String> tickers(String channel) {
        Subscription subscription = subscriptions.get(channel);
        return subscription == null ? Set.of() : subscription.tickers();
    }

    boolean has(String channel) {
        return subscriptions.containsKey(channel);
    }

    boolean hasAll(String channel) {
        Subscription subscription = subscriptions.get(channel);
        return subscription != null && subscription.all();
    }

    Set<String> channels() {
        return Set.copyOf(subscriptions.keySet());
    }

    private Subscription of(int sid) {
        return subscriptions.values().stream()
                .filter(subscription -> subscription.sid() == sid)
                .findFirst()
                .orElse(null);
    }

    private static ObjectNode reply(JsonNode command, String type) {
        return JSON.createObjectNode().put("id", command.path("id").asLong()).put("type", type);
    }

    private static ObjectNode about(Subscription subscription, ObjectNode reply) {
        return reply.put("sid", subscription.sid())
                .put("seq", subscription.sequence().incrementAndGet());
    }

    private String error(JsonNode command, Subscription subscription, int code, List<String> tickers) {
        ObjectNode reply = reply(command, "error");
        if (subscription != null) {
            about(subscription, reply);
        }
        ObjectNode msg = reply.putObject("msg").put("code", code).put("msg", "refused");
        if (blames && !tickers.isEmpty()) {
            tickers.forEach(msg.putArray("market_tickers")::add);
        }
        return reply.toString();
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
