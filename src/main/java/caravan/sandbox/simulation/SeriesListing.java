package caravan.sandbox.simulation;

import caravan.rules.FeeType;
import java.math.BigDecimal;

/**
 * A series: what its events have in common.
 *
 * @param frequency how often there is an event, in the exchange's word, for example {@code daily}
 */
public record SeriesListing(
        String ticker, String title, String category, String frequency, FeeType feeType, BigDecimal feeMultiplier) {}
