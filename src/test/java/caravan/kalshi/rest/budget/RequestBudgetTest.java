package caravan.kalshi.rest.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Operations;
import caravan.model.AccountLimits;
import caravan.model.AccountLimits.Rate;
import caravan.model.RequestCosts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RequestBudgetTest {
    private static final Operation CREATE = Operations.named("CreateOrderV2");
    private static final Operation CANCEL = Operations.named("CancelOrderV2");
    private static final Operation CREATES = Operations.named("BatchCreateOrdersV2");
    private static final Operation FILLS = Operations.named("GetFills");

    private static final long MILLIS_300 = TimeUnit.MILLISECONDS.toNanos(300);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Duration> waits = new ArrayList<>();
    private long now = 1_000;
    private Runnable passing = () -> {};
    private RandomGenerator random = new Random(1);
    private final RequestBudget budget = budget(AccountLimits.BASIC, Duration.ofSeconds(10));

    @Test
    void fullBucketLetsABurstThroughAndThenPacesIt() throws Exception {
        for (int i = 0; i < 8; i++) {
            sent(CREATE);
        }
        assertThat(waits).isEmpty();
        sent(CREATE);
        sent(CREATE);
        assertThat(waits).containsExactly(Duration.ofMillis(100), Duration.ofMillis(100));
    }

    @Test
    void readsAndWritesArePaidApart() throws Exception {
        for (int i = 0; i < 8; i++) {
            sent(CREATE);
        }
        for (int i = 0; i < 60; i++) {
            sent(FILLS);
        }
        assertThat(waits).isEmpty();
    }

    @Test
    void whatRequestsHaveCostIsCounted() throws Exception {
        sent(CREATE);
        sent(FILLS);
        sent(FILLS);
        assertThat(spent("write")).isEqualTo(10);
        assertThat(spent("read")).isEqualTo(20);
    }

    private double spent(String kind) {
        return meters.get("kalshi.budget.spent").tag("budget", kind).counter().count();
    }

    /** What a full bucket of creates has placed can be taken back at once, one by one. */
    @Test
    void cancelsArePossibleWhenWritesAreUsedUp() throws Exception {
        for (int i = 0; i < 8; i++) {
            sent(CREATE);
        }
        for (int i = 0; i < 10; i++) {
            sent(CANCEL);
        }
        assertThat(waits).isEmpty();
        sent(CANCEL);
        assertThat(waits).containsExactly(Duration.ofMillis(20));
    }

    @Test
    void waitIsBoundedAndSaysSo() throws Exception {
        RequestBudget hasty = budget(AccountLimits.BASIC, Duration.ofMillis(50));
        for (int i = 0; i < 8; i++) {
            hasty.admit(CREATE, 1).over();
        }
        assertThatExceptionOfType(BudgetException.class)
                .isThrownBy(() -> hasty.admit(CREATE, 1))
                .withMessage("expected tokens of the write budget within 50 ms, found 20 and 0 requests waiting");
        assertThat(waits).isEmpty();
        assertThat(hasty.status().refusedHere()).isEqualTo(1);
        assertThat(hasty.status().isShort()).isTrue();
        assertThat(hasty.status().waiting()).isZero();
        now += TimeUnit.MINUTES.toNanos(1);
        assertThat(hasty.status().isShort()).isFalse();
    }

    @Test
    void batchThatNeverFitsIsRefusedWithTheLargestThatDoes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> budget.admit(CREATES, 9))
                .withMessage("BatchCreateOrdersV2: expected at most 8 at once (10 tokens each; tier basic allows 80"
                        + " beside what is kept for cancels), found 9; send them in parts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> budget.admit(Operations.named("BatchCancelOrdersV2"), 51))
                .withMessageContaining("at most 50 at once (2 tokens each; tier basic allows 100)");
    }

    @Test
    void exchangesOwnCostsWin() throws Exception {
        budget.learn(
                new AccountLimits("expert", new Rate(600, 600), new Rate(600, 1800)),
                new RequestCosts(
                        10,
                        List.of(
                                new RequestCosts.Cost("DELETE", "/trade-api/v2/portfolio/events/orders/:order_id", 7),
                                new RequestCosts.Cost("GET", "/trade-api/v2/portfolio/fills", 600))));
        sent(CANCEL);
        assertThat(budget.status().writeTokens()).isEqualTo(93);
        sent(FILLS);
        assertThat(budget.status().readTokens()).isZero();
        assertThat(budget.status().limits().tier()).isEqualTo("expert");
        now += TimeUnit.SECONDS.toNanos(10);
        assertThat(budget.status().writeTokens()).isEqualTo(1_800);
    }

    /** Nobody knows when a request that is under way is paid for there. */
    @Test
    void whatIsUnderWayIsNotPaidBackBeforeItsAnswer() throws Exception {
        RequestBudget.Permit slow = budget.admit(CREATE, 1);
        now += TimeUnit.SECONDS.toNanos(60);
        assertThat(budget.status().writeTokens()).isEqualTo(90);
        slow.over();
        now += TimeUnit.MILLISECONDS.toNanos(50);
        assertThat(budget.status().writeTokens()).isEqualTo(95);
    }

    @Test
    void refusalEmptiesTheBucketAndEveryOneInARowPausesLonger() throws Exception {
        random = new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public double nextDouble() {
                return 0.5;
            }
        };
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waits.clear();
            RequestBudget.Permit permit = budget.admit(FILLS, 1);
            pauses.addAll(waits);
            permit.refused();
            permit.over();
        }
        assertThat(pauses).containsExactly(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1));
        RequestBudget.Permit permit = budget.admit(FILLS, 1);
        permit.accepted();
        permit.over();
        waits.clear();
        RequestBudget.Permit next = budget.admit(FILLS, 1);
        next.refused();
        next.over();
        budget.admit(FILLS, 1);
        assertThat(waits.get(waits.size() - 1)).isEqualTo(Duration.ofMillis(250));
        assertThat(budget.status().refusedThere()).isEqualTo(5);
    }

    @Test
    void requestsRefusedTogetherAreOneRefusal() throws Exception {
        RequestBudget.Permit one = budget.admit(FILLS, 1);
        RequestBudget.Permit two = budget.admit(FILLS, 1);
        one.refused();
        now += 1_000;
        two.refused();
        one.over();
        two.over();
        sent(FILLS);
        assertThat(waits).singleElement().satisfies(wait -> assertThat(wait).isLessThan(Duration.ofMillis(375)));
    }

    @Test
    void cancelDoesNotWaitForTheEndOfThePause() throws Exception {
        RequestBudget.Permit create = budget.admit(CREATE, 1);
        create.refused();
        create.over();
        sent(CANCEL);
        assertThat(waits).containsExactly(Duration.ofMillis(20));
    }

    /** Whatever requests take on their way, the exchange finds tokens for each. */
    @Test
    void neverSpendsMoreThanTheExchangeCounts() throws Exception {
        SplittableRandom seeded = new SplittableRandom(7);
        TheirBucket theirs = new TheirBucket(new Rate(100, 100), now);
        PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingLong(Event::time));
        passing = () -> {
            while (!events.isEmpty() && events.element().time() <= now) {
                events.remove().action().run();
            }
        };
        for (int i = 0; i < 20_000; i++) {
            Operation operation = seeded.nextInt(4) == 0 ? CANCEL : CREATE;
            RequestBudget.Permit permit = budget.admit(operation, 1);
            long arrives = now + seeded.nextLong(MILLIS_300);
            events.add(new Event(arrives, () -> theirs.arrived(operation.cost(), arrives)));
            events.add(new Event(arrives + seeded.nextLong(MILLIS_300), permit::over));
            pass(seeded.nextLong(TimeUnit.MILLISECONDS.toNanos(seeded.nextInt(50) == 0 ? 3_000 : 20)));
        }
        assertThat(theirs.arrived).isGreaterThan(19_000);
        assertThat(theirs.refused).isZero();
    }

    private record Event(long time, Runnable action) {}

    private static final class TheirBucket {
        private final Rate rate;
        private double tokens;
        private long counted;
        private int arrived;
        private int refused;

        TheirBucket(Rate rate, long now) {
            this.rate = rate;
            this.tokens = rate.capacity();
            this.counted = now;
        }

        void arrived(int cost, long time) {
            tokens = Math.min(rate.capacity(), tokens + (time - counted) / 1e9 * rate.refill());
            counted = time;
            arrived++;
            if (tokens < cost - 1e-6) {
                refused++;
            } else {
                tokens -= cost;
            }
        }
    }

    private void pass(long nanos) {
        now += nanos;
        passing.run();
    }

    private void sent(Operation operation) throws Exception {
        budget.admit(operation, 1).over();
    }

    private RequestBudget budget(AccountLimits limits, Duration longestWait) {
        RandomGenerator current = new RandomGenerator() {
            @Override
            public long nextLong() {
                return random.nextLong();
            }

            @Override
            public double nextDouble() {
                return random.nextDouble();
            }
        };
        Sleeper sleeper = wait -> {
            waits.add(wait);
            pass(wait.toNanos());
        };
        return new RequestBudget(limits, longestWait, new Pace(() -> now, sleeper, current), meters);
    }
}
