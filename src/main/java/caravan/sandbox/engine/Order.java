package caravan.sandbox.engine;

import caravan.model.BookSide;
import caravan.rules.OrderFees;
import org.jspecify.annotations.Nullable;

/** An order from its arrival on. Only the engine changes it. */
public final class Order {
    private final long number;
    private final Position position;
    private final BookSide side;
    private final TimeInForce timeInForce;
    private final SelfTradePrevention selfTradePrevention;
    private final boolean postOnly;
    private final boolean reduceOnly;
    private final boolean cancelOnPause;
    private final @Nullable OrderGroup group;
    private final long created;

    @Nullable
    String clientOrderId;

    OrderStatus status = OrderStatus.RESTING;
    int price;
    long initial;
    long filled;
    long remaining;
    long expiration;

    /** Of an order that can still expire. */
    Clock.@Nullable Timer expiry;

    long updated;
    long makerCost;
    long takerCost;
    long makerFees;
    long takerFees;
    /** What it holds back while it is in the book, if none of it closes a position. */
    long held;
    /** What rounding has collected so far. */
    final OrderFees fees = new OrderFees();

    /** The queue at its price; all null unless it is in the book. */
    @Nullable
    Level level;

    @Nullable
    Order ahead;

    @Nullable
    Order behind;

    /**
     * An order that has just arrived.
     *
     * @param remaining what can trade, where that is less than what was asked for
     */
    Order(long number, NewOrder asked, Position position, long remaining, long now) {
        this.number = number;
        this.position = position;
        this.side = asked.side();
        this.timeInForce = asked.timeInForce();
        this.selfTradePrevention = asked.selfTradePrevention();
        this.postOnly = asked.postOnly();
        this.reduceOnly = asked.reduceOnly();
        this.cancelOnPause = asked.cancelOnPause();
        this.group = asked.group();
        this.clientOrderId = asked.clientOrderId();
        this.price = asked.price();
        this.initial = asked.quantity();
        this.remaining = remaining;
        this.created = now;
        this.updated = now;
    }

    /** Counts up through the exchange's life. */
    public long number() {
        return number;
    }

    /** The exchange's name for it. */
    public String id() {
        return market().ids().order(number);
    }

    public @Nullable String clientOrderId() {
        return clientOrderId;
    }

    public Account account() {
        return position.account();
    }

    public Market market() {
        return position.market();
    }

    Position position() {
        return position;
    }

    public BookSide side() {
        return side;
    }

    /** YES price, also for asks. */
    public int price() {
        return price;
    }

    public TimeInForce timeInForce() {
        return timeInForce;
    }

    public SelfTradePrevention selfTradePrevention() {
        return selfTradePrevention;
    }

    public boolean postOnly() {
        return postOnly;
    }

    public boolean reduceOnly() {
        return reduceOnly;
    }

    public boolean cancelOnPause() {
        return cancelOnPause;
    }

    public @Nullable OrderGroup group() {
        return group;
    }

    public OrderStatus status() {
        return status;
    }

    /**
     * What shall be filled in all: what was asked for at first, or by the last amendment or decrease.
     *
     * <p>A canceled order keeps the number that it had.
     */
    public long initial() {
        return initial;
    }

    public long filled() {
        return filled;
    }

    /** What can still trade; 0 once it is executed or canceled. */
    public long remaining() {
        return remaining;
    }

    /** 0 for never. */
    public long expiration() {
        return expiration;
    }

    public long created() {
        return created;
    }

    public long updated() {
        return updated;
    }

    /** What was traded while it rested, at the price of the outcome that it buys. */
    public long makerCost() {
        return makerCost;
    }

    /** What was traded on arrival, at the price of the outcome that it buys. */
    public long takerCost() {
        return takerCost;
    }

    public long makerFees() {
        return makerFees;
    }

    public long takerFees() {
        return takerFees;
    }

    public boolean isResting() {
        return status == OrderStatus.RESTING;
    }

    /**
     * Counts a part that has traded.
     *
     * @param cost at the price of the outcome that it buys
     */
    void filled(long quantity, long cost, long fee, boolean taker) {
        filled += quantity;
        if (taker) {
            takerCost += cost;
            takerFees += fee;
        } else {
            makerCost += cost;
            makerFees += fee;
        }
        if (filled == initial) {
            status = OrderStatus.EXECUTED;
        }
    }

    /** Whether it would trade at a price of the other side. */
    boolean crosses(int opposite) {
        return side == BookSide.BID ? price >= opposite : price <= opposite;
    }

    @Override
    public String toString() {
        return "order " + number + ' ' + side + ' ' + remaining + " at " + price + " in " + market() + ", " + status;
    }
}
