package caravan.console;

/** Nothing is known of a market. */
public final class UnknownMarketException extends RuntimeException {
    private static final int LONGEST_TICKER = 128;

    UnknownMarketException(String ticker) {
        super("expected the ticker of a market that something is known of, found '%s'"
                .formatted(ticker.length() <= LONGEST_TICKER ? ticker : ticker.substring(0, LONGEST_TICKER) + "…"));
    }
}
