package caravan.kalshi.stream;

import java.time.Duration;
import java.util.List;

/**
 * What one connection is asked to do.
 *
 * @param connection its name in frames, logs, metrics and health
 * @param markets tickers; {@code *} among them stands for every market where a channel allows that
 * @param indexIds ids of indices, for the channels of CF Benchmarks
 * @param underlyingTickers names of underlyings, for Pyth's channel
 * @param yesPrices whether NO prices of order books are asked for as YES prices
 * @param queueSize frames that may wait for the route before the socket is paused
 * @param answerLimit how long a handshake and the answer to a command may take
 */
public record StreamSettings(
        String connection,
        List<String> channels,
        List<String> markets,
        List<String> indexIds,
        List<String> underlyingTickers,
        boolean yesPrices,
        Duration pingInterval,
        Duration silenceLimit,
        Duration reconnectDelay,
        Duration reconnectDelayMax,
        int queueSize,
        Duration answerLimit,
        boolean compression) {

    public StreamSettings {
        channels = List.copyOf(channels);
        markets = List.copyOf(markets);
        indexIds = List.copyOf(indexIds);
        underlyingTickers = List.copyOf(underlyingTickers);
        positive("pingInterval", pingInterval);
        positive("reconnectDelay", reconnectDelay);
        positive("answerLimit", answerLimit);
        if (silenceLimit.compareTo(pingInterval) <= 0) {
            throw new IllegalArgumentException(
                    "silenceLimit must be longer than pingInterval (%s), was %s".formatted(pingInterval, silenceLimit));
        }
        if (reconnectDelayMax.compareTo(reconnectDelay) < 0) {
            throw new IllegalArgumentException("reconnectDelayMax must be at least reconnectDelay (%s), was %s"
                    .formatted(reconnectDelay, reconnectDelayMax));
        }
        if (queueSize < 1) {
            throw new IllegalArgumentException("queueSize must be at least 1, was " + queueSize);
        }
    }

    /** The channels by name, each with what it is narrowed to. */
    List<Channel> asChannels() {
        return Channel.of(channels, indexIds, underlyingTickers);
    }

    private static void positive(String name, Duration duration) {
        if (duration.toMillis() < 1) {
            throw new IllegalArgumentException(name + " must be at least 1ms, was " + duration);
        }
    }
}
