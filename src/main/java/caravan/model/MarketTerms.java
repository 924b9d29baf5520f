package caravan.model;

import caravan.rules.FeeType;
import caravan.rules.PriceGrid;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a market whatever its prices are.
 *
 * @param status the exchange's word, for example {@code active}
 * @param closeTime when trading ends; null where the exchange does not tell
 * @param grid the prices at which it may be quoted
 * @param exclusive whether at most one market of its event resolves YES
 * @param feeType how fees are computed; null where nobody told, or where there is no formula, which means no quotes
 * @param feeMultiplier what the formula's result is multiplied by; null where nobody told, which means no quotes
 * @param exchangeIndex the part of the exchange where its orders go
 */
public record MarketTerms(
        String ticker,
        String eventTicker,
        String status,
        @Nullable Instant closeTime,
        PriceGrid grid,
        boolean exclusive,
        @Nullable FeeType feeType,
        @Nullable BigDecimal feeMultiplier,
        int exchangeIndex,
        Instant fetchedTime) {}
