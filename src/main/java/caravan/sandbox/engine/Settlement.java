package caravan.sandbox.engine;

/**
 * A position was paid out.
 *
 * @param position what was held, NO negative
 * @param cost what it had cost
 * @param revenue what was paid
 */
public record Settlement(
        Account account, Market market, MarketResult result, long position, long cost, long revenue, long time) {}
