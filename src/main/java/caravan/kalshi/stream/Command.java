package caravan.kalshi.stream;

import caravan.model.StreamCommand;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One command to the exchange.
 *
 * @param subscription the exchange's number for it; 0 for one that is still to be made
 * @param tickers the markets that it names; empty for all of them, or for a channel that is not about markets
 * @param listing whether the answer is to list every market that the subscription then has
 * @see <a href="https://docs.kalshi.com/websockets/websocket-connection">Kalshi: the WebSocket's commands</a>
 */
record Command(Kind kind, Channel channel, long subscription, List<String> tickers, boolean listing) {
    private static final JsonMapper JSON = new JsonMapper();

    /** What the exchange is asked to do. */
    enum Kind {
        SUBSCRIBE("subscribe", ""),
        UNSUBSCRIBE("unsubscribe", ""),
        ADD("update_subscription", "add_markets"),
        DELETE("update_subscription", "delete_markets"),
        SNAPSHOT("update_subscription", "get_snapshot");

        private final String command;
        private final String action;

        Kind(String command, String action) {
            this.command = command;
            this.action = action;
        }
    }

    Command {
        tickers = List.copyOf(tickers);
    }

    /** The text that is sent. What NO prices mean is always said: the exchange's default may change. */
    String text(long id, boolean yesPrices) {
        ObjectNode command = JSON.createObjectNode().put("id", id).put("cmd", kind.command);
        ObjectNode params = command.putObject("params");
        switch (kind) {
            case SUBSCRIBE -> params.putArray("channels").add(channel.name());
            case UNSUBSCRIBE -> params.putArray("sids").add(subscription);
            default -> params.put("sid", subscription).put("action", kind.action);
        }
        if (!tickers.isEmpty()) {
            tickers.forEach(params.putArray("market_tickers")::add);
        }
        if (kind == Kind.SUBSCRIBE && !channel.selection().isEmpty()) {
            channel.selection().forEach(params.putArray(channel.selector())::add);
        }
        if (kind == Kind.SUBSCRIBE && channel.isOrderBook()) {
            params.put("use_yes_price", yesPrices);
        }
        if (!listing) {
            params.put("skip_ticker_ack", true);
        }
        return command.toString();
    }

    /** Whether it changes what is subscribed to. */
    boolean isChange() {
        return kind != Kind.SNAPSHOT;
    }

    /** What it asks of the markets of a subscription that is there; null when it makes or ends one. */
    @Nullable
    StreamCommand request() {
        return switch (kind) {
            case ADD -> new StreamCommand.AddMarkets(tickers);
            case DELETE -> new StreamCommand.RemoveMarkets(tickers);
            case SNAPSHOT -> new StreamCommand.RequestSnapshots(tickers);
            case SUBSCRIBE, UNSUBSCRIBE -> null;
        };
    }

    /** In words, for people. */
    String describe() {
        return switch (kind) {
            case SUBSCRIBE -> "the subscription of " + channel.name();
            case UNSUBSCRIBE -> "the end of the subscription of " + channel.name();
            case ADD -> "%d more markets for %s".formatted(tickers.size(), channel.name());
            case DELETE -> "%d markets fewer for %s".formatted(tickers.size(), channel.name());
            case SNAPSHOT -> "whole books of %d markets".formatted(tickers.size());
        };
    }
}
