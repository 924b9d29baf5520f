package caravan.sandbox.engine;

/** How long an order may wait for its counterparty. */
public enum TimeInForce {
    GOOD_TILL_CANCELED,
    /** What does not trade at once is canceled. */
    IMMEDIATE_OR_CANCEL,
    /** Trades whole and at once, or not at all. */
    FILL_OR_KILL
}
