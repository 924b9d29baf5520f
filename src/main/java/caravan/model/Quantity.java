package caravan.model;

import java.math.BigDecimal;

/**
 * A number of contracts, possibly fractional; negative for a change that takes away, or for a NO position.
 *
 * @param units hundredths of a contract
 * @see <a href="https://docs.kalshi.com/getting_started/fixed_point_migration">Kalshi: fixed-point counts</a>
 */
public record Quantity(long units) implements Comparable<Quantity> {
    public static final Quantity ZERO = new Quantity(0);
    private static final int DECIMALS = 2;

    /** Reads contracts as the exchange writes them, for example {@code "5.52"} or {@code "-54.00"}. */
    public static Quantity parse(CharSequence contracts) {
        return new Quantity(FixedPoint.parse(contracts, DECIMALS));
    }

    /** Converts whole contracts. */
    public static Quantity ofContracts(long contracts) {
        return new Quantity(Math.multiplyExact(contracts, 100L));
    }

    /** Converts exact contracts, as a database column holds them. */
    public static Quantity of(BigDecimal contracts) {
        return new Quantity(FixedPoint.fromBigDecimal(contracts, DECIMALS));
    }

    public Quantity plus(Quantity other) {
        return new Quantity(Math.addExact(units, other.units));
    }

    public Quantity minus(Quantity other) {
        return new Quantity(Math.subtractExact(units, other.units));
    }

    public BigDecimal toBigDecimal() {
        return FixedPoint.toBigDecimal(units, DECIMALS);
    }

    @Override
    public int compareTo(Quantity other) {
        return Long.compare(units, other.units);
    }

    /** Contracts with two decimals, for example {@code 5.52}. */
    @Override
    public String toString() {
        return FixedPoint.format(units, DECIMALS);
    }
}
