package caravan.kalshi.stream;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a connection is to have, and what it has, at a moment.
 *
 * @param everyMarket whether every market is wanted, on the channels that allow it
 * @param wanted the markets that are wanted, also while the connection is down
 * @param channels what is subscribed to; empty while the connection is down
 */
public record ConnectionSubscriptions(
        String connection, boolean everyMarket, Set<String> wanted, List<OfChannel> channels) {
    public ConnectionSubscriptions {
        channels = List.copyOf(channels);
    }

    /**
     * One channel.
     *
     * @param subscription the exchange's number for it; 0 while there is none
     * @param everyMarket whether it is not narrowed to markets
     * @param tickers the markets, where it is narrowed to some
     * @param refusedMarkets markets that the exchange refuses, with its reason
     * @param refusal why the whole channel is refused; null when it is not
     */
    public record OfChannel(
            String channel,
            long subscription,
            boolean everyMarket,
            List<String> tickers,
            Map<String, String> refusedMarkets,
            @Nullable String refusal) {
        public OfChannel {
            tickers = List.copyOf(tickers);
            refusedMarkets = Map.copyOf(refusedMarkets);
        }
    }
}
