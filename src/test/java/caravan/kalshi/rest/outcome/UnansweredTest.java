package caravan.kalshi.rest.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.kalshi.catalogue.Operations;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnansweredTest {
    private static final Instant BEGUN = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void isOverAMinuteAfterItsFailureWasSeen() {
        Unanswered request = seenAt(BEGUN.plusSeconds(10));
        assertThat(request.isTooLateAt(BEGUN.plusSeconds(69), Patience.USUAL)).isFalse();
        assertThat(request.isTooLateAt(BEGUN.plusSeconds(70), Patience.USUAL)).isTrue();
    }

    @Test
    void isNotOverSoonerBecauseTheClockWasSetBack() {
        Unanswered request = seenAt(BEGUN.minusSeconds(200));
        assertThat(request.isTooLateAt(BEGUN.plusSeconds(59), Patience.USUAL)).isFalse();
        assertThat(request.isTooLateAt(BEGUN.plusSeconds(60), Patience.USUAL)).isTrue();
    }

    private static Unanswered seenAt(Instant ended) {
        return new Unanswered(Operations.named("CreateOrderV2"), Map.of(), BEGUN, ended);
    }
}
