package caravan.trading;

import caravan.kalshi.catalogue.Effect;
import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Operations;
import caravan.kalshi.rest.KalshiException;
import caravan.kalshi.rest.RestDoor;
import caravan.kalshi.rest.UnavailableException;
import caravan.kalshi.wire.Submissions;
import caravan.model.BookSide;
import caravan.model.OrderRequest;
import caravan.model.Page;
import caravan.model.StreamMessage;
import caravan.model.Submission;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.EngineListener;
import caravan.sandbox.engine.Fill;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.MarketChange;
import caravan.sandbox.engine.MarketResult;
import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.Position;
import caravan.sandbox.engine.Settlement;
import caravan.sandbox.engine.Trade;
import caravan.sandbox.engine.UpdateReason;
import caravan.sandbox.exchange.rest.Answer;
import caravan.sandbox.exchange.rest.Records;
import caravan.sandbox.exchange.rest.RestApi;
import caravan.sandbox.exchange.rest.RestOptions;
import caravan.sandbox.exchange.stream.PrivateFrames;
import caravan.sandbox.simulation.World;
import caravan.sandbox.simulation.WorldOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sandbox's engine and its world, asked without a connection, and all that can go wrong on the way there and back. */
final class SimulatedExchange implements EngineListener {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int READ_ATTEMPTS = 3;
    private static final Duration SHORT_MARKETS = Duration.ofMinutes(15);
    /** Sooner than the world itself says how a market ended. */
    private static final Duration DECISION = Duration.ofSeconds(3);

    /**
     * What was sent and is neither carried out nor lost yet.
     *
     * @param quantity of an amendment, contracts in all: what trades meanwhile is among them
     * @param orderId null for a new order
     */
    record UnderWay(
            String ticker,
            BookSide side,
            int price,
            long quantity,
            @Nullable String orderId) {}

    final World world;
    final Records records = new Records(account -> account.name().equals("own"));
    final Map<Mishap, Integer> mishaps = new EnumMap<>(Mishap.class);
    final Map<String, Integer> requests = new HashMap<>();
    final List<Fill> fills = new ArrayList<>();
    final List<Settlement> settlements = new ArrayList<>();
    final Set<UnderWay> underWay = new HashSet<>();
    final Worth worth = new Worth();
    /** What asks for orders and is not answered, or was not when the program was killed. */
    final Troubles troubles = new Troubles();
    /** Is shown each request that could lead to a larger position, when it is sent. */
    Consumer<OrderRequest> growth = request -> {};

    private final Set<String> given = new HashSet<>();
    private final RestApi api;
    private final Random random;
    private SimulatedTime time;
    boolean isFaulty = true;
    /** Who hears the private connection; null where nobody is connected. */
    @Nullable
    Consumer<StreamMessage> listener;

    Duration updatesLate = Duration.ZERO;
    boolean updatesTwice;
    boolean updatesDisordered;
    boolean updatesWithheld;
    private long lastFrame;

    SimulatedExchange(long seed, long start) {
        random = new Random(seed);
        WorldOptions options = new WorldOptions(seed, start, WorldOptions.DEFAULT_CASH, Duration.ofDays(1), 1, true);
        world = new World(options.withShortMarkets(SHORT_MARKETS), this);
        api = new RestApi(world, records, List::of, RestOptions.DEFAULT.unlimited());
    }

    void in(SimulatedTime other) {
        time = other;
    }

    Account own() {
        return world.own();
    }

    void count(Mishap mishap) {
        mishaps.merge(mishap, 1, Integer::sum);
    }

    // --- Requests
    // -----------------------------------------------------------------------------------------------------

    /** What {@code kalshi:} does with a body that passed risk. */
    Object send(String operation, Object body) {
        Map<String, Object> parameters = Submissions.parameters(operation, body).orElseThrow();
        List<UnderWay> added = new ArrayList<>();
        List<?> several = body instanceof List<?> list ? list : List.of(body);
        for (Object one : several) {
            if (one instanceof Submission submission) {
                add(submission, added);
            }
        }
        return call(Operations.named(operation), parameters, added);
    }

    private void add(Submission submission, List<UnderWay> added) {
        OrderRequest request = submission.approved().request();
        growth.accept(request);
        String id = submission.newClientOrderId() == null ? submission.clientOrderId() : submission.newClientOrderId();
        if (request instanceof OrderRequest.Create create) {
            added.add(new UnderWay(
                    create.ticker(),
                    create.quote().side(),
                    create.quote().price().units(),
                    create.quote().quantity().units(),
                    null));
        } else if (request instanceof OrderRequest.Amend amend) {
            added.add(new UnderWay(
                    amend.ticker(),
                    amend.quote().side(),
                    amend.quote().price().units(),
                    Objects.requireNonNull(submission.total()).units(),
                    submission.orderId()));
        } else if (!(request instanceof OrderRequest.Exit) && !(request instanceof OrderRequest.Renew)) {
            return;
        }
        if (!given.add(id)) {
            throw new AssertionError("expected each client order id once, found " + id + " twice");
        }
    }

