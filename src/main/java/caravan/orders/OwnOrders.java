package caravan.orders;

import caravan.model.Approved;
import caravan.model.BookSide;
import caravan.model.Fill;
import caravan.model.OpenOrders;
import caravan.model.OrderReceipt;
import caravan.model.OrderRequest;
import caravan.model.OrderUpdate;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.RestingOrder;
import caravan.model.Submission;
import caravan.model.WriteOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our orders, in memory, as far as they may still be filled.
 *
 * <p>Answers, updates and fills may come late, twice and in any order, also before the answer to the request that placed
 * the order; what is known in the end is the same, and on the way it is never less than what may be filled. Thread-safe;
 * its lock is held for looking things up alone.
 */
public final class OwnOrders implements OpenOrders {
    private static final Logger LOG = LoggerFactory.getLogger(OwnOrders.class);
    /** How many ids of orders that have ended are remembered: their fills may come late. */
    private static final int REMEMBERED = 100_000;

    /** After its expiration an order should be told to have ended within this time. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(5);
    /** An order that expired so long ago, and that the exchange does not know, is over. */
    private static final Duration SURELY_OVER = Duration.ofMinutes(2);

    private final ClientOrderIds ids;
    private final InstantSource clock;
    private final Map<String, OwnOrder> orders = new LinkedHashMap<>();
    private final Map<String, OwnOrder> byClientId = new LinkedHashMap<>();
    private final Map<String, OwnOrder> byOrderId = new LinkedHashMap<>();
    private final Map<String, PendingRequest> requests = new LinkedHashMap<>();
    private final Map<String, List<Fill>> early = new LinkedHashMap<>();
    private final Map<String, Boolean> known = new LinkedHashMap<>();
    private final List<Changes.Outcome> outcomes = new ArrayList<>();

