package caravan.model;

/**
 * What the exchange is asked about a group of our orders, which cancels them all when too much of them trades at once. It
 * places nothing. Only orders makes one.
 */
public sealed interface GroupRequest {
    /**
     * A new group.
     *
     * @param ticker the market whose orders are to be in it
     * @param limit contracts that may trade within 15 seconds
     */
    record Open(String ticker, Quantity limit) implements GroupRequest {}

    /** A group that had enough takes orders again. */
    record Reset(String ticker, String id) implements GroupRequest {}
}
