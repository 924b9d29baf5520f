package caravan.kalshi.rest.budget;

import caravan.kalshi.catalogue.Budget;
import caravan.kalshi.catalogue.Effect;
import caravan.kalshi.catalogue.Operation;
import caravan.model.AccountLimits;
import caravan.model.RequestCosts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets requests through as the account's limits allow: reads and writes apart, each in turn, nobody waiting longer than
 * a bound.
 *
 * <p>Requests without a signature are paid from the same read budget, and writes to any shard from the one for writes:
 * the exchange is more generous there, so that what is counted here is never more than it has. Thread-safe.
 */
public final class RequestBudget {
    private static final Duration SHORT_FOR = Duration.ofMinutes(1);

    private final Duration longestWait;
    private final Pace pace;
    private final Purse read;
    private final Purse write;
    private final AtomicLong refusedHere = new AtomicLong();
    private final AtomicLong refusedThere = new AtomicLong();
    private final boolean fixed;
    private volatile long shortUntil;
    private volatile AccountLimits limits;
    private volatile boolean known;
    private volatile Costs costs = Costs.CATALOGUE;

    /** What pays for one kind of requests. */
    private record Purse(String name, TokenBucket bucket, Counter spent, Timer waits) {}

    /** A budget with limits that nobody has to ask for. */
    public RequestBudget(AccountLimits limits, Duration longestWait, Pace pace, MeterRegistry meters) {
        this(limits, true, longestWait, pace, meters);
    }

    private RequestBudget(AccountLimits limits, boolean fixed, Duration longestWait, Pace pace, MeterRegistry meters) {
        this.limits = limits;
        this.known = fixed;
        this.fixed = fixed;
        this.longestWait = longestWait;
        this.pace = pace;
        this.read = purse("read", new TokenBucket(limits.read(), false, now()), meters);
        this.write = purse("write", new TokenBucket(limits.write(), true, now()), meters);
    }

    private Purse purse(String name, TokenBucket bucket, MeterRegistry meters) {
        Gauge.builder("kalshi.budget.tokens", bucket, counted -> counted.tokens(now()))
                .description("Tokens that requests may spend now; a usual one costs ten")
                .tag("budget", name)
                .register(meters);
        Timer waits = Timer.builder("kalshi.budget.wait")
                .description("How long requests waited for tokens, those that had to")
                .tag("budget", name)
                .register(meters);
        Counter spent = Counter.builder("kalshi.budget.spent")
                .description("Tokens that requests have cost")
                .tag("budget", name)
                .register(meters);
        return new Purse(name, bucket, spent, waits);
    }

    /** A budget with the limits that every account has, until the exchange has told its own. */
    public static RequestBudget assumed(Duration longestWait, Pace pace, MeterRegistry meters) {
        return new RequestBudget(AccountLimits.BASIC, false, longestWait, pace, meters);
    }

    /** A request that is paid for. Say how it ended, once. */
    public final class Permit {
        private final TokenBucket bucket;
        private final TokenBucket.Ticket ticket;

        private Permit(TokenBucket bucket, TokenBucket.Ticket ticket) {
            this.bucket = bucket;
            this.ticket = ticket;
        }

        /** The request is over, with whatever answer or none. */
        public void over() {
            bucket.returned(ticket, now());
        }

        /** The exchange did not find it one too many. */
        public void accepted() {
            bucket.accepted(ticket);
        }

        /** The exchange found it one too many. */
        public void refused() {
            refusedThere.incrementAndGet();
            bucket.refused(ticket, now(), pace.spread());
        }
    }

    /**
     * Waits until the request may be sent.
     *
     * @param items how many things the one request is for
     * @throws BudgetException if it would have to wait too long
     * @throws IllegalArgumentException if it costs more than the budget can ever hold
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public Permit admit(Operation operation, int items) throws BudgetException, InterruptedException {
        Purse purse = purse(operation);
        TokenBucket bucket = purse.bucket();
        int tokens = tokens(operation, items);
        TokenBucket.Ticket ticket = new TokenBucket.Ticket(tokens, reduces(operation));
        long begun = now();
        long wait = bucket.take(ticket, begun);
        if (wait > 0) {
            await(purse, ticket, begun, wait);
        }
        purse.spent().increment(tokens);
        return new Permit(bucket, ticket);
    }

    private int tokens(Operation operation, int items) {
        int each = costs.of(operation);
        int largest = purse(operation).bucket().largest(reduces(operation));
        if (!hasRoomFor(operation, items)) {
            throw new IllegalArgumentException(
                    "%s: expected at most %d at once (%d tokens each; tier %s allows %d%s), found %d; send them in parts"
                            .formatted(
                                    operation,
                                    largest / each,
                                    each,
                                    limits.tier(),
                                    largest,
                                    reduces(operation) ? "" : " beside what is kept for cancels",
                                    items));
        }
        return each * items;
    }

    private void await(Purse purse, TokenBucket.Ticket ticket, long begun, long firstWait)
            throws BudgetException, InterruptedException {
        boolean taken = false;
        try {
            for (long wait = firstWait; wait > 0; wait = purse.bucket().take(ticket, now())) {
                if (now() - begun + wait > longestWait.toNanos()) {
                    refusedHere.incrementAndGet();
                    shortUntil = now() + SHORT_FOR.toNanos();
                    throw new BudgetException(
                            "expected tokens of the %s budget within %d ms, found %d and %d requests waiting"
                                    .formatted(
                                            purse.name(),
                                            longestWait.toMillis(),
                                            purse.bucket().tokens(now()),
                                            purse.bucket().waiting() - 1));
                }
                pace.sleeper().sleep(Duration.ofNanos(wait));
            }
            taken = true;
        } finally {
            if (!taken) {
                purse.bucket().leave(ticket);
            }
            purse.waits().record(Duration.ofNanos(now() - begun));
        }
    }

    /** Whether the budget could ever pay for a request, if the limits are what they are taken for. */
    public boolean hasRoomFor(Operation operation, int items) {
        return (long) costs.of(operation) * items <= purse(operation).bucket().largest(reduces(operation));
    }

    /** Takes over what the exchange tells of the account. */
    public void learn(AccountLimits told, RequestCosts prices) {
        costs = Costs.of(prices);
        read.bucket().rate(told.read(), now());
        write.bucket().rate(told.write(), now());
        limits = told;
        known = true;
    }

    /** Whether the limits are the account's own rather than assumed. */
    public boolean isKnown() {
        return known;
    }

    /** Whether the limits are given, and the exchange is not to be asked for them. */
    public boolean isFixed() {
        return fixed;
    }

    /** How it stands, for people. */
    public BudgetStatus status() {
        return new BudgetStatus(
                limits,
                known,
                read.bucket().tokens(now()),
                write.bucket().tokens(now()),
                read.bucket().waiting() + write.bucket().waiting(),
                refusedHere.get() > 0 && shortUntil - now() > 0,
                refusedHere.get(),
                refusedThere.get());
    }

    private Purse purse(Operation operation) {
        return operation.budget() == Budget.WRITE ? write : read;
    }

    private static boolean reduces(Operation operation) {
        return operation.effect() == Effect.REDUCES;
    }

    private long now() {
        return pace.nanos().getAsLong();
    }
}
