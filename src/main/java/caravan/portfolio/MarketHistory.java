package caravan.portfolio;

import caravan.model.Fill;
import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Settlement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What this program did and earned in one market, day by day (UTC). Each step counts to the day in which it happened; the
 * mark at the beginning of a day ends the day before. Not thread-safe.
 */
final class MarketHistory {
    private final String ticker;
    private final MarketLedger ledger = new MarketLedger();
    private final TaxLots lots = new TaxLots();
    private final NavigableMap<Instant, Pnl> days = new TreeMap<>();
    private Pnl counted = Pnl.ZERO;
    private Instant latest = Instant.MIN;

    MarketHistory(String ticker) {
        this.ticker = ticker;
    }

    /**
     * Goes through everything that is known of a market.
     *
     * @param fills in the order in which they happened
     * @param settlements the same
     * @param dayMarks by the beginning of the day
     * @param beginnings when the exchange was another one from then on
     */
    static MarketHistory replay(
            String ticker,
            List<OwnFill> fills,
            List<Settlement> settlements,
            NavigableMap<Instant, Mark> dayMarks,
            NavigableSet<Instant> beginnings) {
        MarketHistory history = new MarketHistory(ticker);
        NavigableMap<Instant, Mark> marks = new TreeMap<>(dayMarks);
        NavigableSet<Instant> ends = new TreeSet<>(beginnings);
        Deque<Settlement> paid = new ArrayDeque<>(settlements);
        for (OwnFill fill : fills) {
            Instant time = fill.fill().exchangeTime();
            history.payUntil(time, paid, marks, ends);
            history.goOn(time, marks, ends);
            history.fill(fill);
        }
        history.payUntil(Instant.MAX, paid, marks, ends);
        history.goOn(Instant.MAX, marks, ends);
        return history;
    }

    private void payUntil(
            Instant time, Deque<Settlement> paid, NavigableMap<Instant, Mark> marks, NavigableSet<Instant> ends) {
        while (!paid.isEmpty()) {
            Instant settled = paid.element().settledTime();
            if (settled == null || !settled.isBefore(time)) {
                return;
            }
            goOn(settled, marks, ends);
            settle(paid.remove(), settled);
        }
    }

    private void goOn(Instant time, NavigableMap<Instant, Mark> marks, NavigableSet<Instant> ends) {
        while (!ends.isEmpty() && !ends.first().isAfter(time)) {
            Instant end = ends.pollFirst();
            markUntil(end, marks);
            abandon(end);
        }
        markUntil(time, marks);
    }

    private void markUntil(Instant time, NavigableMap<Instant, Mark> marks) {
        while (!marks.isEmpty() && !marks.firstKey().isAfter(time)) {
            beginDay(marks.firstKey(), marks.pollFirstEntry().getValue());
        }
    }

    /** The exchange is no more; what was held counts as returned at its cost. */
    private void abandon(Instant time) {
        if (isHeld()) {
            lots.giveBack(ledger.cost(), time);
            ledger.settle(ledger.cost());
            count(time);
        }
    }

    String ticker() {
        return ticker;
    }

    boolean isHeld() {
        return ledger.position().units() != 0;
    }

    /** Whether something that happened then comes after everything that is in here. */
    boolean isInOrder(Instant time) {
        return !time.isBefore(latest);
    }

    void fill(OwnFill own) {
        Fill fill = own.fill();
        lots.fill(own);
        ledger.trade(fill.side(), fill.price(), fill.quantity(), own.mid(), own.fee(), own.isFeePredicted());
        count(fill.exchangeTime());
    }

    /** What was held when a day began was worth so much: the day before ends with that. */
    void beginDay(Instant day, Mark mark) {
        ledger.mark(mark);
        count(day.minus(1, ChronoUnit.MICROS));
    }

    /** What is held is worth so much now. */
    void mark(Instant now, Mark mark) {
        ledger.mark(mark);
        count(now);
    }

    void settle(Settlement settlement, Instant time) {
        Money payout = payout(settlement);
        lots.settle(payout, time);
        ledger.settle(payout);
        count(time);
    }

    /** The account is paid for what it holds in all; our part of that goes by the result. */
    private Money payout(Settlement settlement) {
        Quantity held = ledger.position();
        Quantity paid = settlement.yes().minus(settlement.no());
        if (held.equals(paid)) {
            return settlement.revenue();
        }
        long units = Math.abs(held.units());
        Money value = settlement.value();
        if (settlement.result().equals("yes") || settlement.result().equals("no")) {
            boolean wins = settlement.result().equals("yes") == held.units() > 0;
            return new Money(wins ? units * Price.UNITS_PER_DOLLAR : 0);
        }
        if (value == null) {
            return ledger.cost();
        }
        long each = value.units() / 100;
        return new Money(units * (held.units() > 0 ? each : Price.UNITS_PER_DOLLAR - each));
    }

    private void count(Instant time) {
        Pnl now = ledger.pnl();
        Pnl step = now.minus(counted);
        if (!step.equals(Pnl.ZERO)) {
            days.merge(time.truncatedTo(ChronoUnit.DAYS), step, Pnl::plus);
        }
        counted = now;
        if (time.isAfter(latest)) {
            latest = time;
        }
    }

    MarketLedger ledger() {
        return ledger;
    }

    /** What was closed, oldest first. */
    List<Closing> closings() {
        return lots.closings();
    }

    /** Profit and loss by the beginning of the day. */
    NavigableMap<Instant, Pnl> days() {
        return Collections.unmodifiableNavigableMap(days);
    }

    /** Of one day. */
    Pnl day(Instant day) {
        return days.getOrDefault(day, Pnl.ZERO);
    }
}
