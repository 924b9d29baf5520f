package caravan.orders;

import caravan.model.Action;
import caravan.model.Approved;
import caravan.model.BookSide;
import caravan.model.Fill;
import caravan.model.OrderReceipt;
import caravan.model.OrderRequest;
import caravan.model.OrderUpdate;
import caravan.model.Outcome;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Quote;
import caravan.model.RestingOrder;
import caravan.model.WriteOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One order at an exchange that is the truth, and what {@link OwnOrders} hears of it: late, twice, in any order, or never.
 *
 * <p>The exchange's clock often stands still between two changes.
 */
final class OneOrder {
    static final String TICKER = "M";
    private static final String ORDER_ID = "o-1";

    private Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private final InstantSource clock = () -> now;
    private final OrderIndex index = new OrderIndex();
    private final OwnOrders orders;
    private final OrderEntry entry;
    private final Answers answers = new Answers(index);
    private final Inquiries inquiries = new Inquiries(index, clock);
    private final Obstacles obstacles = new Obstacles(index, clock);
    private final Cancels cancels = new Cancels(index);
    private final LookUps lookUps;
    private final SplittableRandom random;
    private final List<Runnable> mail = new ArrayList<>();
    private final Set<String> positions = new HashSet<>();
    private int approvals;
    private int trades;

    // The truth.
    private boolean exists;
    private boolean ended;
    private String clientOrderId = "";
    private Price price = Price.ofCents(1);
    private Quantity filled = Quantity.ZERO;
    private Quantity remaining = Quantity.ZERO;
    private Quantity untaken = Quantity.ZERO;
    private Status end = Status.REJECTED;

    OneOrder(ClientOrderIds ids, long seed) {
        orders = new OwnOrders(index, ids);
        entry = new OrderEntry(index, ids);
        lookUps = new LookUps(index, orders, clock);
        random = new SplittableRandom(seed);
    }

    void live() {
        request(new OrderRequest.Create(quote()));
        for (int step = 0; step < 12; step++) {
            switch (random.nextInt(6)) {
                case 0 -> change();
                case 1 -> trade(Quantity.ofContracts(1 + random.nextInt(3)));
                case 2 ->
                    cancels.possible(ticker -> true).stream()
                            .filter(order -> random.nextInt(3) == 0)
                            .forEach(order -> request(new OrderRequest.Cancel(order)));
                case 3 -> look();
                default -> deliver();
            }
            requireEnough();
        }
        if (random.nextBoolean()) {
            finish(Status.EXPIRED, "ExpiryCancel");
        }
        requireEnough();
        while (!mail.isEmpty()) {
            deliver();
            requireEnough();
        }
        for (int i = 0; i < 4; i++) {
            now = now.plus(Duration.ofSeconds(3));
            look();
            requireEnough();
        }
    }

    /** What must be known when everything was heard. */
    void requireTruth() {
        List<RestingOrder> seen = orders.in(TICKER);
        if (remaining.units() == 0) {
            require(seen.isEmpty(), "nothing may be open, found " + seen);
        } else {
            require(
                    seen.size() == 1
                            && seen.get(0).quantity().equals(remaining)
                            && seen.get(0).price().equals(price)
                            && seen.get(0).clientOrderId().equals(clientOrderId),
                    remaining + " at " + price + " rest, found " + seen);
        }
        require(orders.unknown() == 0, "everything is known, found " + orders.unknown());
        OwnOrder last = index.orders().stream().reduce((one, other) -> other).orElseThrow();
        Status expected = ended || !exists ? end : Status.RESTING;
        boolean early = expected == Status.RESTING && last.status == Status.ACCEPTED;
        require(last.status == expected || early, "it is " + expected + ", found " + Changes.Order.of(last));
        require(last.filled.equals(filled), filled + " are filled, found " + last);
    }

