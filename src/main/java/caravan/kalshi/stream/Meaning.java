package caravan.kalshi.stream;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an answer of the exchange means for the session. */
sealed interface Meaning {
    /** Nothing that anybody has to be told. */
    record Noted() implements Meaning {}

    /** The channel is subscribed to. */
    record Accepted(Channel channel) implements Meaning {}

    /**
     * The exchange says that all went well, and does not list all that it was asked for.
     *
     * @param tickers markets that are given up
     * @param refusedMarkets how many markets of the channel are given up by now
     */
    record Incomplete(Channel channel, List<String> tickers, int refusedMarkets) implements Meaning {}

    /**
     * The exchange refused something.
     *
     * @param channel null when the reply belongs to no command or subscription of ours
     * @param reason one line
     * @param consequence what follows from it
     * @param tickers markets that are given up
     * @param refusedMarkets how many markets of the channel are given up by now
     */
    record Refusal(
            @Nullable Channel channel,
            int code,
            String reason,
            Consequence consequence,
            List<String> tickers,
            int refusedMarkets)
            implements Meaning {}

    /** A subscription ended that was not asked to. */
    record Ended(Channel channel) implements Meaning {}
}
