package caravan.sandbox.simulation;

import caravan.rules.FeeType;
import java.math.BigDecimal;

/**
 * A series that costs something else from a moment on.
 *
 * @param series its ticker
 * @param time microseconds since 1970
 */
public record FeeChange(String id, String series, FeeType feeType, BigDecimal feeMultiplier, long time) {}
