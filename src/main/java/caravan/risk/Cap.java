package caravan.risk;

import caravan.model.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A limit in dollars, and as a share of the equity as soon as that is known; the lower of both binds.
 *
 * @param share of the equity, for example 0.05; null for none
 */
record Cap(Money dollars, @Nullable BigDecimal share) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** A limit that does not depend on the equity. */
    static Cap of(String dollars) {
        return new Cap(Money.parse(dollars), null);
    }

    /**
     * Reads {@code 50}, or {@code 50 or 5%}.
     *
     * @param name the setting, for the message
     * @throws IllegalArgumentException if it is neither, or not above 0
     */
    static Cap parse(String name, String text) {
        String[] parts = text.strip().split("\\s*\\bor\\b\\s*", -1);
        boolean plain = parts.length <= 2
                && parts[0].matches("\\d{1,9}(\\.\\d{1,2})?")
                && (parts.length == 1 || parts[1].matches("\\d{1,3}(\\.\\d{1,2})?\\s*%"));
        BigDecimal share = plain && parts.length == 2
                ? new BigDecimal(parts[1].replace("%", "").strip()).divide(HUNDRED)
                : null;
        if (!plain
                || new BigDecimal(parts[0]).signum() == 0
                || share != null && (share.signum() == 0 || share.compareTo(BigDecimal.ONE) > 0)) {
            throw new IllegalArgumentException(
                    "%s: expected dollars above 0, or dollars and a share of the equity such as 50 or 5%%, found '%s'"
                            .formatted(name, text));
        }
        return new Cap(Money.parse(parts[0]), share);
    }

    /** So much of it, for example 10 of 100; the share of the equity stays. */
    Cap scaled(int percent) {
        return new Cap(new Money(Math.multiplyExact(dollars.units(), percent) / 100), share);
    }

    /** The limit with this equity; where that is not known it is nothing. */
    Money of(Money equity) {
        if (share == null || equity.units() <= 0) {
            return dollars;
        }
        long units = share.multiply(BigDecimal.valueOf(equity.units()))
                .setScale(0, RoundingMode.DOWN)
                .longValueExact();
        return units < dollars.units() ? new Money(units) : dollars;
    }

    /** Whether it is above another one, in dollars or as a share. */
    boolean isAbove(Cap other) {
        return dollars.compareTo(other.dollars) > 0
                || share != null && other.share != null && share.compareTo(other.share) > 0;
    }

    @Override
    public String toString() {
        String plain = dollars.toBigDecimal().stripTrailingZeros().toPlainString();
        return share == null
                ? plain
                : plain + " or " + share.multiply(HUNDRED).stripTrailingZeros().toPlainString() + "%";
    }
}
