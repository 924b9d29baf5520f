package caravan.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Orders that are canceled together when too much of them trades within 15 seconds.
 *
 * @param id null where the exchange was asked for it by this id and does not repeat it
 * @param limit contracts; null where the exchange does not say
 * @param autoCancel whether it still watches; null where the exchange does not say
 * @param orderIds empty where the exchange does not say
 */
public record OrderGroup(
        @Nullable String id,
        @Nullable Quantity limit,
        @Nullable Boolean autoCancel,
        List<String> orderIds,
        @Nullable Integer subaccount) {
    public OrderGroup {
        orderIds = List.copyOf(orderIds);
    }
}
