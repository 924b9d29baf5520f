package caravan.sandbox.engine;

import caravan.model.BookSide;
import caravan.model.Price;
import java.math.BigInteger;
import java.util.List;

/**
 * What an account holds and wants in one market. Only the engine changes it.
 *
 * <p>YES and NO net to one signed number of contracts. A pair of one YES and one NO is a dollar, so selling YES that is
 * held and buying NO that closes it are the same.
 */
public final class Position {
    private static final int DOLLAR = Price.UNITS_PER_DOLLAR;

    private final Account account;
    private final Market market;
    private final Quotes bids;
    private final Quotes asks;

    long contracts;
    long cost;
    long realized;
    long fees;
    long volume;
    long traded;
    long updated;
    long reserved;

    Position(Account account, Market market) {
        this.account = account;
        this.market = market;
        bids = new Quotes(market, BookSide.BID);
        asks = new Quotes(market, BookSide.ASK);
    }

    public Account account() {
        return account;
    }

    public Market market() {
        return market;
    }

    /** Contracts held, NO negative. */
    public long contracts() {
        return contracts;
    }

    /** What the contracts that are held have cost, without fees. */
    public long cost() {
        return cost;
    }

    /** What closing contracts has earned, without fees. */
    public long realized() {
        return realized;
    }

    /** All fees paid in this market. */
    public long fees() {
        return fees;
    }

    /** All contracts ever traded. */
    public long volume() {
        return volume;
    }

    /** What all those trades amounted to, at the price of the outcome that was bought. */
    public long traded() {
        return traded;
    }

    /** What the account's resting orders in this market hold back, with their fees. */
    public long reserved() {
        return reserved;
    }

    public long updated() {
        return updated;
    }

    /** Resting orders of one side, those that trade first first. A view. */
    public List<Order> resting(BookSide side) {
        return quotes(side).orders();
    }

    Quotes quotes(BookSide side) {
        return side == BookSide.BID ? bids : asks;
    }

    void rest(Order order) {
        quotes(order.side()).add(order);
        account.resting++;
        reserve();
    }

    void leave(Order order) {
        quotes(order.side()).remove(order);
        account.resting--;
        reserve();
    }

    /** Brings what is held back in line with the orders and the position. */
    void reserve() {
        long now = bids.reserve(closable(BookSide.BID)) + asks.reserve(closable(BookSide.ASK));
        account.reserved += now - reserved;
        reserved = now;
    }

    /** Holds back what orders cost now that the market charges other fees. */
    void feesChanged() {
        bids.reckon();
        asks.reckon();
        reserve();
    }

    /** How much of this side would close the position. */
    long closable(BookSide side) {
        return Math.max(0, side == BookSide.BID ? -contracts : contracts);
    }

    /** Pays the position out; says how much was paid. */
    long settle(MarketResult result, long now) {
        long held = Math.abs(contracts);
        long revenue = result.kind() == MarketResult.Kind.VOID
                ? cost
                : held * (contracts > 0 ? result.value() : DOLLAR - result.value());
        account.cash += revenue;
        realized += revenue - cost;
        cost = 0;
        contracts = 0;
        updated = now;
        return revenue;
    }

    /** Takes part in a trade; the balance changes by what was paid or earned, without the fee. */
    void trade(BookSide side, int price, long quantity, long now) {
        int paid = side == BookSide.BID ? price : DOLLAR - price;
        long closed = Math.min(quantity, closable(side));
        long opened = quantity - closed;
        if (closed > 0) {
            long held = Math.abs(contracts);
            long out = part(cost, closed, held);
            long earned = closed * (DOLLAR - paid);
            cost -= out;
            realized += earned - out;
            account.cash += earned;
        }
        cost += opened * paid;
        account.cash -= opened * paid;
        contracts += side == BookSide.BID ? quantity : -quantity;
        volume += quantity;
        traded += quantity * paid;
        updated = now;
    }

    /** The cost of so many of the contracts that are held, in whole units; the rest stays with the others. */
    private static long part(long cost, long closed, long held) {
        if (closed == held) {
            return cost;
        }
        if (Math.multiplyHigh(cost, closed) == 0 && cost * closed >= 0) {
            return cost * closed / held;
        }
        return BigInteger.valueOf(cost)
                .multiply(BigInteger.valueOf(closed))
                .divide(BigInteger.valueOf(held))
                .longValue();
    }
}