    /** Reads are tried again, as the client does. */
    Object call(Operation operation, Map<String, ?> parameters) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call(operation, parameters, List.of());
            } catch (UnavailableException passing) {
                if (operation.effect() != Effect.READ || attempt == READ_ATTEMPTS) {
                    throw passing;
                }
                time.sleep(Duration.ofMillis(500L * attempt));
            }
        }
    }

    Object call(String operation, Map<String, ?> parameters) {
        return call(Operations.named(operation), parameters);
    }

    <T> List<Page<T>> pages(String operation, Map<String, ?> parameters) {
        List<Page<T>> pages = new ArrayList<>();
        Map<String, Object> asked = new HashMap<>(parameters);
        while (true) {
            @SuppressWarnings("unchecked")
            Page<T> page = (Page<T>) call(operation, asked);
            pages.add(page);
            if (page.isLast()) {
                return pages;
            }
            asked.put("cursor", page.cursor());
        }
    }

    private Object call(Operation operation, Map<String, ?> parameters, List<UnderWay> added) {
        requests.merge(operation.name(), 1, Integer::sum);
        boolean read = operation.effect() == Effect.READ;
        Mishap mishap = mishap(read);
        if (!read && mishap != null && mishap.leavesInDoubt()) {
            troubles.unanswered(time.now());
        }
        underWay.addAll(added);
        time.sleep(Duration.ofMillis(3 + random.nextInt(40)));
        if (mishap == Mishap.CARRIED_OUT_LATE) {
            time.in(Duration.ofMillis(1_000 + random.nextInt(28_000)), () -> {
                RestDoor.carryOut(api, operation, parameters, own());
                added.forEach(underWay::remove);
            });
            time.sleep(TIMEOUT);
            throw RestDoor.unanswered(operation);
        }
        if (mishap == Mishap.REQUEST_LOST || mishap == Mishap.TOO_MANY_REQUESTS || mishap == Mishap.UNAVAILABLE) {
            added.forEach(underWay::remove);
            if (mishap == Mishap.REQUEST_LOST) {
                time.sleep(TIMEOUT);
                throw RestDoor.unanswered(operation);
            }
            throw RestDoor.status(operation, mishap == Mishap.TOO_MANY_REQUESTS ? 429 : 503);
        }
        Answer answer = RestDoor.carryOut(api, operation, parameters, own());
        added.forEach(underWay::remove);
        if (mishap == Mishap.ANSWER_LOST) {
            time.sleep(TIMEOUT);
            throw RestDoor.unanswered(operation);
        }
        if (mishap == Mishap.DONE_AND_FAILED) {
            throw RestDoor.status(operation, 503);
        }
        if (!read) {
            troubles.answered(operation.name(), answer, time.now());
        }
        time.sleep(
                Duration.ofMillis(3 + random.nextInt(40) + (mishap == Mishap.ANSWER_LATE ? random.nextInt(8_000) : 0)));
        return RestDoor.read(operation, parameters, answer);
    }

    private @Nullable Mishap mishap(boolean read) {
        if (!isFaulty || random.nextInt(read ? 60 : 30) > 0) {
            return null;
        }
        Mishap[] kinds = Mishap.values();
        Mishap chosen = kinds[random.nextInt(Mishap.DONE_AND_FAILED.ordinal() + 1)];
        if (read && (chosen == Mishap.CARRIED_OUT_LATE || chosen == Mishap.DONE_AND_FAILED)) {
            chosen = Mishap.UNAVAILABLE;
        }
        count(chosen);
        return chosen;
    }

    // --- The private connection
    // ---------------------------------------------------------------------------------------

    private void tell(StreamMessage message) {
        Consumer<StreamMessage> who = listener;
        if (who == null || time == null || updatesWithheld && random.nextBoolean()) {
            return;
        }
        long delay = 2_000 + random.nextInt(20_000);
        if (!updatesLate.isZero()) {
            delay += random.nextInt((int) (updatesLate.toNanos() / 1_000));
        }
        long at = time.now() + delay;
        if (!updatesDisordered) {
            at = Math.max(lastFrame, at);
            lastFrame = at;
        }
        for (int i = updatesTwice && random.nextInt(3) == 0 ? 2 : 1; i > 0; i--) {
            time.in(Duration.ofNanos((at - time.now()) * 1_000), () -> {
                if (listener == who) {
                    who.accept(message);
                }
            });
            at += updatesTwice ? random.nextInt(2_000_000) : 0;
        }
    }

    private static boolean isOwn(Order order) {
        return order.account().name().equals("own");
    }

    @Override
    public void filled(Fill fill) {
        records.filled(fill);
        if (isOwn(fill.order())) {
            fills.add(fill);
            worth.filled(fill);
            tell(PrivateFrames.fill(fill));
        }
    }

    @Override
    public void orderChanged(Order order, @Nullable UpdateReason reason) {
        records.orderChanged(order, reason);
        if (isOwn(order)) {
            tell(PrivateFrames.order(order, reason));
        }
    }

    @Override
    public void bookChanged(Market market, BookSide side, int price, long change, Order cause) {
        records.bookChanged(market, side, price, change, cause);
    }

    @Override
    public void traded(Trade trade) {
        records.traded(trade);
    }

    @Override
    public void positionChanged(Position position) {
        records.positionChanged(position);
    }

    @Override
    public void marketChanged(Market market, MarketChange change) {
        records.marketChanged(market, change);
        if (change == MarketChange.CLOSED && random.nextInt(5) < 2) {
            MarketResult result =
                    random.nextInt(3) == 0 ? MarketResult.VOID : MarketResult.scalar(100 * (1 + random.nextInt(99)));
            time.in(DECISION, () -> world.engine().life().determine(market, result));
        }
    }

    @Override
    public void settled(Settlement settlement) {
        records.settled(settlement);
        if (settlement.account().name().equals("own")) {
            settlements.add(settlement);
            worth.settled(settlement);
        }
    }

    static boolean isPassing(Exception failure) {
        return failure instanceof KalshiException;
    }
}
