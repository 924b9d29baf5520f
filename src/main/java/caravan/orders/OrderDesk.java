package caravan.orders;

import caravan.model.Approved;
import caravan.model.BatchItem;
import caravan.model.Fill;
import caravan.model.GroupRequest;
import caravan.model.OrderGroup;
import caravan.model.OrderReceipt;
import caravan.model.OrderRequest;
import caravan.model.OrderUpdate;
import caravan.model.QuotePlan;
import caravan.model.Rejection;
import caravan.model.Rejection.Reason;
import caravan.model.RestingOrder;
import caravan.model.WriteOutcome;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * What happens on the way of requests to the exchange and of its answers back, step by step as the routes call them.
 *
 * <p>In one market one round places at a time. What takes back waits for nobody. Thread-safe.
 */
public final class OrderDesk {
    private static final Logger LOG = LoggerFactory.getLogger(OrderDesk.class);

    private static final Outcomes NOBODY = new Outcomes() {
        @Override
        public void accepted(String ticker) {}

        @Override
        public void rejected(String ticker) {}
    };

    private final OwnOrders orders;
    private final OrderRows rows;
    private final OrderGroups groups;
    private final OrderDiff diff;
    private final Supplier<BatchSizes> sizes;
    private final boolean wholeAccount;
    private final InstantSource clock;
    private final MeterRegistry metrics;
    private final Set<String> busy = new HashSet<>();
    private final Set<Round> placing = new HashSet<>();

    /** How many orders fit into one request. */
    public record BatchSizes(int creates, int cancels) {}

    private volatile Outcomes outcomes = NOBODY;

    /**
     * @param life how long an order is to rest at most
     * @param sizes as the account's budget allows now
     * @param wholeAccount whether to cancel all is to cancel what others have placed, too
     */
    public OrderDesk(
            OwnOrders orders,
            OrderRows rows,
            OrderGroups groups,
            Duration life,
            Supplier<BatchSizes> sizes,
            boolean wholeAccount,
            InstantSource clock,
            MeterRegistry metrics) {
        this.orders = orders;
        this.rows = rows;
        this.groups = groups;
        this.diff = new OrderDiff(life);
        this.sizes = sizes;
        this.wholeAccount = wholeAccount;
        this.clock = clock;
        this.metrics = metrics;
        Gauge.builder("orders.resting", orders, OwnOrders::resting)
                .description("Our orders that rest, as far as the exchange has told")
                .register(metrics);
        Gauge.builder("orders.unknown", orders, OwnOrders::unknown)
                .description("Requests whose outcome nobody knows yet")
                .register(metrics);
    }

    /** Begins a round that brings what rests to what is wanted, in the markets where nothing is in the way. */
    public synchronized Round quote(List<QuotePlan> plans) {
        List<String> lines = new ArrayList<>();
        List<OrderRequest> requests = new ArrayList<>();
        Set<String> tickers = new HashSet<>();
        for (QuotePlan plan : plans) {
            String ticker = plan.ticker();
            Optional<String> obstacle = orders.obstacle(ticker)
                    .or(() -> plan.quotes().isEmpty() ? Optional.empty() : groups.obstacle(ticker));
            if (obstacle.isPresent()) {
                lines.add(ticker + ": waits, for " + obstacle.get());
            } else if (busy.contains(ticker) || !tickers.add(ticker)) {
                lines.add(ticker + ": waits, for orders are on their way there");
            } else {
                requests.addAll(withoutRenewalsOfDecreased(
                        diff.requests(plan.quotes(), orders.changeable(ticker), clock.instant())));
            }
        }
        return begin(new Round(tickers, requests, lines));
    }

    /** An order's contracts in all, which a renewal names, are known again when a decrease is. */
    private static List<OrderRequest> withoutRenewalsOfDecreased(List<OrderRequest> requests) {
        Set<String> decreased = new HashSet<>();
        requests.forEach(request -> {
            if (request instanceof OrderRequest.Decrease decrease) {
                decreased.add(decrease.order().clientOrderId());
            }
        });
        return requests.stream()
                .filter(request -> !(request instanceof OrderRequest.Renew renew
                        && decreased.contains(renew.order().clientOrderId())))
                .toList();
    }

    private Round begin(Round round) {
        busy.addAll(round.tickers());
        placing.add(round);
        return round;
    }

    /**
     * Begins a round that cancels our orders; what others are about to place there is not sent any more.
     *
     * @param tickers the markets; null or none for all
     */
    public synchronized Round cancel(@Nullable List<String> tickers) {
        Predicate<String> concerned = concerned(tickers);
        placing.forEach(round -> round.tickers().stream().filter(concerned).forEach(round::spoil));
        orders.unwanted(concerned);
        return cancels(orders.cancelable(concerned));
    }

