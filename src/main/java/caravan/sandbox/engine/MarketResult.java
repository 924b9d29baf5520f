package caravan.sandbox.engine;

import caravan.model.Price;

/**
 * How a market ended.
 *
 * @param value what one YES contract is worth, in price units; one NO contract is worth the rest of the dollar. Of no
 *     meaning for a void market, where positions are returned at what they cost
 */
public record MarketResult(Kind kind, int value) {
    /** What the exchange calls the result. */
    public enum Kind {
        YES,
        NO,
        SCALAR,
        VOID
    }

    public static final MarketResult YES = new MarketResult(Kind.YES, Price.UNITS_PER_DOLLAR);
    public static final MarketResult NO = new MarketResult(Kind.NO, 0);
    public static final MarketResult VOID = new MarketResult(Kind.VOID, 0);

    public MarketResult {
        if (value < 0 || value > Price.UNITS_PER_DOLLAR) {
            throw new IllegalArgumentException("a contract settles at 0 to 10000 units, was " + value);
        }
    }

    public static MarketResult scalar(int value) {
        return new MarketResult(Kind.SCALAR, value);
    }
}
