package caravan.sandbox.exchange;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What the exchange takes for the present: the real clock, or one that is wrong on purpose.
 *
 * <p>Used from the event loop only.
 */
final class ExchangeClock implements InstantSource {
    private final InstantSource real;
    private Duration skew = Duration.ZERO;

    ExchangeClock(InstantSource real) {
        this.real = real;
    }

    /** @param ahead negative where the exchange is late */
    void skew(Duration ahead) {
        skew = ahead;
    }

    @Override
    public Instant instant() {
        return real.instant().plus(skew);
    }
}
