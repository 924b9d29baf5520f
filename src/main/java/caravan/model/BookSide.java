package caravan.model;

/** A side of the one YES book. Buying NO at 40 ¢ is an ask at 60 ¢. */
public enum BookSide {
    BID,
    ASK
}
