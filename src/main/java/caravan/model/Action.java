package caravan.model;

/** What a person did with the contracts of one {@link Outcome}. */
public enum Action {
    BUY,
    SELL
}
