package caravan.model;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the exchange answers to a command. A command id of 0 means that the reply named none. */
public sealed interface ControlReply extends StreamMessage {
    long commandId();

    /** The exchange's number for the subscription; 0 when the reply named none. */
    long subscription();

    @Override
    default @Nullable String ticker() {
        return null;
    }

    /**
     * A channel is now subscribed to.
     *
     * @param tickers the markets that were asked for; empty for a channel that is about others, or when this program is not
     *     known to have asked
     */
    record Subscribed(long commandId, String channel, long subscription, List<String> tickers) implements ControlReply {
        public Subscribed {
            tickers = List.copyOf(tickers);
        }

        /** The same, as the answer to a command that named these. */
        public Subscribed answering(List<String> asked) {
            return new Subscribed(commandId, channel, subscription, asked);
        }
    }

    /**
     * A command was carried out.
     *
     * @param tickers all markets that the subscription now has; empty when the exchange does not list them
     * @param command what was asked for; null when this program is not known to have asked
     */
    record Done(
            long commandId,
            long subscription,
            List<String> tickers,
            @Nullable StreamCommand command) implements ControlReply {
        public Done {
            tickers = List.copyOf(tickers);
        }

        /** The same, as the answer to a command. */
        public Done answering(@Nullable StreamCommand asked) {
            return new Done(commandId, subscription, tickers, asked);
        }
    }

    /** What a subscription of an index or of an underlying can have; it has changed nothing. */
    record Available(long commandId, long subscription, List<String> names) implements ControlReply {
        public Available {
            names = List.copyOf(names);
        }
    }

    /** A subscription has ended. */
    record Unsubscribed(long commandId, long subscription) implements ControlReply {}

    /**
     * A command was refused, or a subscription has failed.
     *
     * @param code the exchange's number for the reason
     * @param tickers the markets that the exchange blames; empty when it names none
     */
    record Refused(long commandId, long subscription, int code, String reason, List<String> tickers)
            implements ControlReply {
        /**
         * The subscription has ended, and what it carried is lost; 7 says that it is not there, 17 is retired but may still
         * come.
         *
         * @see <a href="https://docs.kalshi.com/websockets/websocket-connection">Kalshi: the WebSocket's error codes</a>
         */
        private static final Set<Integer> THE_END = Set.of(7, 10, 17, 25);

        public Refused {
            tickers = List.copyOf(tickers);
        }

        /** Whether nothing more comes of the subscription that it names. */
        public boolean endsSubscription() {
            return THE_END.contains(code);
        }
    }
}
