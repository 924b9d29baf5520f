package caravan.model;

/**
 * What this program holds in one market.
 *
 * @param quantity contracts held, NO negative
 * @param cost what was paid for them, at least 0, without fees
 */
public record Holding(String ticker, Quantity quantity, Money cost) {
    /** Nothing is held. */
    public static Holding none(String ticker) {
        return new Holding(ticker, Quantity.ZERO, Money.ZERO);
    }
}
