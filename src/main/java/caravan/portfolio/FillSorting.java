package caravan.portfolio;

import caravan.model.Fill;
import caravan.model.OpenOrders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Tells our fills from those of others, each once.
 *
 * <p>A fill whose order nobody knows may be ours: the answer that names the order can come after it. It waits until
 * {@link OpenOrders} knows the order. Guarded by the lock of {@link OwnPositions}.
 */
final class FillSorting {
    /** By then an order has its answer, or never gets one. */
    static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final OpenOrders orders;
    private final InstantSource clock;
    private final Set<Key> seen = new HashSet<>();
    private final Map<Key, OwnFill> waiting = new HashMap<>();

    private record Key(String tradeId, String orderId) {
        static Key of(Fill fill) {
            return new Key(fill.tradeId(), fill.orderId());
        }
    }

    FillSorting(OpenOrders orders, InstantSource clock) {
        this.orders = orders;
        this.clock = clock;
    }

    /** Whether a fill of the ledger is ours; where that is not known yet it waits. */
    boolean restore(FillRows.Row row) {
        Fill fill = row.own().fill();
        if (row.taken() || isOurs(fill)) {
            seen.add(Key.of(fill));
            return true;
        }
        if (mayBeOurs(fill)) {
            waiting.put(Key.of(fill), row.own());
        }
        return false;
    }

    /**
     * A fill that somebody tells of, if it is ours and was not taken before; where nobody knows yet it waits.
     *
     * @param note what is to be remembered of its moment
     */
    Optional<OwnFill> sort(Fill fill, Function<Fill, OwnFill> note) {
        Key key = Key.of(fill);
        if (seen.contains(key)) {
            return Optional.empty();
        }
        if (isOurs(fill)) {
            seen.add(key);
            return Optional.of(note.apply(fill));
        }
        if (mayBeOurs(fill) && !waiting.containsKey(key)) {
            waiting.put(key, note.apply(fill));
        }
        return Optional.empty();
    }

    /** What waited, and is known to be ours by now. */
    List<OwnFill> found() {
        List<OwnFill> found = new ArrayList<>();
        Instant oldest = clock.instant().minus(LONGEST_WAIT);
        Iterator<Map.Entry<Key, OwnFill>> entries = waiting.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<Key, OwnFill> entry = entries.next();
            Fill fill = entry.getValue().fill();
            if (isOurs(fill)) {
                entries.remove();
                if (seen.add(entry.getKey())) {
                    found.add(entry.getValue());
                }
            } else if (fill.exchangeTime().isBefore(oldest)) {
                entries.remove();
            }
        }
        return found;
    }

    private boolean isOurs(Fill fill) {
        String clientOrderId = fill.clientOrderId();
        return clientOrderId != null && orders.isOurClientOrderId(clientOrderId) || orders.isOurs(fill.orderId());
    }

    private boolean mayBeOurs(Fill fill) {
        return fill.clientOrderId() == null
                && fill.exchangeTime().isAfter(clock.instant().minus(LONGEST_WAIT));
    }
}
