package caravan.sandbox.exchange;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** One channel of one connection. Not thread-safe. */
final class Subscription {
    final int sid;
    final Channel channel;
    final boolean yesPrices;
    private final Set<String> tickers;
    private boolean everyMarket;
    private long sequence;
    /** Set when its frames could not be delivered; nothing more is sent then. */
    boolean dead;

    Subscription(int sid, Channel channel, Collection<String> tickers, boolean yesPrices) {
        this.sid = sid;
        this.channel = channel;
        this.tickers = new TreeSet<>(tickers);
        this.everyMarket = tickers.isEmpty();
        this.yesPrices = yesPrices;
    }

    boolean wants(String ticker) {
        return !dead && (!channel.filtered || everyMarket || tickers.contains(ticker));
    }

    long nextSequence() {
        return ++sequence;
    }

    /** In alphabetical order. */
    Set<String> tickers() {
        return tickers;
    }

    /** Adds markets; says which are new. No markets mean all of them, where the channel allows it. */
    Set<String> add(Collection<String> more) {
        Set<String> added = new TreeSet<>(more);
        added.removeAll(tickers);
        tickers.addAll(more);
        everyMarket = more.isEmpty() || everyMarket && channel != Channel.ORDERBOOK_DELTA;
        return added;
    }

    void remove(Collection<String> fewer) {
        tickers.removeAll(fewer);
        everyMarket = false;
    }
}
