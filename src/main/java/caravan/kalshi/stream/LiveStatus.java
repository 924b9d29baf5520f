package caravan.kalshi.stream;

import caravan.kalshi.stream.ConnectionStatus.State;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The status while it changes. Safe for many threads; the time of the last frame is cheap to set. */
final class LiveStatus {
    private final String name;
    private final InstantSource clock;
    private final Map<String, String> refusedChannels = new TreeMap<>();
    private final Map<String, Integer> refusedMarkets = new TreeMap<>();
    private State state = State.STOPPED;
    private Instant since;
    private long reconnects;
    private @Nullable String lastError;
    private volatile @Nullable Instant lastFrameTime;
    private volatile @Nullable Instant lastSignTime;

    LiveStatus(String name, InstantSource clock) {
        this.name = name;
        this.clock = clock;
        this.since = clock.instant();
    }

    synchronized ConnectionStatus snapshot() {
        return new ConnectionStatus(
                name,
                state,
                since,
                lastFrameTime,
                lastSignTime,
                reconnects,
                lastError,
                refusedChannels,
                refusedMarkets);
    }

    synchronized void state(State next) {
        if (state != next) {
            state = next;
            since = clock.instant();
        }
    }

    void frameArrived(Instant time) {
        lastFrameTime = time;
    }

    void heard(Instant time) {
        lastSignTime = time;
    }

    synchronized void opened(boolean again) {
        refusedChannels.clear();
        refusedMarkets.clear();
        if (again) {
            reconnects++;
        }
    }

    synchronized void error(String reason) {
        lastError = reason;
    }

    synchronized void refused(String channel, String reason) {
        refusedChannels.put(channel, reason);
    }

    synchronized void refusedMarkets(String channel, int markets) {
        refusedMarkets.put(channel, markets);
    }

    synchronized void accepted(String channel) {
        refusedChannels.remove(channel);
    }
}
