package caravan.sandbox.simulation;

import caravan.model.BookSide;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Engine;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.NewOrder;
import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.Position;
import java.util.List;

/** One market as its simulated traders see it: what they know, and what they can do without getting in a script's way. */
final class Venue {
    final Market market;
    final Mood mood;
    private final Engine engine;
    private final FairValues values;
    private final Scripts scripts;

    Venue(Market market, Mood mood, Engine engine, FairValues values, Scripts scripts) {
        this.market = market;
        this.mood = mood;
        this.engine = engine;
        this.values = values;
        this.scripts = scripts;
    }

    boolean isOpen() {
        return market.isActive() && engine.tradingActive() && engine.exchangeActive();
    }

    /** What the market is worth, in price units. */
    double value() {
        return values.units(market);
    }

    /** The tick at or below the value. */
    int tick() {
        return values.tick(market);
    }

    /** The best price of a side; -1 when nobody is there. */
    int best(BookSide side) {
        return market.book().best(side);
    }

    List<Order> orders(Account account, BookSide side) {
        Position position = account.position(market);
        return position == null ? List.of() : position.resting(side);
    }

    long held(Account account) {
        Position position = account.position(market);
        return position == null ? 0 : position.contracts();
    }

    /** Quotes, where the tick exists and nobody would trade with it. */
    void quote(Account account, BookSide side, int tick, long quantity) {
        if (canQuote(side, tick)) {
            engine.place(NewOrder.limit(account, market, side, market.grid().units(tick), quantity));
        }
    }

    /** Moves a quote, where the tick exists and nobody would trade with it; otherwise withdraws it. */
    void move(Order order, int tick, long quantity) {
        if (canQuote(order.side(), tick)) {
            int price = market.grid().units(tick);
            engine.amend(order, order.side(), price, order.filled() + quantity, null, 0);
        } else {
            engine.cancel(order);
        }
    }

    void cancel(Order order) {
        engine.cancel(order);
    }

    void decrease(Order order, long remaining) {
        engine.decrease(order, remaining);
    }

    /**
     * Trades at once with one side of the book, as far as the price allows.
     *
     * @param side whose orders are taken
     */
    void take(Account account, BookSide side, int price, long quantity) {
        long allowed = scripts.within(market, side, quantity);
        if (allowed > 0 && market.grid().allows(price)) {
            engine.place(NewOrder.immediate(account, market, Sides.other(side), price, allowed));
        }
    }

    private boolean canQuote(BookSide side, int tick) {
        if (tick < 0 || tick >= market.grid().size()) {
            return false;
        }
        int opposite = best(Sides.other(side));
        int price = market.grid().units(tick);
        return opposite < 0 || (side == BookSide.BID ? price < opposite : price > opposite);
    }
}
