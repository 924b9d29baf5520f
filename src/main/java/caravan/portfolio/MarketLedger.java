package caravan.portfolio;

import caravan.model.BookSide;
import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The books of one market, event by event: what is held, what it cost, and where profit and loss come from.
 *
 * <p>A NO contract that is bought while YES is held closes it at one dollar the pair, and the other way round: there is one
 * signed position. Its cost is the average. Whole millionths of a dollar throughout, so that all sums agree exactly. Not
 * thread-safe.
 */
final class MarketLedger {
    private static final long DOLLAR = Price.UNITS_PER_DOLLAR;

    private long contracts;
    private long cost;
    private long cash;
    private long value;
    private long capture;
    private long inventory;
    private long fees;
    private long rewards;
    private long realized;
    private long settled;
    private long fills;
    private long traded;
    private long unmarked;
    private long predicted;
    private @Nullable Mark mark;

    /**
     * Takes one of our fills in.
     *
     * @param mid of the moment before it; null where nobody knows
     * @param feePredicted whether the fee is what the rules say, not what the exchange charged
     */
    void trade(BookSide side, Price price, Quantity quantity, @Nullable Mark mid, Money fee, boolean feePredicted) {
        long signed = side == BookSide.BID ? quantity.units() : -quantity.units();
        Mark now = mid == null ? Mark.of(price) : mid;
        mark(now);
        long after = now.value(new Quantity(contracts + signed));
        capture += after - value - signed * price.units();
        value = after;
        move(signed, side == BookSide.BID ? price.units() : DOLLAR - price.units());
        fees += fee.units();
        fills++;
        traded += quantity.units();
        unmarked += mid == null ? 1 : 0;
        predicted += feePredicted ? 1 : 0;
    }

    /** What is bought closes the other side first, for a dollar the pair; the rest opens. */
    private void move(long signed, long paid) {
        long quantity = Math.abs(signed);
        long held = Math.abs(contracts);
        long closed = Long.signum(contracts) == -Long.signum(signed) ? Math.min(quantity, held) : 0;
        if (closed > 0) {
            long out = part(cost, closed, held);
            long earned = closed * (DOLLAR - paid);
            cost -= out;
            realized += earned - out;
            cash += earned;
        }
        long opened = (quantity - closed) * paid;
        cost += opened;
        cash -= opened;
        contracts += signed;
    }

    /** What is held is worth so much from here on. */
    void mark(Mark now) {
        long worth = now.value(position());
        inventory += worth - value;
        value = worth;
        mark = now;
    }

    /** The market pays out what is held. */
    void settle(Money payout) {
        long signed = payout.units() - pledged();
        inventory += signed - value;
        realized += payout.units() - cost;
        cash += payout.units();
        settled += payout.units();
        contracts = 0;
        cost = 0;
        value = 0;
    }

    /** The exchange paid a reward of which there is evidence. */
    void reward(Money paid) {
        rewards += paid.units();
    }

    /** Contracts held, NO negative. */
    Quantity position() {
        return new Quantity(contracts);
    }

    /** What is held has cost so much, without fees. */
    Money cost() {
        return new Money(cost);
    }

    /** What came in less what went out, with fees and rewards. */
    Money cash() {
        return new Money(cash - fees + rewards);
    }

    /** What is held is worth at the last mark. */
    Money holdings() {
        return new Money(value + pledged());
    }

    /** The last known worth of a YES contract. */
    @Nullable
    Mark mark() {
        return mark;
    }

    Pnl pnl() {
        return new Pnl(
                new Money(capture),
                new Money(inventory),
                new Money(fees),
                new Money(rewards),
                new Money(realized),
                new Money(value + pledged() - cost),
                new Money(settled),
                fills,
                new Quantity(traded),
                unmarked,
                predicted);
    }

    /** A NO contract is a dollar less a YES contract. */
    private long pledged() {
        return Math.max(0, -contracts) * DOLLAR;
    }

    /** The cost of so many of the contracts that are held; the rest stays with the others. */
    static long part(long cost, long closed, long held) {
        return closed == held
                ? cost
                : BigInteger.valueOf(cost)
                        .multiply(BigInteger.valueOf(closed))
                        .divide(BigInteger.valueOf(held))
                        .longValueExact();
    }
}
