package caravan.model;

import org.jspecify.annotations.Nullable;

/**
 * A request on its way to the exchange. Its row is in the ledger before it is sent. Only orders makes one.
 *
 * @param clientOrderId our id of the order: of a new one, or of the one that is changed
 * @param newClientOrderId our id of the order after an amendment; null for other requests
 * @param orderId the exchange's id; null for a new order
 * @param orderGroupId null where the order is in no group
 * @param total contracts that an amended order is for in all, those that traded already among them; null for other
 *     requests
 */
public record Submission(
        Approved approved,
        String clientOrderId,
        @Nullable String newClientOrderId,
        @Nullable String orderId,
        @Nullable String orderGroupId,
        @Nullable Quantity total) {}
