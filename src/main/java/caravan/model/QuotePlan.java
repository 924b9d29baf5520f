package caravan.model;

import java.util.List;

/**
 * All that a strategy wants to rest in one market, and why it does not want more.
 *
 * @param reasons for people; never empty where a side is missing
 */
public record QuotePlan(String ticker, List<Quote> quotes, List<String> reasons) {
    public QuotePlan {
        quotes = List.copyOf(quotes);
        for (Quote quote : quotes) {
            if (!quote.ticker().equals(ticker)) {
                throw new IllegalArgumentException(
                        "expected quotes in " + ticker + " alone, found one in " + quote.ticker());
            }
        }
        reasons = List.copyOf(reasons);
    }

    /** Nothing is to rest. */
    public static QuotePlan nothing(String ticker, String reason) {
        return new QuotePlan(ticker, List.of(), List.of(reason));
    }
}
