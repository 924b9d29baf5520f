package caravan.sandbox.exchange.stream;

/**
 * The limits of the stream.
 *
 * @param bufferedFrames how many frames may wait for a slow client before a subscription dies
 * @param marketsPerSubscription how many markets a subscription may name
 * @param commandsPerSecond how many commands a connection may send in a second
 * @param connections how many connections an account may have at once
 */
public record StreamOptions(int bufferedFrames, int marketsPerSubscription, int commandsPerSecond, int connections) {
    /** The exchange's documented limits, those of the lowest tier; its buffer is not documented. */
    public static final StreamOptions DEFAULT = new StreamOptions(50_000, 500_000, 10_000, 200);

    public StreamOptions {
        if (bufferedFrames <= 0) {
            throw new IllegalArgumentException("buffered frames must be above 0, were " + bufferedFrames);
        }
        if (marketsPerSubscription <= 0 || commandsPerSecond <= 0 || connections <= 0) {
            throw new IllegalArgumentException("limits of the stream must be above 0, were " + marketsPerSubscription
                    + " markets, " + commandsPerSecond + " commands and " + connections + " connections");
        }
    }

    public StreamOptions withBufferedFrames(int frames) {
        return new StreamOptions(frames, marketsPerSubscription, commandsPerSecond, connections);
    }

    public StreamOptions withMarketsPerSubscription(int markets) {
        return new StreamOptions(bufferedFrames, markets, commandsPerSecond, connections);
    }

    public StreamOptions withCommandsPerSecond(int commands) {
        return new StreamOptions(bufferedFrames, marketsPerSubscription, commands, connections);
    }

    public StreamOptions withConnections(int most) {
        return new StreamOptions(bufferedFrames, marketsPerSubscription, commandsPerSecond, most);
    }
}