    /** What may be filled, and what positions do not know yet. */
    private void requireEnough() {
        List<RestingOrder> seen = orders.in(TICKER);
        Quantity counted = seen.stream().map(RestingOrder::quantity).reduce(Quantity.ZERO, Quantity::plus);
        require(
                counted.compareTo(remaining.plus(untaken)) >= 0,
                "at least %s and %s must count, found %s".formatted(remaining, untaken, seen));
        require(
                remaining.units() == 0
                        || seen.stream()
                                .anyMatch(order -> order.price().equals(price)
                                        && order.quantity().compareTo(remaining) >= 0),
                "%s at %s must count, found %s".formatted(remaining, price, seen));
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    private Quote quote() {
        return new Quote(
                TICKER,
                BookSide.BID,
                Price.ofCents(40 + random.nextInt(5)),
                Quantity.ofContracts(3 + random.nextInt(8)),
                "test");
    }

    private void change() {
        if (obstacles.in(TICKER).isPresent()) {
            return;
        }
        for (RestingOrder resting : obstacles.changeable(TICKER)) {
            switch (random.nextInt(3)) {
                case 0 -> request(new OrderRequest.Amend(resting, quote()));
                case 1 -> request(new OrderRequest.Renew(resting));
                default -> {
                    if (resting.quantity().compareTo(Quantity.ofContracts(1)) > 0) {
                        request(new OrderRequest.Decrease(resting, Quantity.ofContracts(1)));
                    }
                }
            }
        }
    }

    private void request(OrderRequest request) {
        Approved approved = new Approved(request, ++approvals, now.plusSeconds(600), now);
        entry.prepare(approved, null).ifPresent(sent -> {
            entry.submitted(sent);
            requireEnough();
            boolean arrives = random.nextInt(5) > 0;
            @Nullable OrderReceipt receipt = arrives ? carryOut(sent) : null;
            if (random.nextInt(4) == 0 || !arrives && random.nextBoolean()) {
                answers.unknown(sent.requestId(), "no answer", clock.instant());
                mail.add(() -> {
                    inquiries.questions();
                    heard(inquiries.resolved(sent.requestId(), found(sent, receipt)));
                });
            } else if (receipt == null) {
                boolean over = exists && ended;
                mail.add(() -> answers.rejected(sent.requestId(), "refused", over));
            } else {
                mail.add(() -> heard(answers.accepted(sent.requestId(), receipt)));
            }
        });
    }

    /** What takes back is repeated by who finds out. */
    private WriteOutcome found(Sent sent, @Nullable OrderReceipt receipt) {
        if (sent.kind().reduces()) {
            carryOut(sent);
            return new WriteOutcome.Done(ORDER_ID, clientOrderId, filled, remaining);
        }
        if (receipt != null || exists && ended) {
            return new WriteOutcome.Done(ORDER_ID, clientOrderId, filled, remaining);
        }
        return new WriteOutcome.NotDone("not done: " + sent.text());
    }

    private @Nullable OrderReceipt carryOut(Sent sent) {
        tick();
        OrderRequest request = sent.request();
        if (request instanceof OrderRequest.Create create) {
            exists = true;
            clientOrderId = sent.requestId();
            price = create.quote().price();
            remaining = create.quote().quantity();
            tell(null);
            return new OrderReceipt.Placed(ORDER_ID, clientOrderId, Quantity.ZERO, remaining, null, null, now);
        }
        if (ended) {
            return null;
        }
        if (sent.kind().amends()) {
            Quantity total = Objects.requireNonNull(sent.submission().total());
            if (total.compareTo(filled) <= 0) {
                return null;
            }
            price = request instanceof OrderRequest.Amend amend ? amend.quote().price() : price;
            clientOrderId = sent.requestId();
            remaining = total.minus(filled);
            tell("Amend");
            return new OrderReceipt.Amended(ORDER_ID, clientOrderId, null, null, null, null, now);
        }
        if (request instanceof OrderRequest.Decrease decrease) {
            if (remaining.compareTo(decrease.quantity()) <= 0) {
                return null;
            }
            remaining = decrease.quantity();
            tell("Decrease");
            return new OrderReceipt.Decreased(ORDER_ID, clientOrderId, remaining, now);
        }
        Quantity reducedBy = remaining;
        finish(Status.CANCELED, null);
        return new OrderReceipt.Canceled(ORDER_ID, null, reducedBy, now);
    }

    private void trade(Quantity most) {
        Quantity quantity = remaining.compareTo(most) < 0 ? remaining : most;
        if (quantity.units() == 0) {
            return;
        }
        tick();
        filled = filled.plus(quantity);
        remaining = remaining.minus(quantity);
        untaken = untaken.plus(quantity);
        Fill fill = new Fill(
                "t" + ++trades,
                ORDER_ID,
                random.nextBoolean() ? clientOrderId : null,
                TICKER,
                BookSide.BID,
                Outcome.YES,
                Action.BUY,
                price,
                quantity,
                null,
                null,
                null,
                null,
                now);
        post(() -> deliver(fill));
        if (remaining.units() == 0) {
            ended = true;
            end = Status.FILLED;
        }
        tell("Trade");
    }

    /** Positions take a fill in where they know that it is ours; then orders do. */
    private void deliver(Fill fill) {
        boolean ours = orders.isOurs(fill.orderId())
                || fill.clientOrderId() != null && orders.isOurClientOrderId(fill.clientOrderId());
        if (ours && positions.add(fill.tradeId())) {
            untaken = untaken.minus(fill.quantity());
        }
        heard(orders.fill(fill));
    }

    private void heard(List<Fill> late) {
        late.forEach(this::deliver);
    }

    private void finish(Status status, @Nullable String reason) {
        if (exists && !ended) {
            ended = true;
            end = status;
            remaining = Quantity.ZERO;
            tell(reason);
        }
    }

    private void tell(@Nullable String reason) {
        OrderUpdate update = update(reason);
        post(() -> heard(orders.update(update)));
    }

    private OrderUpdate update(@Nullable String reason) {
        OrderUpdate.Status status = !ended
                ? OrderUpdate.Status.RESTING
                : end == Status.FILLED ? OrderUpdate.Status.EXECUTED : OrderUpdate.Status.CANCELED;
        return new OrderUpdate(
                ORDER_ID,
                clientOrderId,
                TICKER,
                BookSide.BID,
                status,
                price,
                filled.plus(remaining),
                filled,
                remaining,
                null,
                null,
                null,
                end == Status.EXPIRED ? "ExpiryCancel" : reason,
                null,
                null,
                now);
    }

    /** Each is told, and one in three twice. */
    private void post(Runnable message) {
        mail.add(message);
        if (random.nextInt(3) == 0) {
            mail.add(message);
        }
    }

    private void deliver() {
        if (!mail.isEmpty()) {
            mail.remove(random.nextInt(mail.size())).run();
        }
    }

    private void look() {
        lookUps.doubts().forEach(id -> heard(lookUps.lookedUp(update(null))));
    }

    private void tick() {
        now = now.plusMillis(random.nextInt(2));
    }
}
