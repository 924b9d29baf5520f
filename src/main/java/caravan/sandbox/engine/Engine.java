package caravan.sandbox.engine;

import static caravan.sandbox.engine.Refusal.Reason.DUPLICATE_CLIENT_ORDER_ID;
import static caravan.sandbox.engine.Refusal.Reason.EXCHANGE_PAUSED;
import static caravan.sandbox.engine.Refusal.Reason.GROUP_TRIGGERED;
import static caravan.sandbox.engine.Refusal.Reason.INSUFFICIENT_BALANCE;
import static caravan.sandbox.engine.Refusal.Reason.INVALID_EXPIRATION;
import static caravan.sandbox.engine.Refusal.Reason.INVALID_PRICE;
import static caravan.sandbox.engine.Refusal.Reason.INVALID_QUANTITY;
import static caravan.sandbox.engine.Refusal.Reason.MARKET_NOT_ACTIVE;
import static caravan.sandbox.engine.Refusal.Reason.ORDER_NOT_RESTING;
import static caravan.sandbox.engine.Refusal.Reason.POST_ONLY_CROSS;
import static caravan.sandbox.engine.Refusal.Reason.REDUCE_ONLY_MUST_NOT_REST;
import static caravan.sandbox.engine.Refusal.Reason.REDUCE_ONLY_WITHOUT_POSITION;
import static caravan.sandbox.engine.Refusal.Reason.SIDE_MISMATCH;
import static caravan.sandbox.engine.Refusal.Reason.TOO_MANY_ORDERS;
import static caravan.sandbox.engine.Refusal.Reason.TRADING_PAUSED;

