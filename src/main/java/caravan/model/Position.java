package caravan.model;

/**
 * What we hold in one market.
 *
 * @param quantity contracts held, NO negative
 */
public record Position(String ticker, Quantity quantity) {}
