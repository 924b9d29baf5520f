package caravan.risk;

import caravan.model.Approved;
import caravan.model.BookSide;
import caravan.model.Fill;
import caravan.model.OrderRequest;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Quote;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What this program did and met with in the last minutes, as far as checks ask. Thread-safe. */
public final class Conduct {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Duration BURST = Duration.ofSeconds(15);

    /**
     * What is too much.
     *
     * @param repetitions how often the same order may be placed within a minute; then the market waits five
     * @param burst how many contracts may be filled within 15 seconds, by the size of a quote as it is set now
     * @param burstPause how long nothing new is placed after that
     * @param rejects how many orders in a row the exchange may refuse in one market within five minutes
     * @param rejectsInAll the same over all markets
     */
    record Limits(int repetitions, Supplier<Quantity> burst, Duration burstPause, int rejects, int rejectsInAll) {}

    private record Placed(String ticker, BookSide side, Price price) {
        static Placed of(Quote quote) {
            return new Placed(quote.ticker(), quote.side(), quote.price());
        }
    }

    private record Filled(Instant time, Quantity quantity) {}

    private final Limits limits;
    private final InstantSource clock;
    private final Map<Placed, Deque<Instant>> placed = new HashMap<>();
    private final Map<String, Instant> blocked = new HashMap<>();
    private final Map<String, Deque<Instant>> rejected = new HashMap<>();
    private final Deque<Instant> rejectedInAll = new ArrayDeque<>();
    private final Deque<Filled> filled = new ArrayDeque<>();
    private @Nullable Instant burstTime;
    private boolean burstIsNews;

    Conduct(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** Takes a request that was approved. */
    synchronized void approved(Approved approved) {
        Quote quote = approved.request() instanceof OrderRequest.Create create
                ? create.quote()
                : approved.request() instanceof OrderRequest.Amend amend ? amend.quote() : null;
        if (quote == null) {
            return;
        }
        placed.values().removeIf(times -> forget(times, approved.time(), MINUTE).isEmpty());
        placed.computeIfAbsent(Placed.of(quote), same -> new ArrayDeque<>()).add(approved.time());
    }

    /** Takes one of our own fills. */
    public synchronized void filled(Fill fill) {
        Instant now = clock.instant();
        filled.removeIf(earlier -> isOver(earlier.time(), now, BURST));
        filled.add(new Filled(now, fill.quantity()));
        if (filledLately().compareTo(limits.burst().get()) > 0) {
            burstIsNews |= burst(now).isEmpty();
            burstTime = now;
        }
    }

    /** Whether so much was filled at once that all quotes have to go, and they are not gone yet. */
    public synchronized boolean isNewBurst() {
        return burstIsNews;
    }

    /** All quotes are gone. */
    public synchronized void withdrawn() {
        burstIsNews = false;
    }

    private Quantity filledLately() {
        return filled.stream().map(Filled::quantity).reduce(Quantity.ZERO, Quantity::plus);
    }

    /** The exchange has taken a new order, or a change of one. */
    public synchronized void accepted(String ticker) {
        rejected.remove(ticker);
        rejectedInAll.clear();
    }

    /** The exchange has refused a new order, or a change of one, for what it is and not because nothing trades. */
    public synchronized void rejected(String ticker) {
        Instant now = clock.instant();
        rejected.computeIfAbsent(ticker, first -> new ArrayDeque<>()).add(now);
        rejectedInAll.add(now);
    }

    /** A person has looked at it: what the exchange refused is forgotten. */
    synchronized void forgive() {
        rejected.clear();
        rejectedInAll.clear();
    }

    synchronized Optional<String> repetition(Quote quote, Instant now) {
        Deque<Instant> times = forget(placed.getOrDefault(Placed.of(quote), new ArrayDeque<>()), now, MINUTE);
        if (times.size() >= limits.repetitions()) {
            blocked.put(quote.ticker(), now);
        }
        Instant since = blocked.get(quote.ticker());
        if (since == null || isOver(since, now, FIVE_MINUTES)) {
            blocked.remove(quote.ticker());
            return Optional.empty();
        }
        return Optional.of("the same order was placed %d times within a minute; the market waits until %s"
                .formatted(limits.repetitions(), since.plus(FIVE_MINUTES)));
    }

    synchronized Optional<String> burst(Instant now) {
        return burstTime == null || isOver(burstTime, now, limits.burstPause())
                ? Optional.empty()
                : Optional.of("more than %s contracts were filled within 15 s; nothing new until %s"
                        .formatted(limits.burst().get(), burstTime.plus(limits.burstPause())));
    }

    synchronized Optional<String> rejectedInARow(String ticker, Instant now) {
        int times = forget(rejected.getOrDefault(ticker, new ArrayDeque<>()), now, FIVE_MINUTES)
                .size();
        return times >= limits.rejects()
                ? Optional.of(
                        "the exchange has refused %d orders in a row, limit is %d".formatted(times, limits.rejects()))
                : Optional.empty();
    }

    synchronized Optional<String> rejectedInARow(Instant now) {
        int times = forget(rejectedInAll, now, FIVE_MINUTES).size();
        return times >= limits.rejectsInAll()
                ? Optional.of("the exchange has refused %d orders in a row, limit is %d"
                        .formatted(times, limits.rejectsInAll()))
                : Optional.empty();
    }

    private static Deque<Instant> forget(Deque<Instant> times, Instant now, Duration age) {
        times.removeIf(time -> isOver(time, now, age));
        return times;
    }

    private static boolean isOver(Instant time, Instant now, Duration age) {
        return !now.isBefore(time.plus(age));
    }
}
