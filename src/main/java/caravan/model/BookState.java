package caravan.model;

/** How far a mirrored book can be trusted. Nobody quotes on one that is not {@link #VALID}. */
public enum BookState {
    /** Every update since its snapshot was applied. */
    VALID,
    /** An update was lost or made no sense; a snapshot was asked for. */
    SUSPECT,
    /** Nothing is heard about it any more: the connection is gone, or the market is no longer subscribed to. */
    STALE
}
