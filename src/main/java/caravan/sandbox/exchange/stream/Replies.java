package caravan.sandbox.exchange.stream;

import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Answers one command. A reply about a subscription takes its next number; others belong to none. */
final class Replies {
    private final Session session;
    private final @Nullable Long id;

    Replies(Session session, @Nullable Long id) {
        this.session = session;
        this.id = id;
    }

    /** The one reply that names its subscription inside. */
    void subscribed(Subscription subscription) {
        whole(
                "subscribed",
                Json.object().put("channel", subscription.channel.word()).put("sid", subscription.sid));
    }

    void unsubscribed(Subscription subscription) {
        session.reply("unsubscribed", subscription, id, null);
    }

    void ok(Subscription subscription, ObjectNode msg) {
        session.reply("ok", subscription, id, MarketText.bytes(Json.write(msg)));
    }

    void list(ArrayNode subscriptions) {
        whole("ok", subscriptions);
    }

    void error(StreamError error) {
        error(new BadCommand(error));
    }

    void error(BadCommand bad) {
        whole("error", describe(bad));
    }

    void error(Subscription subscription, BadCommand bad) {
        session.reply("error", subscription, id, MarketText.bytes(Json.write(describe(bad))));
    }

    private static ObjectNode describe(BadCommand bad) {
        ObjectNode msg = Json.object().put("code", bad.error().code).put("msg", bad.error().message);
        if (!bad.markets().isEmpty()) {
            ArrayNode markets = msg.putArray("market_tickers");
            bad.markets().forEach(markets::add);
        }
        return msg;
    }

    private void whole(String type, JsonNode msg) {
        ObjectNode reply = Json.object().put("type", type);
        if (id != null) {
            reply.put("id", id);
        }
        reply.set("msg", msg);
        session.reply(type, reply);
    }
}
