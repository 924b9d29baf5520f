package caravan.portfolio;

import caravan.model.OpenOrders;
import caravan.model.RestingOrder;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Orders of ours whose ids begin with {@code own-}, or that were made known. */
public final class SomeOrders implements OpenOrders {
    public final List<RestingOrder> resting = new CopyOnWriteArrayList<>();
    public final Set<String> known = ConcurrentHashMap.newKeySet();

    @Override
    public List<RestingOrder> in(String ticker) {
        return resting.stream().filter(order -> order.ticker().equals(ticker)).toList();
    }

    @Override
    public List<RestingOrder> all() {
        return List.copyOf(resting);
    }

    @Override
    public int unknown() {
        return 0;
    }

    @Override
    public boolean isOurs(String orderId) {
        return known.contains(orderId);
    }

    @Override
    public boolean isOurClientOrderId(String clientOrderId) {
        return clientOrderId.startsWith("own-");
    }
}
