package caravan.kalshi.rest;

import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Operations;
import caravan.kalshi.rest.budget.RequestBudget;
import caravan.model.AccountLimits;
import caravan.model.RequestCosts;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the exchange for the account's limits and what requests cost, so that the budget is the account's own.
 *
 * <p>Once, when first something is signed; again after a 429, which says that they are not what they were taken for.
 * Thread-safe.
 */
final class LimitsInquiry {
    private static final Logger LOG = LoggerFactory.getLogger(LimitsInquiry.class);
    private static final Operation LIMITS = Operations.named("GetAccountApiLimits");
    private static final Operation COSTS = Operations.named("GetAccountEndpointCosts");
    /** No inquiry follows another one sooner, whatever became of that. */
    private static final Duration LEAST_APART = Duration.ofMinutes(1);

    private final RestClient client;
    private final RequestBudget budget;
    private final LongSupplier nanos;
    private final Executor background;
    private final Object asking = new Object();
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicLong earliest;

    LimitsInquiry(RestClient client, RequestBudget budget, LongSupplier nanos, Executor background) {
        this.client = client;
        this.budget = budget;
        this.nanos = nanos;
        this.background = background;
        this.earliest = new AtomicLong(nanos.getAsLong());
    }

    /** Before a signed request. */
    void firstUse() {
        if (!budget.isKnown()) {
            begin();
        }
    }

    /** Asks in the background, unless that was done a moment ago. */
    void begin() {
        if (!budget.isFixed() && isDue() && running.compareAndSet(false, true)) {
            background.execute(this::run);
        }
    }

    /** Asks and waits for the answer, where a request would be refused because of limits that are only assumed. */
    void now() {
        synchronized (asking) {
            if (!budget.isKnown()) {
                ask();
            }
        }
    }

    private boolean isDue() {
        return nanos.getAsLong() - earliest.get() >= 0;
    }

    private void run() {
        try {
            synchronized (asking) {
                ask();
            }
        } finally {
            running.set(false);
        }
    }

    private void ask() {
        earliest.set(nanos.getAsLong() + LEAST_APART.toNanos());
        try {
            AccountLimits limits = (AccountLimits) client.call(LIMITS, Map.of());
            RequestCosts costs = (RequestCosts) client.call(COSTS, Map.of());
            budget.learn(limits, costs);
            LOG.info(
                    "The account's tier is {}: {} tokens a second for reads, {} for writes",
                    limits.tier(),
                    limits.read().refill(),
                    limits.write().refill());
        } catch (RuntimeException failure) {
            if (client.isEnding()) {
                LOG.debug("The account's limits were not asked for", failure);
            } else {
                LOG.info(
                        "The account's limits are not known yet, those of tier {} count: {}",
                        budget.status().limits().tier(),
                        failure.getMessage());
            }
        }
    }
}
