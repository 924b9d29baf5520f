package caravan.sandbox.exchange;

import caravan.model.Quantity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the sandbox account did since the start: its orders, fills and positions. Not thread-safe. */
final class Account {
    private final Map<String, OwnOrder> orders = new LinkedHashMap<>();
    private final List<OwnFill> fills = new ArrayList<>();
    private final Map<String, Quantity> positions = new HashMap<>();

    void add(OwnOrder order) {
        orders.put(order.id, order);
    }

    void add(OwnFill fill) {
        fills.add(fill);
        positions.put(fill.order().market.ticker(), fill.positionAfter());
    }

    long nextFillNumber() {
        return fills.size() + 1L;
    }

    /** Contracts held, NO negative. */
    Quantity position(String ticker) {
        return positions.getOrDefault(ticker, Quantity.ZERO);
    }

    /** Oldest first. A view. */
    List<OwnFill> fills() {
        return Collections.unmodifiableList(fills);
    }

    /** Oldest first. A view. */
    Collection<OwnOrder> orders() {
        return Collections.unmodifiableCollection(orders.values());
    }

    @Nullable
    OwnOrder order(String id) {
        return orders.get(id);
    }
}
