package caravan.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a market paid out to us.
 *
 * @param result the exchange's word: yes, no or scalar
 * @param yes contracts of YES that were held
 * @param yesCost what they had cost
 * @param revenue what was paid out, to the cent
 * @param value what one YES contract was worth, to the cent; null where the exchange does not say
 */
public record Settlement(
        String ticker,
        @Nullable String eventTicker,
        String result,
        Quantity yes,
        Money yesCost,
        Quantity no,
        Money noCost,
        Money revenue,
        @Nullable Money value,
        @Nullable Money fee,
        @Nullable Instant settledTime) {}
