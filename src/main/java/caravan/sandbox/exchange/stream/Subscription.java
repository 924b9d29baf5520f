package caravan.sandbox.exchange.stream;

import caravan.sandbox.engine.Market;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** One channel of one connection. Not thread-safe. */
final class Subscription {
    final int sid;
    final Channel channel;
    /** Whether NO bids carry YES prices. */
    final boolean yesPrices;
    /** Whether its replies name markets by their ids too. */
    boolean byId;
    /** Set when its frames could not be delivered; nothing more is sent then. */
    boolean dead;

    private final NavigableMap<String, Market> markets = new TreeMap<>();
    private final BitSet wanted = new BitSet();
    /** What was taken away from all markets. */
    private final BitSet unwanted = new BitSet();

    private boolean everyMarket;
    private long sequence;

    Subscription(int sid, Channel channel, Collection<Market> markets, boolean yesPrices) {
        this.sid = sid;
        this.channel = channel;
        this.yesPrices = yesPrices;
        add(markets);
    }

    boolean wants(Market market) {
        return everyMarket ? !unwanted.get(market.number()) : wanted.get(market.number());
    }

    long nextSequence() {
        return ++sequence;
    }

    /** In alphabetical order. */
    Set<String> tickers() {
        return markets.keySet();
    }

    /** How many markets it would name with these. */
    int sizeWith(Collection<Market> more) {
        return markets.size()
                + (int) more.stream()
                        .filter(market -> !markets.containsKey(market.ticker()))
                        .count();
    }

    /** Adds markets; says which are new. No markets mean all of them, where the channel allows it. */
    final List<Market> add(Collection<Market> more) {
        List<Market> added = new ArrayList<>();
        for (Market market : more) {
            unwanted.clear(market.number());
            if (markets.putIfAbsent(market.ticker(), market) == null) {
                wanted.set(market.number());
                added.add(market);
            }
        }
        if (!channel.filtered || (more.isEmpty() && channel != Channel.ORDERBOOK_DELTA)) {
            everyMarket = true;
            unwanted.clear();
        }
        return added;
    }

    /** Removes markets. A subscription to all of them keeps the others. */
    void remove(Collection<Market> fewer) {
        for (Market market : fewer) {
            markets.remove(market.ticker());
            wanted.clear(market.number());
            unwanted.set(market.number());
        }
    }
}
