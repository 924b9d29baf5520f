package caravan.alerts;

import java.math.BigDecimal;

/** Whole ten-thousandths of a dollar as cents, for people and from settings; exact. */
final class Cents {
    private Cents() {}

    /** For example {@code 5¢} or {@code 0.25¢}. */
    static String text(int units) {
        BigDecimal cents = BigDecimal.valueOf(units, 2).stripTrailingZeros();
        return (cents.scale() < 0 ? cents.setScale(0) : cents).toPlainString() + "¢";
    }

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
