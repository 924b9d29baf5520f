package caravan.sandbox.exchange.rest;

import caravan.sandbox.engine.Fill;
import caravan.sandbox.engine.Order;

/**
 * A fill of an account with keys.
 *
 * @param number counts up
 * @param price YES price, in price units
 * @param fee what the exchange writes on it, in millionths of a dollar
 */
record OwnFill(
        long number,
        String tradeId,
        Order order,
        String orderId,
        boolean taker,
        int price,
        long quantity,
        long fee,
        long time) {
    static OwnFill of(long number, Fill fill, String orderId) {
        return new OwnFill(
                number,
                fill.trade().id(),
                fill.order(),
                orderId,
                fill.taker(),
                fill.trade().price(),
                fill.trade().quantity(),
                fill.cost(),
                fill.trade().time());
    }
}
