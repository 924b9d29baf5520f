package caravan.sandbox.engine;

/**
 * One order's part of a trade.
 *
 * @param cost the fee as the exchange writes it on the fill, before rebates
 * @param net the fee that was taken from the balance
 * @param positionAfter the account's position, NO negative
 */
public record Fill(Trade trade, Order order, boolean taker, long cost, long net, long positionAfter) {}
