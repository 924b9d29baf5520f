package caravan.sandbox.exchange.stream;

/**
 * The limits of the stream.
 *
 * @param bufferedFrames how many frames may wait for a slow client before a subscription dies
 * @param marketsPerSubscription how many markets a subscription may name
 * @param commandsPerSecond how many commands a connection may send in a second
 */
public record StreamOptions(int bufferedFrames, int marketsPerSubscription, int commandsPerSecond) {
    /** The exchange's documented limits; its buffer is not documented. */
    public static final StreamOptions DEFAULT = new StreamOptions(50_000, 500_000, 10_000);

    public StreamOptions {
        if (bufferedFrames <= 0) {
            throw new IllegalArgumentException("buffered frames must be above 0, were " + bufferedFrames);
        }
        if (marketsPerSubscription <= 0 || commandsPerSecond <= 0) {
            throw new IllegalArgumentException("limits of the stream must be above 0, were " + marketsPerSubscription
                    + " markets and " + commandsPerSecond + " commands");
        }
    }

    public StreamOptions withBufferedFrames(int frames) {
        return new StreamOptions(frames, marketsPerSubscription, commandsPerSecond);
    }

    public StreamOptions withMarketsPerSubscription(int markets) {
        return new StreamOptions(bufferedFrames, markets, commandsPerSecond);
    }

    public StreamOptions withCommandsPerSecond(int commands) {
        return new StreamOptions(bufferedFrames, marketsPerSubscription, commands);
    }
}
