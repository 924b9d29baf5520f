package caravan.sandbox.simulation;

import java.util.SplittableRandom;

/** How much people trade: mostly little, rarely a lot. */
final class Sizes {
    private static final double SPREAD = 1.1;
    private static final double MOST = 5_000;

    private Sizes() {}

    /**
     * A log-normal quantity.
     *
     * @param median contracts
     * @return hundredths of a contract; one in five is no whole number of contracts
     */
    static long draw(double median, SplittableRandom random) {
        double contracts = Math.min(MOST, median * StrictMath.exp(SPREAD * random.nextGaussian()));
        long units = Math.max(1, (long) (100 * contracts));
        return random.nextInt(5) == 0 ? units : Math.max(100, units / 100 * 100);
    }
}
