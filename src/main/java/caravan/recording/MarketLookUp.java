package caravan.recording;

import caravan.model.Market;
import caravan.model.Price;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Translates a look-up of a market to a row of {@code markets}.
 *
 * <p>Look-ups are kept as well as they can be: unlike frames they can be asked for again.
 */
public final class MarketLookUp {
    private static final Logger LOG = LoggerFactory.getLogger(MarketLookUp.class);

    private final InstantSource clock;
    private final Counter lost;

    public MarketLookUp(InstantSource clock, MeterRegistry metrics) {
        this.clock = clock;
        this.lost = metrics.counter("recording.markets.lost");
    }

    /** The values in the order of the columns that the insert names. */
    public List<@Nullable Object> row(Market market) {
        return Arrays.asList(
                Columns.micros(clock.instant()),
                market.ticker(),
                market.eventTicker(),
                market.title(),
                market.yesSubTitle(),
                market.noSubTitle(),
                market.status(),
                dollars(market.bid()),
                dollars(market.ask()),
                dollars(market.lastPrice()),
                time(market.openTime()),
                time(market.closeTime()));
    }

    /** Counts a look-up that could not be kept. */
    public void lost(Exception reason) {
        lost.increment();
        LOG.debug("A look-up of a market was not kept", reason);
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant time) {
        return time == null ? null : Columns.micros(time);
    }

    private static @Nullable BigDecimal dollars(@Nullable Price price) {
        return price == null ? null : price.toBigDecimal();
    }
}
