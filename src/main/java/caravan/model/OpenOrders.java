package caravan.model;

import java.util.List;

/** The orders of this program that may be filled at any moment. Safe for use by many threads. */
public interface OpenOrders {
    /**
     * Those in one market.
     *
     * <p>What was sent and not answered is among them, and so is what an order is known to have traded while its fills
     * did not arrive yet: together with {@link Positions} nothing is ever missing, though it may count twice for a
     * moment.
     */
    List<RestingOrder> in(String ticker);

    /** Those in all markets. */
    List<RestingOrder> all();

    /** How many requests have an outcome that nobody knows yet; those that were sent as one count as one. */
    int unknown();

    /** Whether an order is one of ours. */
    boolean isOurs(String orderId);

    /** Whether a client order id is one that this program gives. */
    boolean isOurClientOrderId(String clientOrderId);
}
