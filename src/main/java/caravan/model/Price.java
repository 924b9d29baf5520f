package caravan.model;

import java.math.BigDecimal;

/**
 * The price of one YES contract, in dollars.
 *
 * <p>Kept as a whole number so that arithmetic is exact: the exchange quotes at most four decimals, for example
 * {@code "0.5625"}.
 *
 * @param units ten-thousandths of a dollar, 0 to 10 000
 * @see <a href="https://docs.kalshi.com/getting_started/fixed_point_migration">Kalshi: fixed-point prices</a>
 */
public record Price(int units) implements Comparable<Price> {
    public static final int UNITS_PER_DOLLAR = 10_000;
    private static final int DECIMALS = 4;

    public Price {
        if (units < 0 || units > UNITS_PER_DOLLAR) {
            throw new IllegalArgumentException("price must be 0 to 10000 units, was " + units);
        }
    }

    /** Reads dollars as the exchange writes them, for example {@code "0.5600"}. */
    public static Price parse(CharSequence dollars) {
        long units = FixedPoint.parse(dollars, DECIMALS);
        if (units < 0 || units > UNITS_PER_DOLLAR) {
            throw new IllegalArgumentException("price must be 0 to 1 dollar, was '" + dollars + "'");
        }
        return new Price((int) units);
    }

    /** Converts whole cents, the form in which the exchange wrote prices until March 2026. */
    public static Price ofCents(long cents) {
        if (cents < 0 || cents > 100) {
            throw new IllegalArgumentException("price must be 0 to 100 cents, was " + cents);
        }
        return new Price((int) cents * 100);
    }

    /**
     * Writes a price, or how far prices are apart, in cents for people: exact, for example {@code 5¢} or {@code 0.25¢}.
     *
     * @param units ten-thousandths of a dollar
     */
    public static String inCents(int units) {
        BigDecimal cents = BigDecimal.valueOf(units, 2).stripTrailingZeros();
        return (cents.scale() < 0 ? cents.setScale(0) : cents).toPlainString() + "¢";
    }

    /** Converts exact dollars, as a database column holds them. */
    public static Price of(BigDecimal dollars) {
        return new Price(Math.toIntExact(FixedPoint.fromBigDecimal(dollars, DECIMALS)));
    }

    /** The price of the other side: one YES and one NO contract are together worth one dollar. */
    public Price complement() {
        return new Price(UNITS_PER_DOLLAR - units);
    }

    /** What this many contracts cost at this price. */
    public Money times(Quantity quantity) {
        return new Money(Math.multiplyExact((long) units, quantity.units()));
    }

    public BigDecimal toBigDecimal() {
        return FixedPoint.toBigDecimal(units, DECIMALS);
    }

    @Override
    public int compareTo(Price other) {
        return Integer.compare(units, other.units);
    }

    /** Dollars with four decimals, for example {@code 0.5600}. */
    @Override
    public String toString() {
        return FixedPoint.format(units, DECIMALS);
    }
}
