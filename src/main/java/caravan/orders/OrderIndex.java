package caravan.orders;

import caravan.model.Fill;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Our orders and the requests without an outcome, found by any of their names.
 *
 * <p>Its monitor is the one lock of all that is known of them: who looks at an order or a request, or changes it, holds it.
 */
final class OrderIndex {
    /** How many ids of orders that are over are remembered: their fills may come late. */
    private static final int REMEMBERED = 100_000;

    private final Map<String, OwnOrder> orders = new LinkedHashMap<>();
    private final Map<String, OwnOrder> byClientId = new LinkedHashMap<>();
    private final Map<String, OwnOrder> byOrderId = new LinkedHashMap<>();
    private final Map<String, PendingRequest> requests = new LinkedHashMap<>();
    private final Map<String, List<Fill>> early = new LinkedHashMap<>();
    private final Set<String> remembered = new LinkedHashSet<>();
    private final List<Changes.Outcome> outcomes = new ArrayList<>();
    private final List<Sent> takenBack = new ArrayList<>();

    void add(OwnOrder order) {
        orders.put(order.firstId, order);
        order.ids.forEach(id -> byClientId.put(id, order));
        if (order.orderId != null) {
            byOrderId.put(order.orderId, order);
        }
    }

    /** A request of an order is on its way. An amendment gives the order another id. */
    void add(OwnOrder order, PendingRequest request) {
        if (request.version != null && !order.ids.contains(request.id)) {
            order.ids.add(request.id);
            byClientId.put(request.id, order);
        }
        order.pending.put(request.id, request);
        requests.put(request.id, request);
    }

    Collection<OwnOrder> orders() {
        return orders.values();
    }

    Stream<OwnOrder> in(String ticker) {
        return orders.values().stream().filter(order -> order.ticker.equals(ticker));
    }

    /** By the first of our ids of it. */
    @Nullable
    OwnOrder first(String firstId) {
        return orders.get(firstId);
    }

    /** By any of our ids of it. */
    @Nullable
    OwnOrder named(String clientOrderId) {
        return byClientId.get(clientOrderId);
    }

    /** By the exchange's id of it. */
    @Nullable
    OwnOrder known(String orderId) {
        return byOrderId.get(orderId);
    }

    /** By what the exchange tells of it. */
    @Nullable
    OwnOrder told(String orderId, @Nullable String clientOrderId) {
        OwnOrder order = byOrderId.get(orderId);
        return order == null && clientOrderId != null ? byClientId.get(clientOrderId) : order;
    }

    Collection<PendingRequest> requests() {
        return requests.values();
    }

    /** A request without an outcome, and its order. */
    Optional<Asked> asked(String requestId) {
        PendingRequest request = requests.get(requestId);
        OwnOrder order = request == null ? null : byClientId.get(request.clientOrderId);
        return order == null ? Optional.empty() : Optional.of(new Asked(request, order));
    }

    record Asked(PendingRequest request, OwnOrder order) {}

    /** What became of a request. */
    void finish(Asked asked, String outcome, @Nullable String reason) {
        requests.remove(asked.request().id);
        asked.order().pending.remove(asked.request().id);
        note(asked.request(), outcome, reason);
    }

    /** No request of an order can become anything any more. */
    void finishAll(OwnOrder order, String outcome, String reason) {
        List.copyOf(order.pending.values()).forEach(request -> finish(new Asked(request, order), outcome, reason));
    }

    void note(PendingRequest request, String outcome, @Nullable String reason) {
        outcomes.add(new Changes.Outcome(request.id, outcome, reason));
    }

    /** Requests that only take back and have no row in the ledger yet. */
    List<Sent> takenBack() {
        return takenBack;
    }

    /** Outcomes that are not in the ledger yet. */
    List<Changes.Outcome> outcomes() {
        return outcomes;
    }

    /**
     * The exchange's id of an order is known.
     *
     * @return fills that came before it was; positions are to take them in
     */
    List<Fill> link(OwnOrder order, String orderId) {
        if (!order.link(orderId)) {
            return List.of();
        }
        byOrderId.put(orderId, order);
        List<Fill> late = early.remove(orderId);
        return late == null ? List.of() : List.copyOf(late);
    }

    /** Keeps a fill that may be of an order whose id at the exchange is not known yet. */
    void keep(Fill fill) {
        if (!remembered.contains(fill.orderId()) && in(fill.ticker()).anyMatch(order -> order.orderId == null)) {
            early.computeIfAbsent(fill.orderId(), id -> new ArrayList<>()).add(fill);
        }
    }

    boolean isOurs(String orderId) {
        return byOrderId.containsKey(orderId) || remembered.contains(orderId);
    }

    void remember(String orderId) {
        remembered.add(orderId);
        if (remembered.size() > REMEMBERED) {
            remembered.remove(remembered.iterator().next());
        }
    }

    /** Forgets orders that are over, all but their ids. */
    void forgetOver() {
        orders.values().removeIf(order -> {
            boolean isOver = order.isOver();
            if (isOver) {
                order.ids.forEach(byClientId::remove);
                if (order.orderId != null) {
                    byOrderId.remove(order.orderId);
                    remember(order.orderId);
                }
            }
            return isOver;
        });
        if (orders.values().stream().noneMatch(order -> order.orderId == null)) {
            early.clear();
        }
    }
}
