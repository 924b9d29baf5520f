package caravan.notifications;

import caravan.model.Market;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the markets that cards were about, and which of them the exchange could not tell.
 *
 * <p>A title is nice to have, news are not: after a failure the exchange is left alone for a while, so that a slow one
 * holds up one notification and not each. Safe for use by many threads.
 */
public final class MarketCache {
    private static final int LARGEST = 1000;
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration KEPT_WHEN_MISSED = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final Map<String, Answer> entries = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
            return size() > LARGEST;
        }
    };

    public MarketCache(InstantSource clock) {
        this.clock = clock;
    }

    private record Answer(@Nullable Market market, Instant until) {}

    /** The market as last told; null when nothing is known of it. */
    public synchronized @Nullable Market find(String ticker) {
        Answer entry = fresh(ticker);
        return entry == null ? null : entry.market();
    }

    /** Whether the exchange should be asked: not when it has just been asked in vain. */
    public synchronized boolean isWorthAsking(String ticker) {
        return fresh(ticker) == null;
    }

    public synchronized Market remember(Market market) {
        put(market.ticker(), market, KEPT);
        return market;
    }

    /** Takes note of a question without an answer, and answers it with nothing. */
    public synchronized @Nullable Market missed(String ticker) {
        put(ticker, null, KEPT_WHEN_MISSED);
        return null;
    }

    private void put(String ticker, @Nullable Market market, Duration kept) {
        entries.remove(ticker);
        entries.put(ticker, new Answer(market, clock.instant().plus(kept)));
    }

    private @Nullable Answer fresh(String ticker) {
        Answer entry = entries.get(ticker);
        return entry == null || entry.until().isBefore(clock.instant()) ? null : entry;
    }
}