    /** Begins a round that cancels what was to be canceled before it could be; null where there is nothing of the kind. */
    public synchronized @Nullable Round cancelUnwanted() {
        List<RestingOrder> unwanted = orders.unwanted();
        return unwanted.isEmpty() ? null : cancels(unwanted);
    }

    private static Round cancels(List<RestingOrder> resting) {
        return new Round(
                Set.of(),
                resting.stream().<OrderRequest>map(OrderRequest.Cancel::new).toList(),
                List.of());
    }

    /**
     * Orders that rest and that this run does not know: those of a lost row, and all others where the whole account is
     * to be canceled.
     *
     * @param resting all that rests on the account, as the exchange lists it
     * @return in parts that fit into one request each
     */
    public List<OtherOrders> others(@Nullable List<String> tickers, Iterator<?> resting) {
        Predicate<String> concerned = concerned(tickers);
        List<OrderUpdate> others = new ArrayList<>();
        resting.forEachRemaining(item -> {
            if (item instanceof OrderUpdate order
                    && concerned.test(order.ticker())
                    && !orders.isOurs(order.orderId())
                    && (wholeAccount
                            || order.clientOrderId() != null && orders.isOurClientOrderId(order.clientOrderId()))) {
                others.add(order);
            }
        });
        return OtherOrders.parts(others, sizes.get().cancels());
    }

    /**
     * Orders that bear our mark, rest, and are not kept here: nobody manages them.
     *
     * @return in parts that fit into one request each
     */
    public List<OtherOrders> strays(List<OrderUpdate> resting) {
        List<OrderUpdate> strays = resting.stream()
                .filter(order -> !orders.isOurs(order.orderId()) && !orders.isKept(order.clientOrderId()))
                .toList();
        if (!strays.isEmpty()) {
            LOG.warn("Orders of ours that nobody here knows are canceled: {}", strays);
        }
        return OtherOrders.parts(strays, sizes.get().cancels());
    }

    /** Orders that rest as far as is known here, and not at the exchange, are looked up. */
    public void doubted(List<RestingOrder> missing) {
        orders.doubted(missing);
    }

    /** The exchange has answered to the cancels of such orders. */
    public void othersCanceled(Round round, OtherOrders others, List<BatchItem<?>> items) {
        for (BatchItem<?> item : items) {
            others.orders().stream()
                    .filter(order -> item.receipt() != null && order.orderId().equals(item.orderId()))
                    .forEach(order -> round.add(OtherOrders.resting(order)));
        }
    }

    private static Predicate<String> concerned(@Nullable List<String> tickers) {
        return tickers == null || tickers.isEmpty() ? ticker -> true : Set.copyOf(tickers)::contains;
    }

    /** Begins a round that closes positions. */
    public synchronized Round exit(List<OrderRequest.Exit> exits) {
        return new Round(Set.of(), List.copyOf(exits), List.of());
    }

    /** What the exchange has to be asked about order groups before these are placed. */
    public List<GroupRequest> groups(List<Approved> approved) {
        Map<String, GroupRequest> needed = new LinkedHashMap<>();
        for (Approved one : approved) {
            if (one.request() instanceof OrderRequest.Create create) {
                groups.needed(create.ticker(), create.quote().quantity())
                        .ifPresent(request -> needed.putIfAbsent(create.ticker(), request));
            }
        }
        return List.copyOf(needed.values());
    }

    /** The exchange has answered to what it was asked about a group. */
    public void grouped(GroupRequest request, @Nullable Object answer) {
        if (request instanceof GroupRequest.Open open) {
            String id = answer instanceof OrderGroup group ? group.id() : null;
            if (id == null) {
                groups.refused(request, "expected the id of a new group, found " + answer);
            } else {
                groups.opened(open.ticker(), id, open.limit());
            }
        } else if (request instanceof GroupRequest.Reset reset) {
            groups.reset(reset.ticker());
        }
    }

    /** The exchange did not do what it was asked about a group: orders go without one. */
    public void ungrouped(GroupRequest request, String reason) {
        groups.refused(request, reason);
    }

    /**
     * Writes the rows of what was approved and counts it as open; after that it may be sent.
     *
     * <p>Where the ledger is away only what takes back is sent: it needs no row to be safe.
     *
     * @return what to send, one request after the other
     */
    public List<Batch> submit(Round round, List<Approved> approved) {
        Set<OrderRequest> passed = new HashSet<>();
        List<Sent> sent = new ArrayList<>();
        for (Approved one : approved) {
            passed.add(one.request());
            String group = one.request() instanceof OrderRequest.Create create ? groups.id(create.ticker()) : null;
            orders.prepare(one, group).ifPresent(sent::add);
        }
        round.requests().stream()
                .filter(request -> !passed.contains(request))
                .forEach(request -> round.say(request.ticker(), "risk denies to " + word(request)));
        List<Sent> safe = written(round, sent);
        round.written(safe);
        safe.forEach(orders::submitted);
        return Batches.of(safe, sizes.get());
    }

