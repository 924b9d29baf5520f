package caravan.sandbox.engine;

import static caravan.sandbox.engine.Refusal.Reason.INVALID_QUANTITY;
import static caravan.sandbox.engine.Refusal.Reason.REDUCE_ONLY_WITHOUT_POSITION;
import static caravan.sandbox.engine.Refusal.Reason.SIDE_MISMATCH;

import caravan.model.BookSide;
import caravan.rules.Fees;
import caravan.rules.PriceGrid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes orders, matches them by price and time, keeps the money.
 *
 * <p>Commands either happen whole or end with a {@link Refusal} and change nothing. Time stands still between calls of
 * {@link #advanceTo}. Not thread-safe.
 */
public final class Engine {
    /** The most contracts of one order, in hundredths. */
    public static final long MOST_CONTRACTS = 1_000_000_000_00L;

    private final Ids ids;
    private final EngineRules rules;
    private final EngineListener listener;
    private final List<Market> markets = new ArrayList<>();
    private final List<Account> accounts = new ArrayList<>();
    private final ClearingHouse clearing = new ClearingHouse();
    private final Clock clock;
    private final Gate gate;
    private final Bookkeeper bookkeeper;
    private final Groups groups;
    private final Matching matching;
    private final MarketLife life;
    private long lastOrder;

    /** An engine with the rules as far as they are known. */
    public Engine(long origin, long start, EngineListener listener) {
        this(origin, start, EngineRules.DEFAULT, listener);
    }

    /**
     * An engine with no markets and no members.
     *
     * @param origin goes into the names of orders, trades and groups
     * @param start the first moment, microseconds since 1970
     */
    public Engine(long origin, long start, EngineRules rules, EngineListener listener) {
        this.ids = new Ids(origin);
        this.rules = rules;
        this.listener = listener;
        clock = new Clock(start);
        gate = new Gate(clock);
        bookkeeper = new Bookkeeper(clock, listener);
        groups = new Groups(ids, rules, clock, bookkeeper, listener);
        matching = new Matching(rules, clock, bookkeeper, groups, clearing, listener);
        life = new MarketLife(clock, bookkeeper, clearing, accounts, listener);
    }

    // --- Time -------------------------------------------------------------------------------------------------------

    /** Microseconds since 1970. */
    public long now() {
        return clock.now();
    }

    /** Lets time pass, and what is due happen: expirations, openings, closes, payouts. Time never goes back. */
    public void advanceTo(long time) {
        clock.advanceTo(time);
    }

    /**
     * Lets something happen at a time, between commands; at once, when that has passed. What is due at the same time
     * happens in the order of asking.
     */
    public void at(long time, Runnable action) {
        clock.at(time, action);
    }

    // --- Members ----------------------------------------------------------------------------------------------------

    /** Admits a member with so much money. */
    public Account admit(String name, long cash) {
        Account account = new Account(accounts.size(), name);
        clearing.deposit(account, cash);
        accounts.add(account);
        return account;
    }

    public void deposit(Account account, long amount) {
        clearing.deposit(account, amount);
    }

    /** In the order of admission. A view. */
    public List<Account> accounts() {
        return Collections.unmodifiableList(accounts);
    }

    /** All that was ever paid in. Equals all balances, what backs the contracts that are held, and all fees. */
    public long deposits() {
        return clearing.deposits();
    }

    /** What backs the contracts that are held: a dollar for each pair, until a void returns costs instead. */
    public long clearing() {
        return clearing.backing();
    }

    public long feesCollected() {
        return clearing.fees();
    }

    // --- Markets ----------------------------------------------------------------------------------------------------

    /**
     * Lists a market.
     *
     * @param opens when it takes orders; at once, where that has passed
     * @param closes when it stops
     * @param settlementDelay between its determination and the payout
     */
    public Market list(String ticker, PriceGrid grid, Fees fees, long opens, long closes, long settlementDelay) {
        Market market = new Market(markets.size(), ticker, grid, fees, ids);
        markets.add(market);
        life.begin(market, opens, closes, settlementDelay);
        return market;
    }

    /** In the order of listing. A view. */
    public List<Market> markets() {
        return Collections.unmodifiableList(markets);
    }

    /** Pauses a market, determines it, pays it out. */
    public MarketLife life() {
        return life;
    }

    /**
     * Changes what trades cost from now on.
     *
     * <p>Orders that rest hold their new fees back. Where those are higher, that may be more than an account has.
     */
    public void fees(Market market, Fees fees) {
        if (market.fees.equals(fees)) {
            return;
        }
        market.fees = fees;
        for (Account account : accounts) {
            Position position = account.position(market);
            if (position != null) {
                position.feesChanged();
            }
        }
    }

    // --- Pauses -----------------------------------------------------------------------------------------------------

    public boolean exchangeActive() {
        return gate.exchangeActive;
    }

    public boolean tradingActive() {
        return gate.tradingActive;
    }

    /** Begins or ends a pause of trading: no order comes or changes, cancels are taken. */
    public void trading(boolean active) {
        gate.tradingActive = active;
        cancelForPause();
    }

    /** Begins or ends a pause of the whole exchange: not even cancels are taken. */
    public void exchange(boolean active) {
        gate.exchangeActive = active;
        cancelForPause();
    }

    private void cancelForPause() {
        if (!tradingActive() || !exchangeActive()) {
            markets.forEach(market -> bookkeeper.cancelAll(market, true, UpdateReason.HALT_CANCEL));
        }
    }

    // --- Orders -----------------------------------------------------------------------------------------------------

    /**
     * Takes an order, and trades what can be traded at once.
     *
     * @return the order as it stands afterwards
     * @throws Refusal if it is not taken
     */
    public Order place(NewOrder asked) {
        Market market = asked.market();
        Account account = asked.account();
        gate.requireTrading(market);
        gate.requireForm(asked);
        Position position = account.positionOrNew(market);
        long quantity = asked.quantity();
        if (asked.reduceOnly()) {
            quantity = Math.min(quantity, position.closable(asked.side()));
            if (quantity == 0) {
                throw Refusal.of(REDUCE_ONLY_WITHOUT_POSITION);
            }
        }
        gate.requireFunds(position, asked.side(), asked.price(), quantity, null);

        account.hold(position);
        if (asked.clientOrderId() != null) {
            account.remember(asked.clientOrderId());
        }
        Order order = new Order(++lastOrder, asked, position, quantity, now());
        if (asked.expiration() != 0) {
            bookkeeper.expire(order, asked.expiration());
        }
        listener.orderChanged(order, null);
        matching.take(order);
        return order;
    }

    /**
     * Changes an order's price or quantity.
     *
     * <p>It keeps its place in the queue when only its quantity falls or only its expiration changes.
     *
     * @param total what shall be filled in all, with what is filled already
     * @param clientOrderId a new one; null, or the present one, changes nothing
     * @param expiration 0 for never
     * @throws Refusal if that cannot be
     */
    public void amend(
            Order order, BookSide side, int price, long total, @Nullable String clientOrderId, long expiration) {
        Market market = order.market();
        gate.requireTrading(market);
        gate.requireResting(order);
        if (side != order.side()) {
            throw Refusal.of(SIDE_MISMATCH);
        }
        gate.requirePrice(market, price);
        long remaining = total - order.filled;
        gate.requireQuantity(total);
        gate.requireQuantity(remaining);
        gate.requireExpiration(expiration);
        String newId = clientOrderId == null || clientOrderId.equals(order.clientOrderId) ? null : clientOrderId;
        gate.requireNewId(order.account(), newId);
        boolean keepsPlace = price == order.price
                && remaining <= order.remaining
                && (rules.expirationKeepsPlace() || remaining < order.remaining || expiration == order.expiration);
        if (!keepsPlace) {
            gate.requireNoCross(order.postOnly(), market, side, price);
            gate.requireFunds(order.position(), side, price, remaining, order);
        }

        if (newId != null) {
            order.account().remember(newId);
            order.clientOrderId = newId;
        }
        if (expiration != order.expiration) {
            bookkeeper.expire(order, expiration);
        }
        if (!keepsPlace) {
            bookkeeper.takeOut(order);
            order.price = price;
            order.remaining = remaining;
        } else if (remaining < order.remaining) {
            bookkeeper.shrink(order, remaining);
        }
        changed(order, UpdateReason.AMEND);
        if (!keepsPlace) {
            matching.take(order);
        }
    }

    /**
     * Lowers what an order still wants; it keeps its place.
     *
     * @param remaining what shall remain; nothing cancels the order
     * @throws Refusal if it does not rest, or would grow
     */
    public void decrease(Order order, long remaining) {
        gate.requireTrading(order.market());
        gate.requireResting(order);
        if (remaining < 0 || remaining >= order.remaining) {
            throw Refusal.of(INVALID_QUANTITY);
        }
        if (remaining == 0) {
            bookkeeper.cancel(order, UpdateReason.DECREASE);
        } else {
            bookkeeper.shrink(order, remaining);
            changed(order, UpdateReason.DECREASE);
        }
    }

    private void changed(Order order, UpdateReason reason) {
        order.initial = order.filled + order.remaining;
        order.updated = now();
        listener.orderChanged(order, reason);
    }

    /**
     * Cancels an order.
     *
     * @return the contracts that will not trade now
     * @throws Refusal if it does not rest
     */
    public long cancel(Order order) {
        gate.requireExchange();
        gate.requireNotClosed(order.market());
        gate.requireResting(order);
        long canceled = order.remaining;
        bookkeeper.cancel(order, null);
        return canceled;
    }

    // --- Order groups -----------------------------------------------------------------------------------------------

    /**
     * Makes a group.
     *
     * @param limit what may trade within fifteen seconds, in hundredths of a contract: one contract to a million
     * @throws Refusal if the limit cannot be, or while the exchange pauses
     */
    public OrderGroup createGroup(Account account, long limit) {
        gate.requireExchange();
        return groups.create(account, limit);
    }

    /**
     * Cancels the group's orders; it takes no more until it is reset.
     *
     * @throws Refusal while the exchange pauses: not even cancels are taken then
     */
    public void trigger(OrderGroup group) {
        gate.requireExchange();
        groups.trigger(group);
    }

    /**
     * Lets a group take orders, and forgets what it traded.
     *
     * @throws Refusal while the exchange pauses
     */
    public void reset(OrderGroup group) {
        gate.requireExchange();
        groups.reset(group);
    }

    /**
     * Changes the limit; what traded lately may exceed it at once.
     *
     * @throws Refusal if the limit cannot be, or while the exchange pauses
     */
    public void limit(OrderGroup group, long limit) {
        gate.requireExchange();
        groups.limit(group, limit);
    }

    /**
     * Cancels the group's orders and forgets it.
     *
     * @throws Refusal while the exchange pauses
     */
    public void delete(OrderGroup group) {
        gate.requireExchange();
        groups.delete(group);
    }
}
