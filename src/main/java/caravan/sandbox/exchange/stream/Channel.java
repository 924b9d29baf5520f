package caravan.sandbox.exchange.stream;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client can subscribe to. */
enum Channel {
    ORDERBOOK_DELTA(true, true, false),
    TICKER(false, true, false),
    TRADE(true, true, false),
    FILL(false, true, true),
    USER_ORDERS(false, true, true),
    MARKET_POSITIONS(false, true, true),
    MARKET_LIFECYCLE_V2(true, false, false),
    /** Silent: the sandbox has no combos. */
    MULTIVARIATE_MARKET_LIFECYCLE(true, false, false),
    /** Silent: nobody asks for quotes in the sandbox. */
    COMMUNICATIONS(true, false, true),
    ORDER_GROUP_UPDATES(true, false, true);

    /** Feeds of other vendors, for which an account needs an entitlement that the sandbox's does not have. */
    private static final Set<String> NOT_ENTITLED =
            Set.of("cfbenchmarks_value", "cfbenchmarks_value_5hz", "pyth_value");

    /** Whether its frames are counted. */
    final boolean sequenced;
    /** Whether it can be narrowed to some markets. */
    final boolean filtered;
    /** Whether it tells about the account rather than the market. */
    final boolean personal;

    Channel(boolean sequenced, boolean filtered, boolean personal) {
        this.sequenced = sequenced;
        this.filtered = filtered;
        this.personal = personal;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Channel of(String word) {
        for (Channel channel : values()) {
            if (channel.word().equals(word)) {
                return channel;
            }
        }
        return null;
    }

    static boolean needsEntitlement(String word) {
        return NOT_ENTITLED.contains(word);
    }
}
