package caravan.rules;

import caravan.model.Price;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A fee rate as a fraction of whole numbers, for exact fees without {@link BigDecimal}.
 *
 * <p>With contracts in hundredths and prices in ten-thousandths, {@code top · contracts · price · (10 000 − price) /
 * bottom} is the fee in grains.
 *
 * @param largest the largest quantity, in hundredths of a contract, for which all this fits in 64 bits
 */
record FeeRatio(long top, long bottom, long grain, long largest) {
    /** The answer where a quantity is above the largest. */
    static final long TOO_LARGE = -1;

    /** How many decimals the product of a quantity and two prices has beyond millionths of a dollar. */
    private static final int EXTRA_DECIMALS = 2 + 4 + 4 - 6;
    /** The price times its complement is largest at half a dollar. */
    private static final long MOST_VARIANCE = (Price.UNITS_PER_DOLLAR / 2L) * (Price.UNITS_PER_DOLLAR / 2L);

    /**
     * Reduces a rate.
     *
     * @param rate dollars a contract, for a variance of 1
     * @param grain what the fee is rounded up to, in millionths of a dollar
     */
    static FeeRatio of(BigDecimal rate, long grain) {
        BigDecimal plain = rate.setScale(Math.max(0, rate.scale()));
        BigInteger top = plain.unscaledValue();
        BigInteger bottom = BigInteger.TEN.pow(EXTRA_DECIMALS + plain.scale()).multiply(BigInteger.valueOf(grain));
        BigInteger common = top.gcd(bottom);
        BigInteger reducedTop = top.divide(common);
        BigInteger reducedBottom = bottom.divide(common);
        BigInteger most = BigInteger.valueOf(Long.MAX_VALUE);
        BigInteger steepest = reducedTop.multiply(BigInteger.valueOf(MOST_VARIANCE));
        if (reducedBottom.compareTo(most) > 0 || steepest.compareTo(most) > 0) {
            return new FeeRatio(0, 1, grain, TOO_LARGE);
        }
        BigInteger largest = steepest.signum() == 0 ? most : most.divide(steepest);
        return new FeeRatio(reducedTop.longValueExact(), reducedBottom.longValueExact(), grain, largest.longValue());
    }

    /**
     * The fee in millionths of a dollar, rounded up to the grain.
     *
     * @param quantity hundredths of a contract, at least 0
     * @param price ten-thousandths of a dollar
     * @return {@link #TOO_LARGE} where whole numbers of 64 bits are not enough
     */
    long roundedUp(long quantity, int price) {
        if (quantity > largest) {
            return TOO_LARGE;
        }
        long product = top * quantity * ((long) price * (Price.UNITS_PER_DOLLAR - price));
        long grains = product / bottom;
        if (grains * bottom != product) {
            grains++;
        }
        return grains <= Long.MAX_VALUE / grain ? grains * grain : TOO_LARGE;
    }
}
