package caravan.sandbox.engine;

/** The life of a market. Orders are taken and matched only while it is active. */
public enum MarketStatus {
    INITIALIZED,
    ACTIVE,
    INACTIVE,
    CLOSED,
    DETERMINED,
    DISPUTED,
    AMENDED,
    FINALIZED
}
