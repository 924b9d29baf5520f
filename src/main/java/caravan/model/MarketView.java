package caravan.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one market at one moment, as somebody who watches it sees it.
 *
 * @param time the moment
 * @param market what the exchange calls it; null where it was not asked
 * @param book null while none was heard
 * @param summary null while none was heard
 * @param lifecycle the last change in the market's life; null while none was heard
 * @param tradesHeard how many trades were heard since this program runs; the last of them are in {@code trades}
 * @param trades newest first
 * @param account null where nobody asked for it
 */
public record MarketView(
        Instant time,
        String ticker,
        @Nullable Market market,
        @Nullable BookView book,
        @Nullable MarketSummary summary,
        @Nullable MarketLifecycle lifecycle,
        long tradesHeard,
        List<Trade> trades,
        @Nullable Account account) {
    public MarketView {
        trades = List.copyOf(trades);
    }

    /**
     * Our own part in it.
     *
     * @param position contracts held, NO negative; null while nobody told
     * @param positionTime when the position was told last, which is when it changed or when it was asked for; null while
     *     nobody told
     * @param fillsHeard how many fills were heard since this program runs; the last of them are in {@code fills}
     * @param fills newest first
     */
    public record Account(
            @Nullable Quantity position, @Nullable Instant positionTime, long fillsHeard, List<Fill> fills) {
        public Account {
            fills = List.copyOf(fills);
        }
    }
}
