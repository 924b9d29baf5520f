package caravan.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The markets that hang together by one occasion.
 *
 * @param exclusive whether at most one of its markets resolves YES; null where the exchange does not tell
 * @param feeType the exchange's word where it differs from that of the series; null where it does not
 * @param feeMultiplier the same
 */
public record Event(
        String ticker,
        @Nullable String seriesTicker,
        @Nullable String title,
        @Nullable Boolean exclusive,
        @Nullable String feeType,
        @Nullable BigDecimal feeMultiplier) {}
