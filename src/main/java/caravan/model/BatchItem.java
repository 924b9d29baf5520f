package caravan.model;

import org.jspecify.annotations.Nullable;

/**
 * What became of one of several things that were asked for at once: either a receipt or a rejection.
 *
 * @param orderId null where it was to be placed and was not
 */
public record BatchItem<T extends OrderReceipt>(
        @Nullable String orderId,
        @Nullable String clientOrderId,
        @Nullable T receipt,
        @Nullable Rejection rejection) {
    public BatchItem {
        if ((receipt == null) == (rejection == null)) {
            throw new IllegalArgumentException("expected a receipt or a rejection, found "
                    + (receipt == null ? "neither" : receipt + " and " + rejection));
        }
    }
}
