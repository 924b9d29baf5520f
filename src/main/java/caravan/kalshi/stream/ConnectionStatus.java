package caravan.kalshi.stream;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one connection is, at a moment.
 *
 * @param since when it came into this state
 * @param lastFrameTime when the last frame arrived; null before the first
 * @param lastSignTime when anything was last heard, an answer to a ping too; null before the first
 * @param reconnects how often it was opened again after the first time
 * @param lastError why it last ended or was refused; null while that never happened
 * @param refusedChannels channels that the exchange refuses, with its reason
 * @param refusedMarkets how many markets the exchange refuses, by channel
 */
public record ConnectionStatus(
        String name,
        State state,
        Instant since,
        @Nullable Instant lastFrameTime,
        @Nullable Instant lastSignTime,
        long reconnects,
        @Nullable String lastError,
        Map<String, String> refusedChannels,
        Map<String, Integer> refusedMarkets) {

    /** The life of a connection. */
    public enum State {
        /** Shaking hands. */
        CONNECTING,
        /** Shook hands; not every channel was answered yet. */
        OPEN,
        /** Every channel was answered. */
        READY,
        /** Lost; tries again after a wait. */
        WAITING,
        /** The exchange does not know the key or the signature; nothing is tried until it is started again. */
        REFUSED,
        /** Not wanted. */
        STOPPED
    }

    public ConnectionStatus {
        refusedChannels = Map.copyOf(refusedChannels);
        refusedMarkets = Map.copyOf(refusedMarkets);
    }
}