    public OwnOrders(ClientOrderIds ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public synchronized List<RestingOrder> in(String ticker) {
        return exposure(order -> order.ticker.equals(ticker));
    }

    @Override
    public synchronized List<RestingOrder> all() {
        return exposure(order -> true);
    }

    private List<RestingOrder> exposure(Predicate<OwnOrder> which) {
        return orders.values().stream()
                .filter(which)
                .flatMap(order -> order.exposure().stream())
                .toList();
    }

    @Override
    public synchronized int unknown() {
        return (int) requests.values().stream()
                .map(request -> request.failed)
                .filter(Objects::nonNull)
                .distinct()
                .count();
    }

    @Override
    public synchronized boolean isOurs(String orderId) {
        return byOrderId.containsKey(orderId) || known.containsKey(orderId);
    }

    @Override
    public boolean isOurClientOrderId(String clientOrderId) {
        return ids.isOurs(clientOrderId);
    }

    /** How many orders rest, as far as the exchange has told. */
    public synchronized int resting() {
        return (int) orders.values().stream().filter(OwnOrders::isLive).count();
    }

    /** Those that nothing is in the way of changing, and of which something rests. */
    synchronized List<RestingOrder> changeable(String ticker) {
        return orders.values().stream()
                .filter(order -> order.ticker.equals(ticker) && isChangeable(order))
                .flatMap(order -> order.exposure().stream())
                .toList();
    }

    private static boolean isLive(OwnOrder order) {
        return order.orderId != null && !order.hasEnded() && order.kind == Kind.CREATE;
    }

    private static boolean isChangeable(OwnOrder order) {
        return isLive(order) && order.pending.isEmpty() && order.isSettled();
    }

    /** Why nothing new is to be sent in a market now; empty where it may be. */
    synchronized Optional<String> obstacle(String ticker) {
        if (orders.values().stream().anyMatch(OwnOrders::isLeftOpen)) {
            return Optional.of("what an earlier run left is being looked up");
        }
        Instant now = clock.instant();
        for (OwnOrder order : orders.values()) {
            if (order.ticker.equals(ticker)) {
                String reason = obstacle(order, now);
                if (!reason.isEmpty()) {
                    return Optional.of(reason);
                }
            }
        }
        return Optional.empty();
    }

    /** Whether an earlier run left it, and nobody knows yet how it stands. */
    private static boolean isLeftOpen(OwnOrder order) {
        return order.fromBefore && (!order.pending.isEmpty() || !order.hasEnded() && order.doubt != null);
    }

    private static String obstacle(OwnOrder order, Instant now) {
        if (order.pending.values().stream().anyMatch(request -> request.failed != null)) {
            return "a request has an unknown outcome";
        }
        if (order.hasEnded()) {
            return "";
        }
        if (!order.pending.isEmpty()) {
            return "a request is under way";
        }
        if (!order.isSettled()) {
            return "the exchange has not told yet how an order stands";
        }
        Instant expiration = order.version.expiration();
        return expiration != null && !expiration.isAfter(now)
                ? "an order has expired, and the exchange has not told its end yet"
                : "";
    }

    /** One request's worth of each order that can be canceled. */
    synchronized List<RestingOrder> cancelable(Predicate<String> tickers) {
        return orders.values().stream()
                .filter(order -> tickers.test(order.ticker) && isCancelable(order))
                .flatMap(order -> order.exposure().stream().limit(1))
                .toList();
    }

    private static boolean isCancelable(OwnOrder order) {
        return isLive(order)
                && order.doubt != OwnOrder.Doubt.ENDED
                && order.pending.values().stream().noneMatch(request -> request.kind == Kind.CANCEL);
    }

    /** The request with all ids and numbers that it needs; empty where its order has ended meanwhile. */
    synchronized Optional<Sent> prepare(Approved approved, @Nullable String orderGroupId) {
        String requestId = ids.next();
        OrderRequest request = approved.request();
        if (Kind.of(request).places()) {
            return Optional.of(
                    new Sent(requestId, new Submission(approved, requestId, null, null, orderGroupId, null)));
        }
        OwnOrder order = byClientId.get(resting(request).clientOrderId());
        if (order == null || order.hasEnded() || order.orderId == null) {
            return Optional.empty();
        }
        String clientOrderId = order.version.clientOrderId();
        Submission submission = Kind.of(request).amends()
                ? new Submission(
                        approved, clientOrderId, requestId, order.orderId, order.orderGroupId, total(order, request))
                : new Submission(approved, clientOrderId, null, order.orderId, order.orderGroupId, null);
        return Optional.of(new Sent(requestId, submission));
    }

    private static Quantity total(OwnOrder order, OrderRequest request) {
        return request instanceof OrderRequest.Amend amend
                ? order.filled.plus(amend.quote().quantity())
                : order.version.total();
    }

    private static RestingOrder resting(OrderRequest request) {
        if (request instanceof OrderRequest.Amend amend) {
            return amend.order();
        } else if (request instanceof OrderRequest.Renew renew) {
            return renew.order();
        } else if (request instanceof OrderRequest.Decrease decrease) {
            return decrease.order();
        }
        return ((OrderRequest.Cancel) request).order();
    }

    /** The request is about to be sent; its row is written. */
    synchronized void submitted(Sent sent) {
        OrderRequest request = sent.request();
        Kind kind = sent.kind();
        Instant time = sent.submission().approved().time();
        Instant expiration = sent.submission().approved().expiration();
        OwnOrder order;
        Version version = null;
        Quantity quantity = Quantity.ZERO;
        if (request instanceof OrderRequest.Create create) {
            order = place(
                    sent,
                    create.quote().side(),
                    create.quote().price(),
                    create.quote().quantity(),
                    expiration);
        } else if (request instanceof OrderRequest.Exit exit) {
            order = place(sent, exit.side(), exit.price(), exit.quantity(), expiration);
        } else {
            order = Objects.requireNonNull(byClientId.get(sent.submission().clientOrderId()));
            if (kind.amends()) {
                Price price = request instanceof OrderRequest.Amend amend
                        ? amend.quote().price()
                        : order.version.price();
                Quantity total = Objects.requireNonNull(sent.submission().total());
                version = new Version(sent.requestId(), price, total, expiration);
                order.ids.add(sent.requestId());
                byClientId.put(sent.requestId(), order);
            } else if (request instanceof OrderRequest.Decrease decrease) {
                quantity = decrease.quantity();
            }
        }
        add(
                order,
                new PendingRequest(
                        sent.requestId(),
                        kind,
                        order.ticker,
                        sent.submission().clientOrderId(),
                        version,
                        quantity,
                        time));
    }

    private OwnOrder place(Sent sent, BookSide side, Price price, Quantity quantity, Instant expiration) {
        OwnOrder order = new OwnOrder(
                sent.requestId(),
                sent.ticker(),
                side,
                sent.kind(),
                new Version(sent.requestId(), price, quantity, expiration),
                sent.submission().orderGroupId(),
                sent.submission().approved().time());
        add(order);
        return order;
    }

    private void add(OwnOrder order) {
        orders.put(order.firstId, order);
        order.ids.forEach(id -> byClientId.put(id, order));
        if (order.orderId != null) {
            byOrderId.put(order.orderId, order);
        }
    }

    private void add(OwnOrder order, PendingRequest request) {
        order.pending.put(request.id, request);
        requests.put(request.id, request);
    }

    /** Takes over what an earlier run left: every order is looked at, and every request without an outcome asked about. */
    synchronized void restore(List<OwnOrder> left, List<PendingRequest> unanswered, Collection<String> orderIds) {
        orderIds.forEach(this::remember);
        Instant now = clock.instant();
        for (OwnOrder order : left) {
            order.doubt = order.hasEnded() ? null : OwnOrder.Doubt.AS_IT_IS;
            order.changed = false;
            add(order);
        }
        for (PendingRequest request : unanswered) {
            OwnOrder order = byClientId.get(request.clientOrderId);
            if (order == null) {
                outcomes.add(new Changes.Outcome(request.id, "accepted", "the order had ended"));
                continue;
            }
            request.failed = now;
            order.fromBefore = true;
            if (request.version != null && !order.ids.contains(request.id)) {
                order.ids.add(request.id);
                byClientId.put(request.id, order);
            }
            add(order, request);
        }
    }

    /**
     * The exchange has answered.
     *
     * @return fills that came before anybody knew that they are ours; positions are to take them in, then this
     */
    synchronized List<Fill> answered(String requestId, OrderReceipt receipt) {
        PendingRequest request = requests.get(requestId);
        OwnOrder order = order(request);
        if (request == null || order == null) {
            return List.of();
        }
        finish(request, order, "accepted", null);
        List<Fill> late = link(order, receipt.orderId());
        if (receipt instanceof OrderReceipt.Placed placed) {
            order.accepted(placed.filled(), placed.remaining());
        } else if (receipt instanceof OrderReceipt.Amended amended && request.version != null) {
            order.amended(request.version);
            if (amended.remaining() != null && amended.remaining().units() == 0) {
                doubt(order, OwnOrder.Doubt.AS_IT_IS);
            }
        } else if (receipt instanceof OrderReceipt.Decreased decreased) {
            order.decreased(decreased.remaining());
        } else if (receipt instanceof OrderReceipt.Canceled canceled) {
            order.canceled(canceled.reducedBy());
        }
        return late;
    }

    /**
     * The exchange has refused, or the request was not sent.
     *
     * @param isOver whether the order that was to be changed has ended, as far as the exchange says
     */
    synchronized void rejected(String requestId, String reason, boolean isOver) {
        PendingRequest request = requests.get(requestId);
        OwnOrder order = order(request);
        if (request == null || order == null) {
            return;
        }
        finish(request, order, "rejected", reason);
        if (request.kind.places()) {
            if (order.orderId == null) {
                order.end(Status.REJECTED, Quantity.ZERO, true, reason);
            } else {
                doubt(order, OwnOrder.Doubt.AS_IT_IS);
            }
        } else if (isOver) {
            doubt(order, OwnOrder.Doubt.ENDED);
        }
    }

    /**
     * It was sent, and nobody knows what became of it.
     *
     * @param since the same instant for all that went to the exchange as one request, for they count as one
     */
    synchronized void unknown(String requestId, String reason, Instant since) {
        PendingRequest request = requests.get(requestId);
        OwnOrder order = order(request);
        if (request == null || order == null) {
            return;
        }
        request.failed = since;
        outcomes.add(new Changes.Outcome(requestId, "unknown", reason));
        if (request.kind.places() && order.orderId == null) {
            order.status = Status.UNKNOWN;
            order.changed = true;
        }
    }

    /** What is to be found out now; each is asked once until {@link #resolved} or {@link #stillUnknown} is called. */
    synchronized List<Question> questions() {
        Instant now = clock.instant();
        List<PendingRequest> creates = new ArrayList<>();
        List<Question> questions = new ArrayList<>();
        for (PendingRequest request : requests.values()) {
            Instant failed = request.failed;
            if (failed == null || request.nextQuestion.isAfter(now)) {
                continue;
            }
            request.nextQuestion = Instant.MAX;
            OwnOrder order = order(request);
            if (request.kind.places()) {
                creates.add(request);
            } else if (order != null && order.orderId != null) {
                questions.add(new Question(
                        List.of(request.id),
                        request.kind.operation(),
                        sought(request, order.orderId),
                        request.begun,
                        failed));
            } else {
                request.nextQuestion = now;
            }
        }
        if (!creates.isEmpty()) {
            questions.add(new Question(
                    creates.stream().map(request -> request.id).toList(),
                    "BatchCreateOrdersV2",
                    Map.of(
                            "orders",
                            creates.stream()
                                    .map(request -> Map.of("client_order_id", request.id, "ticker", request.ticker))
                                    .toList()),
                    creates.stream()
                            .map(request -> request.begun)
                            .min(Instant::compareTo)
                            .orElse(now),
                    creates.stream()
                            .map(request -> Objects.requireNonNull(request.failed))
                            .max(Instant::compareTo)
                            .orElse(now)));
        }
        return questions;
    }

    private static Map<String, Object> sought(PendingRequest request, String orderId) {
        return switch (request.kind) {
            case AMEND, RENEW -> Map.of("order_id", orderId, "updated_client_order_id", request.id);
            case DECREASE -> Map.of("order_id", orderId, "reduce_to", request.quantity.toString());
            default -> Map.of("order_id", orderId);
        };
    }

    /** What was found out about a request; returns as {@link #answered}. */
    synchronized List<Fill> resolved(String requestId, WriteOutcome outcome) {
        PendingRequest request = requests.get(requestId);
        OwnOrder order = order(request);
        if (request == null || order == null) {
            return List.of();
        }
        if (outcome instanceof WriteOutcome.Done done) {
            finish(request, order, "accepted", "found out");
            List<Fill> late = link(order, done.orderId());
            if (request.version != null && done.remaining().units() > 0) {
                order.amended(request.version);
            }
            if (request.kind.places() || done.remaining().units() == 0) {
                order.accepted(done.filled(), done.remaining());
            } else if (request.kind == Kind.DECREASE) {
                order.decreased(done.remaining());
            }
            return late;
        }
        if (outcome instanceof WriteOutcome.NotDone not) {
            finish(request, order, "rejected", not.reason());
            if (request.kind.places() && order.orderId == null) {
                order.end(Status.REJECTED, Quantity.ZERO, true, not.reason());
            } else if (request.kind == Kind.CANCEL) {
                order.end(Status.CANCELED, order.filled, true, not.reason());
            } else {
                doubt(order, OwnOrder.Doubt.AS_IT_IS);
            }
            return List.of();
        }
        LOG.warn("It is not known yet what became of the request {}: {}", requestId, outcome);
        request.nextQuestion = clock.instant().plus(BETWEEN_QUESTIONS);
        return List.of();
    }

    /** Asking about a request failed; it is asked again a little later. */
    synchronized void stillUnknown(String requestId) {
        PendingRequest request = requests.get(requestId);
        if (request != null) {
            request.nextQuestion = clock.instant().plus(BETWEEN_QUESTIONS);
        }
    }

    /** The exchange tells how an order stands; returns as {@link #answered}. Orders of others are left alone. */
    public synchronized List<Fill> update(OrderUpdate update) {
        OwnOrder order = byOrderId.get(update.orderId());
        if (order == null && update.clientOrderId() != null) {
            order = byClientId.get(update.clientOrderId());
        }
        if (order == null) {
            return List.of();
        }
        List<Fill> late = link(order, update.orderId());
        order.take(update);
        return late;
    }

    /** The exchange was asked how an order stands, and this is its answer; returns as {@link #answered}. */
    synchronized List<Fill> lookedUp(OrderUpdate update) {
        List<Fill> late = update(update);
        OwnOrder order = byOrderId.get(update.orderId());
        if (order != null && order.doubt == OwnOrder.Doubt.AS_IT_IS) {
            order.doubt = null;
        }
        return late;
    }

    /** The exchange was asked how an order stands, and does not know it. */
    synchronized void missing(String orderId) {
        OwnOrder order = byOrderId.get(orderId);
        if (order == null) {
            return;
        }
        Instant expiration = order.version.expiration();
        if (expiration != null && expiration.plus(SURELY_OVER).isBefore(clock.instant())) {
            LOG.warn(
                    "The exchange does not know the order {} in {} any more, which expired at {}: it counts as ended with"
                            + " {} contracts filled",
                    orderId,
                    order.ticker,
                    expiration,
                    order.filled);
            order.end(Status.EXPIRED, order.filled, true, "not known to the exchange any more");
        }
    }

    /** Whether it is the id of an order that is kept here, answered or not. */
    synchronized boolean isKept(@Nullable String clientOrderId) {
        return clientOrderId != null && byClientId.containsKey(clientOrderId);
    }

    /** Somebody has found that the exchange may tell otherwise of these: they are looked up. */
    synchronized void doubted(List<RestingOrder> resting) {
        for (RestingOrder one : resting) {
            OwnOrder order = byClientId.get(one.clientOrderId());
            if (order != null && order.orderId != null) {
                doubt(order, OwnOrder.Doubt.AS_IT_IS);
            }
        }
    }

    /** Orders to ask the exchange about now, by its ids. */
    synchronized List<String> doubts() {
        Instant now = clock.instant();
        List<String> doubts = new ArrayList<>();
        for (OwnOrder order : orders.values()) {
            if (order.orderId != null && isDoubtful(order, now) && !order.nextLook.isAfter(now)) {
                order.nextLook = now.plus(BETWEEN_LOOKS);
                doubts.add(order.orderId);
            }
        }
        return doubts;
    }

    private static boolean isDoubtful(OwnOrder order, Instant now) {
        if (order.hasEnded()) {
            return !order.exact;
        }
        Instant expiration = order.version.expiration();
        return !order.isSettled()
                || expiration != null && expiration.plus(MARGIN).isBefore(now);
    }

    /**
     * Takes in a fill that positions have taken in.
     *
     * <p>One of an order that nobody knows yet may be ours all the same, where a create was not answered: it is kept, and
     * returned as soon as it is known to be, for positions did not count it.
     *
     * @return such fills
     */
    public synchronized List<Fill> fill(Fill fill) {
        OwnOrder order = byOrderId.get(fill.orderId());
        if (order == null && fill.clientOrderId() != null) {
            order = byClientId.get(fill.clientOrderId());
        }
        if (order == null) {
            boolean maybe = !known.containsKey(fill.orderId())
                    && orders.values().stream()
                            .anyMatch(own -> own.ticker.equals(fill.ticker()) && own.orderId == null);
            if (maybe) {
                early.computeIfAbsent(fill.orderId(), id -> new ArrayList<>()).add(fill);
            }
            return List.of();
        }
        List<Fill> late = link(order, fill.orderId());
        order.take(fill.tradeId(), fill.quantity());
        return late;
    }

    /** What was sent and cannot be canceled yet is canceled as soon as it can be. */
    synchronized void unwanted(Predicate<String> tickers) {
        orders.values().stream()
                .filter(order -> tickers.test(order.ticker) && !order.hasEnded() && !isCancelable(order))
                .forEach(order -> order.unwanted = true);
    }

    /** Orders that were to be canceled before they could be, and now can. */
    synchronized List<RestingOrder> unwanted() {
        List<RestingOrder> unwanted = new ArrayList<>();
        for (OwnOrder order : orders.values()) {
            if (order.unwanted && isCancelable(order)) {
                order.unwanted = false;
                order.exposure().stream().limit(1).forEach(unwanted::add);
            }
        }
        return unwanted;
    }

    /** What is not in the ledger yet. What is over is forgotten after it. */
    synchronized Changes changes() {
        List<Changes.Order> changed = new ArrayList<>();
        for (OwnOrder order : orders.values()) {
            if (order.changed) {
                order.changed = false;
                changed.add(new Changes.Order(
                        order.firstId,
                        order.version.clientOrderId(),
                        order.orderId,
                        order.status,
                        order.version.price(),
                        order.version.total(),
                        order.filled,
                        order.version.expiration(),
                        order.reason));
            }
        }
        Changes changes = new Changes(changed, outcomes);
        outcomes.clear();
        return changes;
    }

    /** The ledger has them: what is over is forgotten. */
    synchronized void saved() {
        orders.values().removeIf(order -> {
            boolean over = order.hasEnded()
                    && order.exact
                    && !order.changed
                    && order.pending.isEmpty()
                    && order.exposure().isEmpty();
            if (over) {
                order.ids.forEach(byClientId::remove);
                if (order.orderId != null) {
                    byOrderId.remove(order.orderId);
                    remember(order.orderId);
                }
            }
            return over;
        });
        if (orders.values().stream().noneMatch(order -> order.orderId == null)) {
            early.clear();
        }
    }

    /** The ledger did not take them. */
    synchronized void unsaved(Changes changes) {
        outcomes.addAll(0, changes.outcomes());
        for (Changes.Order change : changes.orders()) {
            OwnOrder order = orders.get(change.firstId());
            if (order != null) {
                order.changed = true;
            }
        }
    }

    private @Nullable OwnOrder order(@Nullable PendingRequest request) {
        return request == null ? null : byClientId.get(request.clientOrderId);
    }

    private void finish(PendingRequest request, OwnOrder order, String outcome, @Nullable String reason) {
        requests.remove(request.id);
        order.pending.remove(request.id);
        outcomes.add(new Changes.Outcome(request.id, outcome, reason));
    }

    private static void doubt(OwnOrder order, OwnOrder.Doubt doubt) {
        if (!order.hasEnded() && order.doubt != OwnOrder.Doubt.ENDED) {
            order.doubt = doubt;
            order.nextLook = Instant.MIN;
        }
    }

    private List<Fill> link(OwnOrder order, String orderId) {
        if (order.orderId != null) {
            return List.of();
        }
        order.orderId = orderId;
        order.changed = true;
        byOrderId.put(orderId, order);
        if (order.status == Status.SUBMITTED || order.status == Status.UNKNOWN) {
            order.status = Status.ACCEPTED;
        }
        List<Fill> late = early.remove(orderId);
        return late == null ? List.of() : List.copyOf(late);
    }

    private void remember(String orderId) {
        known.put(orderId, true);
        if (known.size() > REMEMBERED) {
            known.remove(known.keySet().iterator().next());
        }
    }
}
