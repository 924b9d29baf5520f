package caravan.sandbox.engine;

/**
 * Two orders met.
 *
 * @param number counts up through the exchange's life
 * @param price the resting order's YES price
 */
public record Trade(long number, Market market, Order maker, Order taker, int price, long quantity, long time) {
    /** The exchange's name for it; both sides' fills carry it. */
    public String id() {
        return market.ids().trade(number);
    }
}
