package caravan.sandbox.engine;

import caravan.model.BookSide;
import caravan.model.Price;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    /** Resting orders of each side, those that trade first first. */
    private final List<Order> bids = new ArrayList<>();

    private final List<Order> asks = new ArrayList<>();

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

    /** What the account's resting orders in this market hold back. */
    public long reserved() {
        return reserved;
    }

    public long updated() {
        return updated;
    }

    /** Resting orders of one side, those that trade first first. A view. */
    public List<Order> resting(BookSide side) {
        return Collections.unmodifiableList(orders(side));
    }

    void rest(Order order) {
        List<Order> orders = orders(order.side());
        int at = orders.size();
        while (at > 0 && tradesBefore(order, orders.get(at - 1))) {
            at--;
        }
        orders.add(at, order);
        account.resting++;
        reserve();
    }

    void leave(Order order) {
        orders(order.side()).remove(order);
        account.resting--;
        reserve();
    }

    /** Brings what is held back in line with the orders and the position. */
    void reserve() {
        long now = bids.isEmpty() && asks.isEmpty()
                ? 0
                : Math.addExact(reserve(BookSide.BID, null), reserve(BookSide.ASK, null));
        account.reserved += now - reserved;
        reserved = now;
    }

    /**
     * What orders of one side hold back: the price of the outcome that they buy, for as much as does not close a
     * position. What trades first closes first.
     *
     * @param extra an order that does not rest yet, or null
     */
    long reserve(BookSide side, @Nullable Order extra) {
        long closing = closable(side);
        long sum = 0;
        boolean counted = extra == null;
        for (Order order : orders(side)) {
            if (!counted && tradesBefore(extra, order)) {
                sum += needed(extra, closing);
                closing = Math.max(0, closing - extra.remaining);
                counted = true;
            }
            sum += needed(order, closing);
            closing = Math.max(0, closing - order.remaining);
        }
        return counted ? sum : sum + needed(extra, closing);
    }

    private static long needed(Order order, long closing) {
        long opening = order.remaining - Math.min(order.remaining, closing);
        int each = order.side() == BookSide.BID ? order.price : DOLLAR - order.price;
        return Math.multiplyExact(opening, (long) each);
    }

    /** How much of this side would close the position. */
    long closable(BookSide side) {
        return Math.max(0, side == BookSide.BID ? -contracts : contracts);
    }

    /** What an order earns at least by closing the position; nothing where it opens one. */
    long proceeds(Order order) {
        long closing = closable(order.side());
        for (Order other : orders(order.side())) {
            if (!tradesBefore(order, other)) {
                closing -= other.remaining;
            }
        }
        int each = order.side() == BookSide.BID ? DOLLAR - order.price : order.price;
        return Math.min(order.remaining, Math.max(0, closing)) * each;
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
            long out = closed == held ? cost : Math.multiplyExact(cost, closed) / held;
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

    private List<Order> orders(BookSide side) {
        return side == BookSide.BID ? bids : asks;
    }

    private static boolean tradesBefore(Order order, Order other) {
        return order.side() == BookSide.BID ? order.price > other.price : order.price < other.price;
    }
}
