package caravan.sandbox.engine;

/** What gives way when an order would trade with another one of the same account; the incoming order's word counts. */
public enum SelfTradePrevention {
    /** The incoming order is canceled; what it traded before stands. */
    TAKER_AT_CROSS,
    /** The resting order is canceled, and matching goes on. */
    MAKER
}
