package caravan.sandbox.exchange;

import java.util.Locale;
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
    MULTIVARIATE_MARKET_LIFECYCLE(true, false, false),
    COMMUNICATIONS(true, false, true),
    ORDER_GROUP_UPDATES(true, false, true);

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
}
