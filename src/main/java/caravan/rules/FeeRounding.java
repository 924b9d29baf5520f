package caravan.rules;

import caravan.model.Money;

/**
 * The exchange's successive rules for rounding a fee.
 *
 * @see <a href="https://docs.kalshi.com/getting_started/fee_rounding">Kalshi: fee rounding</a>
 */
public enum FeeRounding {
    /** The fee of a whole order, over all its fills, is rounded up to a cent; nothing else is rounded. */
    CENT_CEILING(10_000),
    /** Each fill's fee is rounded up to $0.0001; collected rounding is paid back in whole cents. */
    CENTICENT(100),
    /** Each fill's fee is rounded up to $0.000001; collected rounding is paid back in steps of the precision. */
    MICRO(1);

    private final long grain;

    /** @param grain in millionths of a dollar */
    FeeRounding(long grain) {
        this.grain = grain;
    }

    /** What a fee is rounded up to. */
    public Money grain() {
        return new Money(grain);
    }

    /** The steps in which collected rounding is paid back. */
    Money rebateUnit(Money precision) {
        return this == MICRO ? precision : Fees.CENT;
    }
}
