package caravan.watch;

import caravan.model.Market;
import caravan.model.Page;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the tickers that somebody may have meant who gave one that does not exist. */
public final class NearTickers {
    private static final int SOME = 3;
    private static final int LONGEST = 128;

    private final LatestMarkets markets;

    public NearTickers(LatestMarkets markets) {
        this.markets = markets;
    }

    /** Returns the parameters for asking the exchange about the open markets of the ticker's series. */
    public Map<String, Object> question(String ticker) {
        return Map.of("series_ticker", series(ticker), "status", "open", "limit", 200);
    }

    private static String series(String ticker) {
        return ticker.split("-", 2)[0].toUpperCase(Locale.ROOT);
    }

    /**
     * Refuses a ticker.
     *
     * @param series markets of its series
     * @throws UnknownTickerException always; its message has the nearest names
     */
    public void refuse(Page<Market> series, String ticker) {
        Set<String> known = new TreeSet<>(markets.tickers());
        series.items().forEach(market -> known.add(market.ticker()));
        known.remove(ticker);
        List<String> near = near(ticker, known);
        throw new UnknownTickerException("ticker: expected a market that the exchange knows, found '%s'; %s"
                .formatted(
                        ticker.length() <= LONGEST ? ticker : ticker.substring(0, LONGEST) + "…",
                        near.isEmpty()
                                ? "nothing is near that" + some(known)
                                : "near that are " + String.join(", ", near)));
    }

    private static String some(Collection<String> known) {
        return known.isEmpty()
                ? ""
                : "; known are "
                        + known.stream().limit(SOME).collect(Collectors.joining(", "))
                        + (known.size() > SOME ? " and " + (known.size() - SOME) + " more" : "");
    }

    /** Whose beginning is the same for longest, and of these whose length is nearest. */
    static List<String> near(String ticker, Collection<String> known) {
        String wanted = ticker.toUpperCase(Locale.ROOT);
        return known.stream()
                .filter(name -> common(wanted, name) >= Math.min(3, wanted.length()))
                .sorted(Comparator.comparingInt((String name) -> -common(wanted, name))
                        .thenComparingInt(name -> Math.abs(name.length() - wanted.length()))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(SOME)
                .toList();
    }

    private static int common(String one, String other) {
        int length = Math.min(one.length(), other.length());
        int i = 0;
        while (i < length && one.charAt(i) == other.charAt(i)) {
            i++;
        }
        return i;
    }
}
