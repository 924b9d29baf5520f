package caravan.model;

/**
 * An order that a strategy wants to rest.
 *
 * @param reason why there, for people
 */
public record Quote(String ticker, BookSide side, Price price, Quantity quantity, String reason) {
    public Quote {
        if (quantity.units() <= 0) {
            throw new IllegalArgumentException("a quote needs a quantity above 0, was " + quantity);
        }
    }
}
