package caravan.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Events of one kind, and how trades in their markets are charged.
 *
 * @param feeType the exchange's word, for example {@code quadratic_with_maker_fees}
 * @param feeMultiplier the usual fee times this
 */
public record Series(
        String ticker,
        @Nullable String title,
        @Nullable String category,
        @Nullable String frequency,
        @Nullable String feeType,
        @Nullable BigDecimal feeMultiplier) {}
