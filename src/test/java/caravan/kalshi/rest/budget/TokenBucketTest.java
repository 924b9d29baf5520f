package caravan.kalshi.rest.budget;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.kalshi.rest.budget.TokenBucket.Ticket;
import caravan.model.AccountLimits.Rate;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long MILLIS = TimeUnit.MILLISECONDS.toNanos(1);

    private final TokenBucket bucket = new TokenBucket(new Rate(100, 100), true, 0);

    @Test
    void whoCameFirstIsLetThroughFirst() {
        spend(80, false);
        Ticket first = new Ticket(10, false);
        Ticket second = new Ticket(10, false);
        assertThat(bucket.take(first, 0)).isEqualTo(100 * MILLIS);
        assertThat(bucket.take(second, 0)).isEqualTo(200 * MILLIS);
        assertThat(bucket.take(second, 150 * MILLIS)).isEqualTo(50 * MILLIS);
        assertThat(bucket.take(first, 150 * MILLIS)).isZero();
        assertThat(bucket.take(second, 200 * MILLIS)).isZero();
    }

    /** The tokens of who is ahead stay, however late that one wakes up. */
    @Test
    void nobodyHasToWaitForALateRiser() {
        spend(80, false);
        Ticket late = new Ticket(10, false);
        bucket.take(late, 0);
        Ticket next = new Ticket(10, false);
        bucket.take(next, 0);
        assertThat(bucket.take(next, 200 * MILLIS)).isZero();
        assertThat(bucket.take(late, 200 * MILLIS)).isZero();
    }

    @Test
    void cancelGoesBeforeAllThatWait() {
        spend(80, false);
        spend(20, true);
        Ticket create = new Ticket(10, false);
        assertThat(bucket.take(create, 0)).isEqualTo(300 * MILLIS);
        Ticket cancel = new Ticket(2, true);
        assertThat(bucket.take(cancel, 0)).isEqualTo(20 * MILLIS);
        assertThat(bucket.take(create, 0)).isEqualTo(320 * MILLIS);
        assertThat(bucket.take(cancel, 20 * MILLIS)).isZero();
        assertThat(bucket.waiting()).isEqualTo(1);
    }

    @Test
    void whoGivesUpMakesRoom() {
        spend(80, false);
        Ticket impatient = new Ticket(50, false);
        bucket.take(impatient, 0);
        Ticket next = new Ticket(10, false);
        assertThat(bucket.take(next, 0)).isEqualTo(600 * MILLIS);
        bucket.leave(impatient);
        assertThat(bucket.take(next, 0)).isEqualTo(100 * MILLIS);
    }

    private void spend(int tokens, boolean reduces) {
        Ticket ticket = new Ticket(tokens, reduces);
        assertThat(bucket.take(ticket, 0)).isZero();
        bucket.returned(ticket, 0);
    }
}
