package caravan.model;

import org.jspecify.annotations.Nullable;

/**
 * A request on its way to the exchange. Its row is in the ledger before it is sent.
 *
 * @param clientOrderId our id of the order: of a new one, or of the one that is changed
 * @param newClientOrderId our id of the order after an amendment; null for other requests
 * @param orderId the exchange's id; null for a new order
 * @param orderGroupId null where the order is in no group
 */
public record Submission(
        Approved approved,
        String clientOrderId,
        @Nullable String newClientOrderId,
        @Nullable String orderId,
        @Nullable String orderGroupId) {}
