package caravan.portfolio;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What is held when a day begins is valued: the day's profit and loss begins there.
 *
 * <p>All markets begin it at once, in memory; the ledger has the marks after that, for a restart finds the day's profit and
 * loss again by them. Guarded by the lock of {@link OwnPositions}.
 */
final class DayBeginnings {
    private final DayMarkRows rows;
    private final Deque<DayMark> unkept = new ArrayDeque<>();
    private Instant day = Instant.MIN;

    private record DayMark(Instant day, String ticker, Mark mark) {}

    DayBeginnings(DayMarkRows rows) {
        this.rows = rows;
    }

    /**
     * Begins the day, if it did not begin before.
     *
     * @param mids of valid books now
     * @return the markets that were valued; empty where no day begins
     */
    Optional<Set<String>> begin(
            Instant today, Collection<MarketHistory> markets, Function<String, Optional<Mark>> mids) {
        if (!today.isAfter(day)) {
            return Optional.empty();
        }
        Set<String> valued = new HashSet<>();
        for (MarketHistory market : markets) {
            Mark last = market.ledger().mark();
            if (market.isHeld() && last != null && market.isInOrder(today)) {
                Mark mark = mids.apply(market.ticker()).orElse(last);
                market.beginDay(today, mark);
                unkept.add(new DayMark(today, market.ticker(), mark));
                valued.add(market.ticker());
            }
        }
        day = today;
        return Optional.of(valued);
    }

    /** Has the ledger have what it does not have yet; what it does not take now it is offered again. */
    void keep() {
        while (!unkept.isEmpty()) {
            DayMark next = unkept.element();
            rows.keep(next.day(), next.ticker(), next.mark());
            unkept.remove();
        }
    }
}
