package caravan.orders;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Has the ledger know what is known of our orders, and then has forgotten what is over. Thread-safe. */
public final class OrderKeeping {
    private static final Logger LOG = LoggerFactory.getLogger(OrderKeeping.class);

    private final OrderIndex index;
    private final OrderRows rows;

    OrderKeeping(OrderIndex index, OrderRows rows) {
        this.index = index;
        this.rows = rows;
    }

    /**
     * Writes down what is not in the ledger yet; what it does not take now it is offered again.
     *
     * <p>One call at a time: what is known later is to be written later.
     */
    public synchronized void keep() {
        Changes changes = collect();
        try {
            if (!changes.isEmpty()) {
                rows.save(changes);
            }
            synchronized (index) {
                index.forgetOver();
            }
        } catch (DataAccessException | TransactionException away) {
            putBack(changes);
            LOG.warn("What became of orders is not in the ledger yet: {}", away.getMessage());
        }
    }

    /** What is not in the ledger yet, handed over once. */
    Changes collect() {
        synchronized (index) {
            List<Changes.Order> changed = new ArrayList<>();
            for (OwnOrder order : index.orders()) {
                if (order.changed) {
                    order.changed = false;
                    changed.add(Changes.Order.of(order));
                }
            }
            Changes changes = new Changes(index.takenBack(), changed, index.outcomes());
            index.takenBack().clear();
            index.outcomes().clear();
            return changes;
        }
    }

    private void putBack(Changes changes) {
        synchronized (index) {
            index.takenBack().addAll(0, changes.takenBack());
            index.outcomes().addAll(0, changes.outcomes());
            for (Changes.Order change : changes.orders()) {
                OwnOrder order = index.first(change.firstId());
                if (order != null) {
                    order.changed = true;
                }
            }
        }
    }
}