    private static String word(OrderRequest request) {
        return Kind.of(request).toString();
    }

    private List<Sent> written(Round round, List<Sent> sent) {
        try {
            rows.insert(sent);
            return sent;
        } catch (DataAccessException away) {
            LOG.error("The ledger does not take new orders, so none is placed; orders are still canceled", away);
            sent.stream()
                    .filter(one -> !one.kind().reduces())
                    .forEach(one -> round.say(one.ticker(), "the ledger is away: did not " + one.text()));
            return sent.stream().filter(one -> one.kind().reduces()).toList();
        }
    }

    /** What of a batch is still to be sent; null where nothing is. */
    public @Nullable Batch due(Round round, Batch batch) {
        List<Sent> due = new ArrayList<>();
        for (Sent sent : batch.sent()) {
            round.sending(sent);
            if (sent.kind().reduces() || !round.isSpoiled(sent.ticker())) {
                due.add(sent);
            } else {
                refused(round, sent, "not sent, for something before it in the market did not go well", false);
            }
        }
        return due.isEmpty() ? null : new Batch(due);
    }

    /**
     * The exchange has answered.
     *
     * @return fills that came before anybody knew that they are ours
     */
    public List<Fill> answered(Round round, Batch batch, Object answer) {
        List<Fill> late = new ArrayList<>();
        if (answer instanceof OrderReceipt receipt && batch.sent().size() == 1) {
            late.addAll(accepted(round, batch.sent().get(0), receipt));
            return late;
        }
        Instant now = clock.instant();
        List<?> items = answer instanceof List<?> several ? several : List.of();
        Map<String, BatchItem<?>> byId = new HashMap<>();
        for (Object item : items) {
            if (item instanceof BatchItem<?> one) {
                put(byId, one.clientOrderId(), one);
                put(byId, one.orderId(), one);
            }
        }
        for (int i = 0; i < batch.sent().size(); i++) {
            Sent sent = batch.sent().get(i);
            BatchItem<?> item = byId.get(name(sent));
            if (item == null
                    && items.size() == batch.sent().size()
                    && items.get(i) instanceof BatchItem<?> same
                    && same.orderId() == null
                    && same.clientOrderId() == null) {
                item = same;
            }
            late.addAll(taken(round, sent, item, now));
        }
        return late;
    }

    /** By what a batch's answer names a request. */
    private static String name(Sent sent) {
        String orderId = sent.submission().orderId();
        return sent.kind().places() || orderId == null ? sent.requestId() : orderId;
    }

    private static void put(Map<String, BatchItem<?>> items, @Nullable String id, BatchItem<?> item) {
        if (id != null) {
            items.put(id, item);
        }
    }

    /** @param now when the whole request was answered */
    private List<Fill> taken(Round round, Sent sent, @Nullable BatchItem<?> item, Instant now) {
        if (item == null) {
            unknown(round, sent, "the exchange's answer does not tell of it", now);
            return List.of();
        }
        OrderReceipt receipt = item.receipt();
        if (receipt != null) {
            return accepted(round, sent, receipt);
        }
        Rejection rejection = item.rejection();
        if (rejection != null) {
            rejected(round, sent, rejection, now);
        }
        return List.of();
    }

    private List<Fill> accepted(Round round, Sent sent, OrderReceipt receipt) {
        List<Fill> late = orders.answered(sent.requestId(), receipt);
        if (sent.request() instanceof OrderRequest.Cancel cancel) {
            round.add(cancel.order());
        }
        if (sent.kind() != Kind.CANCEL) {
            outcomes.accepted(sent.ticker());
        }
        tell(round, sent, "accepted", sent.kind() == Kind.EXIT ? filled(receipt) : "");
        return late;
    }

    private static String filled(OrderReceipt receipt) {
        return receipt instanceof OrderReceipt.Placed placed ? placed.filled() + " traded" : "";
    }

    /** The exchange has refused the whole batch, and says why. */
    public void refused(Round round, Batch batch, Rejection rejection) {
        Instant now = clock.instant();
        batch.sent().forEach(sent -> rejected(round, sent, rejection, now));
    }

    /** The exchange does not know what was to be changed. */
    public void notFound(Round round, Batch batch, String reason) {
        batch.sent().forEach(sent -> refused(round, sent, reason, true));
    }

    /** The batch was certainly not carried out. */
    public void notSent(Round round, Batch batch, String reason) {
        batch.sent().forEach(sent -> refused(round, sent, reason, false));
    }

