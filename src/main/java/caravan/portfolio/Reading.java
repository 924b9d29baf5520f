package caravan.portfolio;

import caravan.model.Balance;
import caravan.model.OrderUpdate;
import caravan.model.Page;
import caravan.model.Position;
import caravan.model.Quantity;
import caravan.model.RestingOrder;
import caravan.model.Settlement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the exchange said in one round of questions, and what was known here when it began. For one thread. */
final class Reading {
    private final Instant begun;
    private final int disconnects;
    private final Map<String, Quantity> netsBefore;
    private final List<RestingOrder> ordersBefore;
    private final Map<String, Quantity> positions = new HashMap<>();
    private final List<OrderUpdate> orders = new ArrayList<>();
    private final List<Settlement> settlements = new ArrayList<>();
    private @Nullable Balance balance;

    /** @param nets by how much all fills that are stored changed each position */
    Reading(Instant begun, int disconnects, Map<String, Quantity> nets, List<RestingOrder> orders) {
        this.begun = begun;
        this.disconnects = disconnects;
        this.netsBefore = nets;
        this.ordersBefore = orders;
    }

    void balance(Balance told) {
        balance = told;
    }

    void positions(Iterator<Page<Position>> pages) {
        whole(pages, new ArrayList<>()).forEach(held -> positions.put(held.ticker(), held.quantity()));
    }

    void orders(Iterator<Page<OrderUpdate>> pages) {
        whole(pages, orders);
    }

    void settlements(Iterator<Page<Settlement>> pages) {
        whole(pages, settlements);
    }

    /** A list with something left out would look like something missing. */
    private static <T> List<T> whole(Iterator<Page<T>> pages, List<T> all) {
        while (pages.hasNext()) {
            Page<T> page = pages.next();
            if (!page.unreadable().isEmpty()) {
                throw new IllegalStateException("expected a list that can be read in full, found: "
                        + page.unreadable().get(0));
            }
            all.addAll(page.items());
        }
        return all;
    }

    Instant begun() {
        return begun;
    }

    int disconnects() {
        return disconnects;
    }

    Map<String, Quantity> netsBefore() {
        return netsBefore;
    }

    List<RestingOrder> ordersBefore() {
        return ordersBefore;
    }

    Balance balance() {
        return Objects.requireNonNull(balance, "expected a balance that was read, found none");
    }

    Map<String, Quantity> positions() {
        return positions;
    }

    List<OrderUpdate> orders() {
        return orders;
    }

    List<Settlement> settlements() {
        return settlements;
    }
}
