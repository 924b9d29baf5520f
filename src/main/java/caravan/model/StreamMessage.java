package caravan.model;

import org.jspecify.annotations.Nullable;

/** Everything that a stream can say, so that a reader sees all of it at once. */
public sealed interface StreamMessage
        permits BookUpdate,
                MarketSummary,
                Trade,
                Fill,
                OrderUpdate,
                PositionUpdate,
                OrderGroupUpdate,
                MarketLifecycle,
                Communication,
                IndexValue,
                UnderlyingValue,
                ControlReply,
                ConnectionEvent,
                Unreadable {

    /** The market that the message is about; null when it is about none or about many. */
    @Nullable
    String ticker();
}