    /** Nobody knows what became of the batch. */
    public void unknown(Round round, Batch batch, String reason) {
        Instant now = clock.instant();
        batch.sent().forEach(sent -> unknown(round, sent, reason, now));
    }

    /** Hears what the exchange says to orders. */
    public interface Outcomes {
        void accepted(String ticker);

        void rejected(String ticker);
    }

    /** Has somebody hear of what the exchange accepts and rejects, of what places or changes orders. */
    public void tellOutcomes(Outcomes other) {
        outcomes = other;
    }

    private void rejected(Round round, Sent sent, Rejection rejection, Instant now) {
        Reason reason = rejection.reason();
        boolean unclear = reason == Reason.EXCHANGE_FAILED
                || reason == Reason.DUPLICATE && sent.kind().places();
        if (unclear) {
            unknown(round, sent, rejection.text(), now);
            return;
        }
        if (reason == Reason.ORDER_GROUP) {
            groups.triggered(sent.ticker());
        }
        if (sent.kind() != Kind.CANCEL && reason != Reason.NOT_FOUND) {
            outcomes.rejected(sent.ticker());
        }
        refused(round, sent, rejection.text(), reason == Reason.NOT_FOUND);
    }

    private void refused(Round round, Sent sent, String reason, boolean isOver) {
        orders.rejected(sent.requestId(), reason, isOver);
        if (!sent.kind().places()) {
            round.spoil(sent.ticker());
        }
        tell(round, sent, "rejected", reason);
    }

    private void unknown(Round round, Sent sent, String reason, Instant since) {
        orders.unknown(sent.requestId(), reason, since);
        round.spoil(sent.ticker());
        tell(round, sent, "unknown", reason);
    }

    private void tell(Round round, Sent sent, String outcome, String reason) {
        metrics.counter("orders.requests", "kind", sent.kind().toString(), "outcome", outcome)
                .increment();
        String line = sent.text() + " " + outcome + (reason.isEmpty() ? "" : ": " + reason);
        round.say(sent.ticker(), line);
        if (outcome.equals("unknown")) {
            LOG.warn("{}: {} ({})", sent.ticker(), line, sent.requestId());
        } else {
            LOG.debug("{}: {} ({})", sent.ticker(), line, sent.requestId());
        }
    }

    /** Ends a round: others may place in its markets again. What it did not come to send is not sent any more. */
    public synchronized List<String> finish(Round round) {
        for (Sent sent : round.unsent()) {
            round.sending(sent);
            refused(round, sent, "not sent", false);
        }
        if (placing.remove(round)) {
            busy.removeAll(round.tickers());
        }
        return round.lines();
    }

    /** Ends a round that failed on the way. */
    public List<String> failed(@Nullable Round round, String reason) {
        LOG.error("Orders were not sent: {}", reason);
        if (round == null) {
            return List.of("nothing was sent: " + reason);
        }
        List<String> lines = new ArrayList<>(finish(round));
        lines.add("not all was sent: " + reason);
        return lines;
    }

    /** Has the ledger know what is known here; what it does not take now it is offered again. */
    public void keep() {
        Changes changes = orders.changes();
        try {
            if (!changes.isEmpty()) {
                rows.save(changes);
            }
            orders.saved();
        } catch (DataAccessException away) {
            orders.unsaved(changes);
            LOG.warn("What became of orders is not in the ledger yet: {}", away.getMessage());
        }
    }

    /** Orders of ours to ask the exchange about, by its ids. */
    public List<String> doubts() {
        return orders.doubts();
    }

    /** How an order stands that was asked about; returns as {@link #answered}. */
    public List<Fill> lookedUp(OrderUpdate update) {
        return orders.lookedUp(update);
    }

    /** The exchange does not know an order that was asked about. */
    public void missing(String orderId) {
        orders.missing(orderId);
    }

    /** Requests to find out about. */
    public List<Question> questions() {
        return orders.questions();
    }

    /** What was found out; returns as {@link #answered}. */
    public List<Fill> resolved(Question question, List<WriteOutcome> found) {
        List<Fill> late = new ArrayList<>();
        for (int i = 0; i < question.requestIds().size(); i++) {
            String id = question.requestIds().get(i);
            WriteOutcome outcome = found.get(i);
            if (!(outcome instanceof WriteOutcome.Unknown)) {
                LOG.info("Found out about the request {}: {}", id, outcome);
            }
            late.addAll(orders.resolved(id, outcome));
        }
        return late;
    }

    /** Finding out failed; it is tried again. */
    public void stillUnknown(Question question, String reason) {
        LOG.warn("It could not be found out what became of {}: {}", question.requestIds(), reason);
        question.requestIds().forEach(orders::stillUnknown);
    }
}
