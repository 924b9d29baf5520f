package caravan.kalshi.stream;

import java.util.List;
import java.util.Set;

/**
 * One channel of the stream, by the exchange's name, and whether it can be narrowed to markets.
 *
 * @param selection the indices or the underlyings that it is narrowed to; empty for a channel that is about others
 * @see <a href="https://docs.kalshi.com/websockets/websocket-connection">Kalshi: the WebSocket's commands</a>
 */
record Channel(String name, List<String> selection) {
    private static final String ORDER_BOOK = "orderbook_delta";

    private static final String INDICES = "index_ids";
    private static final String UNDERLYINGS = "underlying_tickers";

    /** Channels about markets that can also be had for all markets at once. */
    private static final Set<String> OF_MARKETS = Set.of("ticker", "trade");

    Channel {
        selection = List.copyOf(selection);
    }

    /** Returns the channels of these names, in their order. */
    static List<Channel> of(List<String> names, List<String> indexIds, List<String> underlyingTickers) {
        return names.stream()
                .map(name -> new Channel(
                        name,
                        switch (selector(name)) {
                            case INDICES -> indexIds;
                            case UNDERLYINGS -> underlyingTickers;
                            default -> List.of();
                        }))
                .toList();
    }

    private static String selector(String name) {
        return switch (name) {
            case "cfbenchmarks_value", "cfbenchmarks_value_5hz" -> INDICES;
            case "pyth_value" -> UNDERLYINGS;
            default -> "";
        };
    }

    /** The exchange's word for what the selection is of. */
    String selector() {
        return selector(name);
    }

    boolean isOrderBook() {
        return name.equals(ORDER_BOOK);
    }

    /** Whether it is about the markets that are asked for. The others are about everything, or about the account. */
    boolean isOfMarkets() {
        return isOrderBook() || OF_MARKETS.contains(name);
    }

    /** Whether it can be had for every market at once. */
    boolean canBeOfEveryMarket() {
        return OF_MARKETS.contains(name);
    }
}
