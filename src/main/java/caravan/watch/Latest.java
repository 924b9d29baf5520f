package caravan.watch;

import caravan.model.Fill;
import caravan.model.Market;
import caravan.model.MarketLifecycle;
import caravan.model.MarketSummary;
import caravan.model.MarketView;
import caravan.model.Quantity;
import caravan.model.Trade;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The latest of one market. Guarded by whoever holds it. */
final class Latest {
    /** As many as the market listener that this replaces kept. */
    static final int MOST_TRADES = 100;

    static final int MOST_FILLS = 50;

    private final Deque<Trade> trades = new ArrayDeque<>(4);
    private final Deque<Fill> fills = new ArrayDeque<>(0);
    private long tradesHeard;
    private long fillsHeard;

    @Nullable
    MarketSummary summary;

    @Nullable
    MarketLifecycle lifecycle;

    @Nullable
    Market market;

    private @Nullable Quantity position;
    private @Nullable Instant positionTime;
    /** When the stream last told the position. */
    private @Nullable Instant streamed;

    /** When the exchange was last asked about our part; null while it was not. */
    @Nullable
    Instant accountAsked;

    void trade(Trade trade) {
        tradesHeard++;
        trades.addFirst(trade);
        if (trades.size() > MOST_TRADES) {
            trades.removeLast();
        }
    }

    private @Nullable Instant accountAnswered;

    /** The stream and the look back over REST may both tell a fill; whether it is a new one. */
    boolean fill(Fill fill) {
        if (fills.stream().anyMatch(known -> isSame(known, fill))) {
            return false;
        }
        fillsHeard++;
        fills.addFirst(fill);
        if (fills.size() > MOST_FILLS) {
            fills.removeLast();
        }
        return true;
    }

    /**
     * What the stream says that we hold. What a subaccount holds is a part only, and makes the exchange be asked for the
     * whole.
     */
    void position(Quantity held, @Nullable Integer subaccount, Instant now) {
        if (subaccount != null && subaccount != 0) {
            accountAnswered = null;
            return;
        }
        position = held;
        positionTime = now;
        streamed = now;
    }

    /**
     * What REST says that we hold. It may be a minute late, so what the stream has told since the question, or on the
     * connection that is there now, stands.
     */
    void positionAnswered(Quantity held, @Nullable Instant privateSince, Instant now) {
        accountAnswered = now;
        if (!isStreamedSince(accountAsked) && !isStreamedSince(privateSince)) {
            position = held;
            positionTime = now;
        }
    }

    private boolean isStreamedSince(@Nullable Instant time) {
        return time != null && streamed != null && !streamed.isBefore(time);
    }

    /** Whether the exchange was asked since then, and has answered. */
    boolean wasAnsweredSince(Instant time) {
        return accountAsked != null
                && accountAnswered != null
                && !accountAsked.isBefore(time)
                && !accountAnswered.isBefore(accountAsked);
    }

    private static boolean isSame(Fill one, Fill other) {
        return one.tradeId().equals(other.tradeId()) && one.orderId().equals(other.orderId());
    }

    long tradesHeard() {
        return tradesHeard;
    }

    List<Trade> trades() {
        return List.copyOf(trades);
    }

    MarketView.Account account() {
        return new MarketView.Account(position, positionTime, fillsHeard, List.copyOf(fills));
    }
}
