package caravan;

import caravan.model.MarketSummary;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.component.seda.SedaEndpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether there is room for one more message before the alerts. What there is none for is let go and counted: nothing that
 * happens to an alert may hold up the books.
 *
 * <p>Prices leave a tenth of the room to what is rare: the next price makes up for a lost one, but a connection that is
 * back says so once. Asked by the one thread of the connection; the counts may be read by any.
 */
public final class NewsRoom implements Predicate {
    private static final Logger LOG = LoggerFactory.getLogger("caravan.alerts");
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);
    private static final int KEPT_FREE = 10;

    private final Counter dropped;
    private final InstantSource clock;
    private volatile @Nullable SedaEndpoint queue;
    private volatile @Nullable Instant lastDropped;
    private @Nullable Instant lastTold;

    public NewsRoom(MeterRegistry meters, InstantSource clock) {
        this.dropped = Counter.builder("alerts.news.dropped")
                .description("messages that the alerts had no room for")
                .register(meters);
        this.clock = clock;
    }

    @Override
    public boolean matches(Exchange exchange) {
        SedaEndpoint endpoint = queue;
        if (endpoint == null) {
            endpoint = exchange.getContext().getEndpoint("seda:market-news", SedaEndpoint.class);
            queue = endpoint;
        }
        int free = endpoint.getQueue().remainingCapacity();
        boolean isPrice = exchange.getMessage().getBody() instanceof MarketSummary;
        if (free > (isPrice ? reserve(endpoint.getQueue(), free) : 0)) {
            return true;
        }
        drop();
        return false;
    }

    private static int reserve(Collection<?> waiting, int free) {
        return (waiting.size() + free) / KEPT_FREE;
    }

    private void drop() {
        dropped.increment();
        Instant now = clock.instant();
        lastDropped = now;
        if (lastTold == null || !now.isBefore(lastTold.plus(BETWEEN_LINES))) {
            lastTold = now;
            LOG.warn(
                    "The alerts do not keep up with the market data, which goes on. Messages not looked at so far: {}",
                    dropped());
        }
    }

    /** How many messages were let go. */
    public long dropped() {
        return (long) dropped.count();
    }

    /** Whether any was within the last minute. */
    public boolean isShort() {
        Instant last = lastDropped;
        return last != null && clock.instant().isBefore(last.plus(BETWEEN_LINES));
    }
}
