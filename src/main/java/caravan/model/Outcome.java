package caravan.model;

/** The side of a market's question that a person trades. */
public enum Outcome {
    YES,
    NO
}
