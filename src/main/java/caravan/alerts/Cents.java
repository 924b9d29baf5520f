package caravan.alerts;

import java.math.BigDecimal;

/** Cents as people write them in settings. */
final class Cents {
    private Cents() {}

    /**
     * Reads cents.
     *
     * @return ten-thousandths of a dollar
     * @throws IllegalArgumentException if it is no number from 0 to 100, or has more than two decimals
     */
    static int parse(String cents) {
        try {
            int units = new BigDecimal(cents.strip()).movePointRight(2).intValueExact();
            if (units >= 0 && units <= 10_000) {
                return units;
            }
        } catch (ArithmeticException | NumberFormatException noCents) {
            // Answered below, as any other value that cannot be used.
        }
        throw new IllegalArgumentException(
                "expected cents from 0 to 100 with at most two decimals, found '" + cents + "'");
    }
}
