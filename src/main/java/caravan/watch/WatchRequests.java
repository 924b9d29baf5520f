package caravan.watch;

import caravan.model.MarketView;
import java.util.Map;

/** Reads what somebody who watches a market asks for. */
public final class WatchRequests {
    private final LatestMarkets markets;

    public WatchRequests(LatestMarkets markets) {
        this.markets = markets;
    }

    /**
     * The market.
     *
     * @param parameters {@code ticker}
     */
    public String ticker(Map<String, String> parameters) {
        String ticker = parameters.getOrDefault("ticker", "");
        if (!ticker.matches("[A-Za-z0-9._-]{1,128}")) {
            throw new UnknownTickerException(
                    "ticker: expected letters, digits, '.', '-' and '_', at most 128, found something else");
        }
        return ticker;
    }

    /**
     * Whether our own part is asked for.
     *
     * @param parameters {@code private}
     */
    public boolean isPrivate(Map<String, String> parameters) {
        return Boolean.parseBoolean(parameters.getOrDefault("private", "false"));
    }

    /** What is known of the market now. */
    public MarketView view(Map<String, String> parameters) {
        return markets.view(ticker(parameters), isPrivate(parameters));
    }

    /** Parameters for asking the exchange about our part in a market. */
    public Map<String, Object> ofTicker(String ticker) {
        return Map.of("ticker", ticker, "limit", Latest.MOST_FILLS);
    }

    /** What is answered when a market is watched. */
    public Map<String, String> watched(String ticker) {
        return Map.of("watched", ticker);
    }
}
