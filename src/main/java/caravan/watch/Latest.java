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

    @Nullable
    Quantity position;

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

    /** The stream and the look back over REST may both tell a fill. */
    void fill(Fill fill) {
        if (fills.stream().anyMatch(known -> isSame(known, fill))) {
            return;
        }
        fillsHeard++;
        fills.addFirst(fill);
        if (fills.size() > MOST_FILLS) {
            fills.removeLast();
        }
        if (fill.positionAfter() != null) {
            position = fill.positionAfter();
        }
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
        return new MarketView.Account(position, fillsHeard, List.copyOf(fills));
    }
}
