package caravan.sandbox.simulation;

import caravan.rules.FeeType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An event that costs something else than its series from a moment on, or no longer does.
 *
 * @param number counts up from 1
 * @param feeType null, and the multiplier too, where the series' own apply again
 * @param time microseconds since 1970
 */
public record EventFeeChange(
        long number,
        String id,
        EventListing event,
        @Nullable FeeType feeType,
        @Nullable BigDecimal feeMultiplier,
        long time) {}