import caravan.model.Action;
import caravan.model.BookSide;
import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.rules.Fees;
import caravan.rules.PriceGrid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
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

    private static final int MOST_RESTING = 200_000;

    private final Ids ids;
    private final EngineListener listener;
    private final List<Market> markets = new ArrayList<>();
    private final List<Account> accounts = new ArrayList<>();
    private final Timers timers = new Timers();
    private final MarketLife life;
    private long now;
    private long lastOrder;
    private long lastTrade;
    private long lastGroup;
    private boolean exchangeActive = true;
    private boolean tradingActive = true;
    /** What backs the contracts that are held. */
    long clearing;

    private long feesCollected;
    private long deposits;

    /**
     * @param origin goes into the names of orders, trades and groups
     * @param start the first moment, microseconds since 1970
     */
    public Engine(long origin, long start, EngineListener listener) {
        this.ids = new Ids(origin);
        this.now = start;
        this.listener = listener;
        this.life = new MarketLife(this, timers, listener);
    }

    // --- Time -------------------------------------------------------------------------------------------------------

    /** Microseconds since 1970. */
    public long now() {
        return now;
    }

    /** Lets time pass, and what is due happen: expirations, openings, closes, payouts. Time never goes back. */
    public void advanceTo(long time) {
        while (timers.next() <= time) {
            now = Math.max(now, timers.next());
            timers.runFirst();
        }
        now = Math.max(now, time);
    }

    /**
     * Lets something happen at a time, between commands; at once, when that has passed. What is due at the same time
     * happens in the order of asking.
     */
    public void at(long time, Runnable action) {
        timers.at(time, action);
    }

    // --- Members ----------------------------------------------------------------------------------------------------

    /** Admits a member with so much money. */
    public Account admit(String name, long cash) {
        Account account = new Account(accounts.size(), name, 0);
        accounts.add(account);
        deposit(account, cash);
        return account;
    }

    public void deposit(Account account, long amount) {
        account.cash = Math.addExact(account.cash, amount);
        deposits = Math.addExact(deposits, amount);
    }

    /** In the order of admission. A view. */
    public List<Account> accounts() {
        return Collections.unmodifiableList(accounts);
    }

    /** All that was ever paid in. Equals all balances, what backs the contracts that are held, and all fees. */
    public long deposits() {
        return deposits;
    }

    /** What backs the contracts that are held: a dollar for each pair, until a void returns costs instead. */
    public long clearing() {
        return clearing;
    }

    public long feesCollected() {
        return feesCollected;
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

    /** Changes what trades cost from now on. */
    public void fees(Market market, Fees fees) {
        market.fees = fees;
    }

    // --- Pauses -----------------------------------------------------------------------------------------------------

    public boolean exchangeActive() {
        return exchangeActive;
    }

    public boolean tradingActive() {
        return tradingActive;
    }

    /** Begins or ends a pause of trading: no order comes or changes, cancels are taken. */
    public void trading(boolean active) {
        tradingActive = active;
        cancelForPause();
    }

    /** Begins or ends a pause of the whole exchange: not even cancels are taken. */
    public void exchange(boolean active) {
        exchangeActive = active;
        cancelForPause();
    }

    private void cancelForPause() {
        if (!tradingActive || !exchangeActive) {
            markets.forEach(market -> cancelAll(market, true, UpdateReason.HALT_CANCEL));
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
        requireTrading(market);
        requireForm(asked);
        if (asked.clientOrderId() != null && asked.account().knows(asked.clientOrderId())) {
            throw new Refusal(DUPLICATE_CLIENT_ORDER_ID);
        }
        if (asked.group() != null && asked.group().triggered) {
            throw new Refusal(GROUP_TRIGGERED);
        }
        if (asked.account().resting >= MOST_RESTING) {
            throw new Refusal(TOO_MANY_ORDERS);
        }
        if (asked.postOnly() && market.book().wouldTrade(asked.side(), asked.price())) {
            throw new Refusal(POST_ONLY_CROSS);
        }
        Position position = asked.account().open(market);
        Order order = new Order(lastOrder + 1, asked, position, now);
        if (asked.reduceOnly()) {
            order.remaining = Math.min(order.remaining, position.closable(order.side()));
            if (order.remaining == 0) {
                throw new Refusal(REDUCE_ONLY_WITHOUT_POSITION);
            }
        }
        requireFunds(order);
        lastOrder++;
        if (asked.clientOrderId() != null) {
            asked.account().remember(asked.clientOrderId());
        }
        listener.orderChanged(order, null);
        if (asked.timeInForce() != TimeInForce.FILL_OR_KILL || market.book().reachable(order) >= order.remaining) {
            match(order);
        }
        settleRemainder(order);
        return order;
    }

    /**
     * Changes an order's price or quantity.
     *
     * <p>It keeps its place in the queue when only its quantity falls or only its expiration changes.
     *
     * @param total what shall be filled in all, with what is filled already
     * @param expiration 0 for never
     * @throws Refusal if that cannot be
     */
    public void amend(
            Order order, BookSide side, int price, long total, @Nullable String clientOrderId, long expiration) {
        requireTrading(order.market());
        requireResting(order);
        if (side != order.side()) {
            throw new Refusal(SIDE_MISMATCH);
        }
        if (!order.market().grid.allows(price)) {
            throw new Refusal(INVALID_PRICE);
        }
        long remaining = total - order.filled;
        if (remaining <= 0 || total > MOST_CONTRACTS) {
            throw new Refusal(INVALID_QUANTITY);
        }
        if (expiration != 0 && expiration <= now) {
            throw new Refusal(INVALID_EXPIRATION);
        }
        boolean renamed = clientOrderId != null && !clientOrderId.equals(order.clientOrderId);
        if (renamed && order.account().knows(Objects.requireNonNull(clientOrderId))) {
            throw new Refusal(DUPLICATE_CLIENT_ORDER_ID);
        }
        boolean keepsPlace = price == order.price && remaining <= order.remaining;
        if (!keepsPlace) {
            requeue(order, price, remaining);
        } else if (remaining < order.remaining) {
            shrink(order, remaining);
        }
        if (clientOrderId != null && renamed) {
            order.account().remember(clientOrderId);
            order.clientOrderId = clientOrderId;
        }
        expire(order, expiration);
        order.initial = total;
        order.updated = now;
        listener.orderChanged(order, UpdateReason.AMEND);
        if (!keepsPlace) {
            match(order);
            settleRemainder(order);
        }
    }

    /**
     * Lowers what an order still wants; it keeps its place.
     *
     * @param remaining what shall remain; nothing cancels the order
     * @throws Refusal if it does not rest, or would grow
     */
    public void decrease(Order order, long remaining) {
        requireTrading(order.market());
        requireResting(order);
        if (remaining < 0 || remaining >= order.remaining) {
            throw new Refusal(INVALID_QUANTITY);
        }
        if (remaining == 0) {
            cancel(order, UpdateReason.DECREASE);
        } else {
            shrink(order, remaining);
            order.initial = order.filled + remaining;
            order.updated = now;
            listener.orderChanged(order, UpdateReason.DECREASE);
        }
    }

    /**
     * Cancels an order.
     *
     * @return the contracts that will not trade now
     * @throws Refusal if it does not rest
     */
    public long cancel(Order order) {
        if (!exchangeActive) {
            throw new Refusal(EXCHANGE_PAUSED);
        }
        requireResting(order);
        long canceled = order.remaining;
        cancel(order, null);
        return canceled;
    }

    // --- Order groups -----------------------------------------------------------------------------------------------

    /** @param limit contracts that may trade within fifteen seconds */
    public OrderGroup createGroup(Account account, long limit) {
        OrderGroup group = new OrderGroup(ids.group(++lastGroup), account, limit);
        account.add(group);
        listener.groupChanged(group, OrderGroup.Change.CREATED);
        return group;
    }

    /** Cancels the group's orders; it takes no more until it is reset. */
    public void trigger(OrderGroup group) {
        group.triggered = true;
        cancelAll(group);
        listener.groupChanged(group, OrderGroup.Change.TRIGGERED);
    }

    public void reset(OrderGroup group) {
        group.triggered = false;
        group.forget();
        listener.groupChanged(group, OrderGroup.Change.RESET);
    }

    /** Changes the limit; what traded lately may exceed it at once. */
    public void limit(OrderGroup group, long limit) {
        group.limit = limit;
        listener.groupChanged(group, OrderGroup.Change.LIMIT_UPDATED);
        if (!group.triggered && group.exceeded(now)) {
            trigger(group);
        }
    }

    /** Cancels the group's orders and forgets it. */
    public void delete(OrderGroup group) {
        cancelAll(group);
        group.account().remove(group);
        group.triggered = true;
        listener.groupChanged(group, OrderGroup.Change.DELETED);
    }

    private void cancelAll(OrderGroup group) {
        List.copyOf(group.orders()).forEach(order -> cancel(order, null));
    }

    // --- Within -----------------------------------------------------------------------------------------------------

    private void requireTrading(Market market) {
        if (!exchangeActive) {
            throw new Refusal(EXCHANGE_PAUSED);
        }
        if (!tradingActive) {
            throw new Refusal(TRADING_PAUSED);
        }
        if (market.status != MarketStatus.ACTIVE) {
            throw new Refusal(MARKET_NOT_ACTIVE);
        }
    }

    private void requireForm(NewOrder asked) {
        if (!asked.market().grid.allows(asked.price())) {
            throw new Refusal(INVALID_PRICE);
        }
        if (asked.quantity() <= 0 || asked.quantity() > MOST_CONTRACTS) {
            throw new Refusal(INVALID_QUANTITY);
        }
        boolean rests = asked.timeInForce() == TimeInForce.GOOD_TILL_CANCELED;
        if (asked.expiration() != 0 && (!rests || asked.expiration() <= now)) {
            throw new Refusal(INVALID_EXPIRATION);
        }
        if (asked.reduceOnly() && rests) {
            throw new Refusal(REDUCE_ONLY_MUST_NOT_REST);
        }
    }

    private static void requireResting(Order order) {
        if (!order.isResting()) {
            throw new Refusal(ORDER_NOT_RESTING);
        }
    }

    /** What closes a position pays for itself, and for its fee. */
    private void requireFunds(Order order) {
        Position position = order.position();
        long needed = position.reserve(order.side(), order) - position.reserve(order.side(), null);
        long fee = order.market()
                .fees
                .charge(Money.ZERO, Action.BUY, new Price(order.price), new Quantity(order.remaining), true)
                .net()
                .units();
        long dueFee = Math.max(0, fee - position.proceeds(order));
        if (needed + dueFee > order.account().available() && needed + dueFee > 0) {
            throw new Refusal(INSUFFICIENT_BALANCE);
        }
    }

    private void match(Order taker) {
        Side opposite = taker.market().book().against(taker);
        while (taker.remaining > 0 && taker.isResting()) {
            Order maker = opposite.first();
            if (maker == null || !taker.crosses(maker.price)) {
                return;
            }
            if (maker.account() != taker.account()) {
                trade(maker, taker);
            } else if (taker.selfTradePrevention() == SelfTradePrevention.MAKER) {
                cancel(maker, UpdateReason.SELF_TRADE_CANCEL);
            } else {
                end(taker, UpdateReason.SELF_TRADE_CANCEL);
            }
        }
    }

    private void trade(Order maker, Order taker) {
        Market market = maker.market();
        int price = maker.price;
        long quantity = Math.min(maker.remaining, taker.remaining);
        Trade trade = new Trade(++lastTrade, market, maker, taker, price, quantity, now);

        Side side = market.book().side(maker.side());
        if (quantity == maker.remaining) {
            side.remove(maker);
        } else {
            side.at(price).quantity -= quantity;
        }
        long longBefore = longs(maker) + longs(taker);
        long cashBefore = maker.account().cash + taker.account().cash;
        maker.position().trade(maker.side(), price, quantity, now);
        taker.position().trade(taker.side(), price, quantity, now);
        clearing += cashBefore - maker.account().cash - taker.account().cash;
        market.openInterest += longs(maker) + longs(taker) - longBefore;
        market.lastPrice = price;
        market.lastQuantity = quantity;
        market.volume += quantity;
        market.dollarVolume += price * quantity;
        Fill makerFill = fill(trade, maker, false);
        Fill takerFill = fill(trade, taker, true);
        if (maker.remaining == 0) {
            leave(maker, OrderStatus.EXECUTED);
        } else {
            maker.position().reserve();
        }
        if (taker.remaining == 0) {
            taker.status = OrderStatus.EXECUTED;
        }
        taker.position().reserve();

        bookChanged(maker, -quantity);
        listener.traded(trade);
        tell(makerFill);
        tell(takerFill);
        count(maker, quantity);
        count(taker, quantity);
    }

    private static long longs(Order order) {
        return Math.max(0, order.position().contracts);
    }

    private Fill fill(Trade trade, Order order, boolean taker) {
        Market market = order.market();
        long quantity = trade.quantity();
        Action action = order.side() == BookSide.BID ? Action.BUY : Action.SELL;
        Fees.Charge charge =
                order.fees.fill(market.fees, action, new Price(trade.price()), new Quantity(quantity), taker);
        long cost = charge.cost().units();
        long net = charge.net().units();
        order.filled += quantity;
        order.remaining -= quantity;
        order.updated = now;
        long paid = quantity * (order.side() == BookSide.BID ? trade.price() : Price.UNITS_PER_DOLLAR - trade.price());
        if (taker) {
            order.takerCost += paid;
            order.takerFees += net;
        } else {
            order.makerCost += paid;
            order.makerFees += net;
        }
        order.account().cash -= net;
        order.position().fees += net;
        feesCollected += net;
        return new Fill(trade, order, taker, cost, net, order.position().contracts);
    }

    private void tell(Fill fill) {
        listener.filled(fill);
        listener.orderChanged(fill.order(), UpdateReason.TRADE);
        listener.positionChanged(fill.order().position());
    }

    /** A group that traded too much cancels all its orders before the next match. */
    private void count(Order order, long quantity) {
        OrderGroup group = order.group();
        if (group != null && group.match(quantity, now) && !group.triggered) {
            trigger(group);
            if (order.isResting() && order.remaining > 0) {
                end(order, null);
            }
        }
    }

    /** Lets what remains rest, or cancels it. */
    private void settleRemainder(Order order) {
        if (!order.isResting()) {
            return;
        }
        if (order.timeInForce() == TimeInForce.GOOD_TILL_CANCELED) {
            rest(order);
        } else {
            end(order, order.reduceOnly() ? UpdateReason.REDUCE_ONLY_CANCEL : null);
        }
    }

    private void rest(Order order) {
        order.market().book().side(order.side()).add(order);
        order.position().rest(order);
        if (order.group() != null) {
            order.group().add(order);
        }
        expire(order, order.expiration);
        bookChanged(order, order.remaining);
    }

    private void shrink(Order order, long remaining) {
        long change = remaining - order.remaining;
        Level level = order.level;
        if (level != null) {
            level.quantity += change;
        }
        order.remaining = remaining;
        order.position().reserve();
        bookChanged(order, change);
    }

    private void requeue(Order order, int price, long remaining) {
        if (order.postOnly() && order.market().book().wouldTrade(order.side(), price)) {
            throw new Refusal(POST_ONLY_CROSS);
        }
        int priceBefore = order.price;
        long remainingBefore = order.remaining;
        Position position = order.position();
        position.leave(order);
        order.price = price;
        order.remaining = remaining;
        try {
            requireFunds(order);
        } catch (Refusal e) {
            order.price = priceBefore;
            order.remaining = remainingBefore;
            position.rest(order);
            throw e;
        }
        order.price = priceBefore;
        order.remaining = remainingBefore;
        order.market().book().side(order.side()).remove(order);
        bookChanged(order, -remainingBefore);
        order.price = price;
        order.remaining = remaining;
    }

    private void expire(Order order, long expiration) {
        order.expiration = expiration;
        if (expiration != 0) {
            timers.at(expiration, () -> {
                if (order.isResting() && order.expiration == expiration) {
                    cancel(order, UpdateReason.EXPIRY_CANCEL);
                }
            });
        }
    }

    /** Cancels what rests in a market. */
    void cancelAll(Market market, boolean onlyOnPause, UpdateReason reason) {
        List<Order> doomed = new ArrayList<>();
        for (BookSide side : BookSide.values()) {
            Side orders = market.book().side(side);
            for (int price = orders.best(); price >= 0; price = orders.after(price)) {
                for (@Nullable Order order = orders.at(price).first; order != null; order = order.behind) {
                    if (!onlyOnPause || order.cancelOnPause()) {
                        doomed.add(order);
                    }
                }
            }
        }
        doomed.forEach(order -> cancel(order, reason));
    }

    /** Cancels an order that is in the book. */
    private void cancel(Order order, @Nullable UpdateReason reason) {
        long remaining = order.remaining;
        order.market().book().side(order.side()).remove(order);
        order.remaining = 0;
        leave(order, OrderStatus.CANCELED);
        bookChanged(order, -remaining);
        order.updated = now;
        listener.orderChanged(order, reason);
    }

    /** Cancels an order that is not in the book. */
    private void end(Order order, @Nullable UpdateReason reason) {
        order.remaining = 0;
        order.status = OrderStatus.CANCELED;
        order.updated = now;
        listener.orderChanged(order, reason);
    }

    private static void leave(Order order, OrderStatus status) {
        order.status = status;
        order.position().leave(order);
        if (order.group() != null) {
            order.group().remove(order);
        }
    }

    private void bookChanged(Order order, long change) {
        order.market().updated = now;
        listener.bookChanged(order.market(), order.side(), order.price, change, order);
    }
}
