package caravan.console;

/** Nothing is known of a market. */
public final class UnknownMarketException extends RuntimeException {
    private static final int LONGEST_TICKER = 128;

    UnknownMarketException(String ticker, String when) {
        super("expected a market that something is known of%s, found '%s'; /api/history/near/TICKER lists others"
                .formatted(
                        when, ticker.length() <= LONGEST_TICKER ? ticker : ticker.substring(0, LONGEST_TICKER) + "…"));
    }
}
