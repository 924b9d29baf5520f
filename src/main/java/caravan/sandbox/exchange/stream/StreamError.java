package caravan.sandbox.exchange.stream;

/**
 * What the stream answers to a command that it cannot carry out.
 *
 * <p>Codes 6, 16 and 17 are retired, and those of other vendors' feeds cannot occur here.
 */
enum StreamError {
    UNREADABLE(1, "Unable to process message"),
    PARAMS_REQUIRED(2, "Params required"),
    CHANNELS_REQUIRED(3, "Channels required"),
    SIDS_REQUIRED(4, "Subscription IDs required"),
    UNKNOWN_COMMAND(5, "Unknown command"),
    UNKNOWN_SID(7, "Unknown subscription ID"),
    UNKNOWN_CHANNEL(8, "Unknown channel name"),
    AUTHENTICATION_REQUIRED(9, "Authentication required"),
    CHANNEL_ERROR(10, "Channel error"),
    INVALID_PARAMETER(11, "Invalid parameter"),
    ONE_SID_REQUIRED(12, "Exactly one subscription ID is required"),
    UNSUPPORTED_ACTION(13, "Unsupported action"),
    MARKET_REQUIRED(14, "Market Ticker required"),
    ACTION_REQUIRED(15, "Action required"),
    SHARD_FACTOR_NOT_POSITIVE(19, "shard_factor must be > 0"),
    SHARD_FACTOR_REQUIRED(20, "shard_factor is required when shard_key is set"),
    SHARD_KEY_OUT_OF_RANGE(21, "shard_key must be >= 0 and < shard_factor"),
    SHARD_FACTOR_TOO_LARGE(22, "shard_factor must be <= 100"),
    OVERFLOW(25, "Subscription buffer overflow"),
    MARKET_LIMIT(26, "Subscription market limit exceeded"),
    TOO_MANY_REQUESTS(27, "Too many requests");

    final int code;
    final String message;

    StreamError(int code, String message) {
        this.code = code;
        this.message = message;
    }
}
