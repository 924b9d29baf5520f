package caravan.sandbox.engine;

/** Where an order is in its life. A canceled one may have been filled in part. */
public enum OrderStatus {
    RESTING,
    EXECUTED,
    CANCELED
}
