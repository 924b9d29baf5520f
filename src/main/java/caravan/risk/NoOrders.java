package caravan.risk;

import caravan.model.OpenOrders;
import caravan.model.RestingOrder;
import java.util.List;

/** Nobody places orders, so none is ours. */
enum NoOrders implements OpenOrders {
    INSTANCE;

    @Override
    public List<RestingOrder> in(String ticker) {
        return List.of();
    }

    @Override
    public List<RestingOrder> all() {
        return List.of();
    }

    @Override
    public int unknown() {
        return 0;
    }

    @Override
    public boolean isOurs(String orderId) {
        return false;
    }

    @Override
    public boolean isOurClientOrderId(String clientOrderId) {
        return false;
    }
}
