package caravan.model;

import java.math.BigDecimal;

/**
 * An amount of dollars.
 *
 * <p>A price has four decimals and a quantity two, so their product is exact here.
 *
 * @param units millionths of a dollar
 */
public record Money(long units) implements Comparable<Money> {
    public static final Money ZERO = new Money(0);
    private static final int DECIMALS = 6;

    /** Reads dollars as the exchange writes them, for example {@code "0.054600"}. */
    public static Money parse(CharSequence dollars) {
        return new Money(FixedPoint.parse(dollars, DECIMALS));
    }

    /** Converts exact dollars, as a database column holds them. */
    public static Money of(BigDecimal dollars) {
        return new Money(FixedPoint.fromBigDecimal(dollars, DECIMALS));
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(units, other.units));
    }

    public BigDecimal toBigDecimal() {
        return FixedPoint.toBigDecimal(units, DECIMALS);
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(units, other.units);
    }

    /** Dollars with six decimals, for example {@code 0.054600}. */
    @Override
    public String toString() {
        return FixedPoint.format(units, DECIMALS);
    }
}
