package caravan.rules;

/** How a series charges its fills. The exchange also knows {@code flat} fees, which have no formula. */
public enum FeeType {
    QUADRATIC(0),
    QUADRATIC_WITH_MAKER_FEES(175),
    QUADRATIC_WITH_COMBO_MAKER_FEES(350);

    private static final int TAKER_RATE = 700;
    private final int makerRate;

    FeeType(int makerRate) {
        this.makerRate = makerRate;
    }

    /** Ten-thousandths: 700 is 7 % of the variance of one contract. */
    int rate(boolean taker) {
        return taker ? TAKER_RATE : makerRate;
    }
}
