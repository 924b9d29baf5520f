package caravan.kalshi.stream;

import java.util.Set;

/**
 * One channel of the stream, by the exchange's name, and whether it can be narrowed to markets.
 *
 * @see <a href="https://docs.kalshi.com/websockets/websocket-connection">Kalshi: the WebSocket's commands</a>
 */
record Channel(String name) {
    private static final String ORDER_BOOK = "orderbook_delta";

    /** Channels about markets that can also be had for all markets at once. */
    private static final Set<String> OF_MARKETS = Set.of("ticker", "trade");

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
