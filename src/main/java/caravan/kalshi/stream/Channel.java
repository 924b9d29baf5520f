package caravan.kalshi.stream;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One channel that a connection subscribes to.
 *
 * @param tickers the markets, the indices or the underlyings; empty for all markets, or for a channel that is about none
 * @see <a href="https://docs.kalshi.com/websockets/websocket-connection">Kalshi: the WebSocket's commands</a>
 */
record Channel(String name, List<String> tickers) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ORDER_BOOK = "orderbook_delta";
    private static final String INDICES = "index_ids";
    private static final String UNDERLYINGS = "underlying_tickers";
    private static final String EVERY_MARKET = "*";

    /** Channels about markets that can also be had for all markets at once. */
    private static final Set<String> OF_MARKETS = Set.of("ticker", "trade");

    Channel {
        tickers = List.copyOf(tickers);
    }

    /** Returns those of the channels that can be subscribed to with what is selected, in their order. */
    static List<Channel> of(
            List<String> names, List<String> markets, List<String> indexIds, List<String> underlyingTickers) {
        boolean every = markets.contains(EVERY_MARKET);
        List<String> tickers =
                markets.stream().filter(market -> !market.equals(EVERY_MARKET)).toList();
        List<Channel> channels = new ArrayList<>();
        for (String name : names) {
            if (selector(name).equals(INDICES)) {
                channels.add(new Channel(name, indexIds));
            } else if (selector(name).equals(UNDERLYINGS)) {
                channels.add(new Channel(name, underlyingTickers));
            } else if (OF_MARKETS.contains(name)) {
                if (every || !tickers.isEmpty()) {
                    channels.add(new Channel(name, every ? List.of() : tickers));
                }
            } else if (!name.equals(ORDER_BOOK)) {
                channels.add(new Channel(name, List.of()));
            } else if (!tickers.isEmpty()) {
                channels.add(new Channel(name, tickers));
            }
        }
        return channels;
    }

    /** The exchange's word for what a channel is narrowed to. */
    private static String selector(String name) {
        return switch (name) {
            case "cfbenchmarks_value", "cfbenchmarks_value_5hz" -> INDICES;
            case "pyth_value" -> UNDERLYINGS;
            default -> "market_tickers";
        };
    }

    /** The command that subscribes to it. What NO prices mean is always said: the exchange's default may change. */
    String subscribe(long id, boolean yesPrices) {
        ObjectNode command = JSON.createObjectNode().put("id", id).put("cmd", "subscribe");
        ObjectNode params = command.putObject("params");
        params.putArray("channels").add(name);
        if (!tickers.isEmpty()) {
            tickers.forEach(params.putArray(selector(name))::add);
        }
        if (name.equals(ORDER_BOOK)) {
            params.put("use_yes_price", yesPrices);
        }
        return command.toString();
    }
}
