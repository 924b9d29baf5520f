package caravan.orders;

import caravan.model.OrderRequest;
import caravan.model.QuotePlan;
import caravan.model.RestingOrder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins and ends the rounds in which something is asked of the exchange.
 *
 * <p>In one market one round places at a time. What takes back waits for nobody. Thread-safe.
 */
public final class OrderDesk {
    private static final Logger LOG = LoggerFactory.getLogger(OrderDesk.class);

    private final Obstacles obstacles;
    private final Cancels cancels;
    private final OrderGroups groups;
    private final AnswerDesk answers;
    private final Supplier<Duration> life;
    private final InstantSource clock;
    private final Set<String> busy = new HashSet<>();
    private final Set<Round> placing = new HashSet<>();

    /** @param life how long an order is to rest at most, as it is set now */
    OrderDesk(
            Obstacles obstacles,
            Cancels cancels,
            OrderGroups groups,
            AnswerDesk answers,
            Supplier<Duration> life,
            InstantSource clock) {
        this.obstacles = obstacles;
        this.cancels = cancels;
        this.groups = groups;
        this.answers = answers;
        this.life = life;
        this.clock = clock;
    }

    /** Begins a round that brings what rests to what is wanted, in the markets where nothing is in the way. */
    public synchronized Round quote(List<QuotePlan> plans) {
        List<String> lines = new ArrayList<>();
        List<OrderRequest> requests = new ArrayList<>();
        OrderDiff diff = new OrderDiff(life.get());
        Set<String> tickers = new HashSet<>();
        for (QuotePlan plan : plans) {
            String ticker = plan.ticker();
            Optional<String> obstacle = obstacles.in(ticker);
            if (!plan.quotes().isEmpty()) {
                obstacle = obstacle.or(() -> obstacles.pauseIn(ticker)).or(() -> groups.obstacle(ticker));
            }
            if (obstacle.isPresent()) {
                lines.add(ticker + ": waits, for " + obstacle.get());
            } else if (busy.contains(ticker) || !tickers.add(ticker)) {
                lines.add(ticker + ": waits, for orders are on their way there");
            } else {
                requests.addAll(withoutRenewalsOfDecreased(
                        diff.requests(plan.quotes(), obstacles.changeable(ticker), clock.instant())));
            }
        }
        Round round = new Round(tickers, requests, lines);
        busy.addAll(tickers);
        placing.add(round);
        return round;
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

    /**
     * Begins a round that cancels our orders; what others are about to place there is not sent any more.
     *
     * @param tickers the markets; null or none for all
     */
    public synchronized Round cancel(@Nullable List<String> tickers) {
        Predicate<String> concerned = concerned(tickers);
        placing.forEach(round -> round.tickers().stream().filter(concerned).forEach(round::spoil));
        cancels.later(concerned);
        return canceling(cancels.possible(concerned));
    }

    static Predicate<String> concerned(@Nullable List<String> tickers) {
        return tickers == null || tickers.isEmpty() ? ticker -> true : Set.copyOf(tickers)::contains;
    }

    /** Begins a round that cancels what was to be canceled before it could be; null where there is nothing of the kind. */
    public @Nullable Round cancelUnwanted() {
        List<RestingOrder> due = cancels.due();
        return due.isEmpty() ? null : canceling(due);
    }

    private static Round canceling(List<RestingOrder> resting) {
        return new Round(
                Set.of(),
                resting.stream().<OrderRequest>map(OrderRequest.Cancel::new).toList(),
                List.of());
    }

    /** Begins a round that closes positions. */
    public Round exit(List<OrderRequest.Exit> exits) {
        return new Round(Set.of(), List.copyOf(exits), List.of());
    }

    /** Ends a round: others may place in its markets again. What it did not come to send is not sent any more. */
    public synchronized List<String> finish(Round round) {
        for (Sent sent : round.unsent()) {
            round.sending(sent);
            answers.notSent(round, sent, "not sent");
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
}
