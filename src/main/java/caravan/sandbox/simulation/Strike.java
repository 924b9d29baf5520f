package caravan.sandbox.simulation;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that decide a market.
 *
 * @param type the exchange's word: {@code between}, {@code greater}, {@code greater_or_equal}
 * @param floor null where there is none
 * @param cap null where there is none
 */
public record Strike(
        String type, @Nullable BigDecimal floor, @Nullable BigDecimal cap) {
    static Strike atLeast(String floor) {
        return new Strike("greater_or_equal", new BigDecimal(floor), null);
    }

    static Strike above(String floor) {
        return new Strike("greater", new BigDecimal(floor), null);
    }

    static Strike between(String floor, String cap) {
        return new Strike("between", new BigDecimal(floor), new BigDecimal(cap));
    }
}
