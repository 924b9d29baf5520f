package caravan.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A market, or the event it belongs to, came to be or changed.
 *
 * @param ticker the market; null when the message is about an event
 * @param eventTicker the event; null where the message does not name it
 * @param change the exchange's word for it, for example {@code created} or {@code determined}
 * @param settlementValue dollars a YES contract pays
 * @param details the whole message body as JSON text: it differs by kind of change
 */
public record MarketLifecycle(
        @Nullable String ticker,
        @Nullable String eventTicker,
        String change,
        @Nullable Instant openTime,
        @Nullable Instant closeTime,
        @Nullable Instant determinedTime,
        @Nullable Instant settledTime,
        @Nullable String result,
        @Nullable Money settlementValue,
        String details)
        implements StreamMessage {}
