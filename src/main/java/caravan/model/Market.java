package caravan.model;

import caravan.rules.PriceGrid;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One YES/NO question, as people read it.
 *
 * @param yesSubTitle what YES stands for, for example a team; null or empty where the exchange says nothing
 * @param noSubTitle what NO stands for; often the same text as for YES
 * @param status the exchange's word, for example {@code active}
 * @param settlementTime when it is expected to be paid out; null where the exchange does not tell
 * @param volume contracts traded since the market exists
 * @param volume24Hours contracts traded in the last 24 hours
 * @param openInterest contracts that are held
 * @param priceRanges the prices at which it may be quoted; null where the exchange does not tell
 * @param exchangeIndex the part of the exchange where its orders go; null where the exchange does not tell
 */
public record Market(
        String ticker,
        @Nullable String eventTicker,
        @Nullable String title,
        @Nullable String yesSubTitle,
        @Nullable String noSubTitle,
        @Nullable String status,
        @Nullable Price bid,
        @Nullable Price ask,
        @Nullable Price lastPrice,
        @Nullable Instant openTime,
        @Nullable Instant closeTime,
        @Nullable Instant settlementTime,
        @Nullable Quantity volume,
        @Nullable Quantity volume24Hours,
        @Nullable Quantity openInterest,
        @Nullable List<PriceGrid.Band> priceRanges,
        @Nullable Integer exchangeIndex) {
    public Market {
        priceRanges = priceRanges == null ? null : List.copyOf(priceRanges);
    }

    /** A market of which nobody needs to know where it may be quoted. */
    public Market(
            String ticker,
            @Nullable String eventTicker,
            @Nullable String title,
            @Nullable String yesSubTitle,
            @Nullable String noSubTitle,
            @Nullable String status,
            @Nullable Price bid,
            @Nullable Price ask,
            @Nullable Price lastPrice,
            @Nullable Instant openTime,
            @Nullable Instant closeTime,
            @Nullable Instant settlementTime,
            @Nullable Quantity volume,
            @Nullable Quantity volume24Hours,
            @Nullable Quantity openInterest) {
        this(
                ticker,
                eventTicker,
                title,
                yesSubTitle,
                noSubTitle,
                status,
                bid,
                ask,
                lastPrice,
                openTime,
                closeTime,
                settlementTime,
                volume,
                volume24Hours,
                openInterest,
                null,
                null);
    }
}
