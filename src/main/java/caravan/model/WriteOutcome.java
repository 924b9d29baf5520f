package caravan.model;

import org.jspecify.annotations.Nullable;

/** What became of a change of an order that the exchange did not answer as it should have. */
public sealed interface WriteOutcome {
    /**
     * The order stands as was wanted, or has ended; either way nobody has to ask again.
     *
     * @param clientOrderId null where the exchange does not say
     * @param filled contracts executed so far
     * @param remaining contracts that rest; none where the order has ended
     */
    record Done(String orderId, @Nullable String clientOrderId, Quantity filled, Quantity remaining)
            implements WriteOutcome {}

    /** It was not carried out, and will not be. */
    record NotDone(String reason) implements WriteOutcome {}

    /** The exchange could not be brought to tell in time: what it may have done still counts. */
    record Unknown(String reason) implements WriteOutcome {}
}
