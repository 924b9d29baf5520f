package caravan.notifications;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The exchange's page about a market's event. */
final class MarketLink {
    private MarketLink() {}

    /** Reads series and event from the ticker, whose parts are {@code SERIES-EVENT-MARKET}. */
    static String of(String ticker) {
        String[] parts = ticker.split("-", 3);
        String series = encoded(parts[0]);
        return "https://kalshi.com/markets/" + series
                + (parts.length > 1 ? "/" + series + "-" + encoded(parts[1]) : "");
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part.toLowerCase(Locale.ROOT), StandardCharsets.UTF_8)
                .replace("+", "%20");
    }
}
