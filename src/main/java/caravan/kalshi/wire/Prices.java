package caravan.kalshi.wire;

import caravan.model.Price;
import caravan.model.Quantity;

/** The price and the quantity of an order, a trade or a fill, in any form; the most exact form wins. */
final class Prices {
    private Prices() {}

    /** The YES price, from the NO price where only that is told. */
    static Price yesPrice(Body body) {
        for (Field field : new Field[] {Field.YES_PRICE_DOLLARS, Field.YES_PRICE_FIXED}) {
            Price price = body.dollars(field);
            if (price != null) {
                return price;
            }
        }
        for (Field field : new Field[] {Field.NO_PRICE_DOLLARS, Field.NO_PRICE_FIXED}) {
            Price price = body.dollars(field);
            if (price != null) {
                return price.complement();
            }
        }
        Price yesCents = body.cents(Field.YES_PRICE);
        if (yesCents != null) {
            return yesCents;
        }
        Price noCents = body.cents(Field.NO_PRICE);
        if (noCents != null) {
            return noCents.complement();
        }
        return Body.required(body.dollars(Field.PRICE_DOLLARS), Field.YES_PRICE_DOLLARS);
    }

    /** Contracts that changed hands, which are never none. */
    static Quantity executed(Body body) {
        Quantity quantity = Body.required(body.quantity(Field.COUNT_FP, Field.COUNT), Field.COUNT_FP);
        if (quantity.units() <= 0) {
            throw new WireFormatException("expected more than 0 contracts in 'count_fp' or 'count', found " + quantity);
        }
        return quantity;
    }
}
