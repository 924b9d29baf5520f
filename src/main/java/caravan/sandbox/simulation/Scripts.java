package caravan.sandbox.simulation;

import caravan.model.BookSide;
import caravan.rules.PriceGrid;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Engine;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.NewOrder;
import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.Position;
import caravan.sandbox.engine.Refusal;
import caravan.sandbox.engine.SelfTradePrevention;
import caravan.sandbox.engine.TimeInForce;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Plays orders of the own account as they were written down: each part is one fill at exactly its price.
 *
 * <p>They are true orders. What they take on arrival, the house offers a moment before; what they wait for, the house
 * sends, after everything that trades first. Players of the simulation keep away from them, so that no part is anybody
 * else's. An order that its owner cancels or moves is an order like any other from then on.
 */
final class Scripts {
    private static final long RETRY = 1_000_000;

    private final Engine engine;
    private final Cast cast;
    private final Account own;
    private final Account house;
    private final SplittableRandom random;
    /** By the number of the order. */
    private final Map<Long, Script> open = new HashMap<>();

    Scripts(Engine engine, Cast cast, Account own, SplittableRandom random) {
        this.engine = engine;
        this.cast = cast;
        this.own = own;
        this.house = cast.admit("house");
        this.random = random;
    }

    /**
     * Places an order.
     *
     * @throws IllegalArgumentException if a price is off the grid, if an order of a user is in the way, or if the
     *     exchange does not take it
     */
    Order place(ScriptedOrder plan, Market market) {
        requireGrid(plan, market.grid());
        BookSide side = plan.side();
        int limit = plan.limit();
        Order opposite = cast.strangerAt(market, Sides.other(side), limit);
        if (opposite != null) {
            throw new IllegalArgumentException(
                    "expected a price that meets no order of a user, found " + opposite + "; cancel it first");
        }
        int taken = plan.taken();
        int best = plan.price(plan.parts().get(0));
        if (taken > 0 && cast.strangerAt(market, side, best) != null) {
            taken = 0;
        }
        cast.withdraw(market, Sides.other(side), limit);
        List<Order> offers = new ArrayList<>();
        if (taken > 0) {
            cast.withdraw(market, side, best);
            for (ScriptedOrder.Part part : plan.parts().subList(0, taken)) {
                offers.add(engine.place(NewOrder.limit(
                        house,
                        market,
                        Sides.other(side),
                        plan.price(part),
                        part.quantity().units())));
            }
        }
        Order order;
        try {
            order = engine.place(order(plan, market, limit));
        } catch (Refusal e) {
            offers.forEach(engine::cancel);
            throw new IllegalArgumentException("expected an order that the exchange takes, found " + e.reason(), e);
        }
        Deque<ScriptedOrder.Part> waiting =
                new ArrayDeque<>(plan.parts().subList(taken, plan.parts().size()));
        if (!waiting.isEmpty()) {
            long interval = plan.interval().toNanos() / 1_000;
            Script script = new Script(order, plan, waiting, engine.now() + interval * (taken + 1));
            open.put(order.number(), script);
            schedule(script);
        }
        return order;
    }

    /** Whether an order waits for fills in a market. */
    boolean isBusy(Market market) {
        return isBusy(market, BookSide.BID) || isBusy(market, BookSide.ASK);
    }

    boolean isBusy(Market market, BookSide side) {
        return front(market, side) != null;
    }

    /** As much of a quantity as trades on that side of the book without touching an order that is played here. */
    long within(Market market, BookSide side, long quantity) {
        Script front = open.isEmpty() ? null : front(market, side);
        return front == null ? quantity : Math.min(quantity, market.book().ahead(front.order));
    }

    private void schedule(Script script) {
        engine.at(script.due, () -> play(script));
    }

    private void play(Script script) {
        Order order = script.order;
        Market market = order.market();
        ScriptedOrder.Part part = script.parts.peek();
        if (part == null || !script.isPlayable()) {
            open.remove(order.number());
        } else if (!engine.exchangeActive() || !engine.tradingActive() || !market.isActive()) {
            script.due = engine.now() + RETRY;
            schedule(script);
        } else if (!move(script, script.plan.price(part))) {
            open.remove(order.number());
        } else {
            Script front = front(market, order.side());
            if (front == null || front == script) {
                fill(script, script.parts.remove());
            } else {
                engine.at(Math.max(engine.now(), front.due), () -> play(script));
            }
        }
    }

    private void fill(Script script, ScriptedOrder.Part part) {
        Order order = script.order;
        Market market = order.market();
        long quantity = Math.min(part.quantity().units(), order.remaining());
        long ahead = market.book().ahead(order);
        engine.place(NewOrder.immediate(
                house, market, Sides.other(order.side()), order.price(), Math.addExact(ahead, quantity)));
        script.due += script.interval();
        if (script.parts.isEmpty() || !order.isResting()) {
            open.remove(order.number());
        } else {
            schedule(script);
        }
    }

    /** Brings an order to the price of its next part; false where a user's order or the order's money is in the way. */
    private boolean move(Script script, int price) {
        Order order = script.order;
        if (price == order.price()) {
            return true;
        }
        BookSide opposite = Sides.other(order.side());
        if (cast.strangerAt(order.market(), opposite, price) != null) {
            return false;
        }
        cast.withdraw(order.market(), opposite, price);
        try {
            engine.amend(order, order.side(), price, order.initial(), null, order.expiration());
        } catch (Refusal e) {
            return false;
        }
        script.price = price;
        return true;
    }

    /** The played order of a market's side that trades first. */
    private @Nullable Script front(Market market, BookSide side) {
        Position position = own.position(market);
        if (position != null) {
            for (Order order : position.resting(side)) {
                Script script = open.get(order.number());
                if (script != null && script.isPlayable()) {
                    return script;
                }
            }
        }
        return null;
    }

    private NewOrder order(ScriptedOrder plan, Market market, int limit) {
        return new NewOrder(
                own,
                market,
                "caravan-" + HexFormat.of().toHexDigits(random.nextInt()),
                plan.side(),
                limit,
                plan.quantity(),
                TimeInForce.GOOD_TILL_CANCELED,
                SelfTradePrevention.TAKER_AT_CROSS,
                0,
                false,
                false,
                false,
                null);
    }

    private static void requireGrid(ScriptedOrder plan, PriceGrid grid) {
        for (ScriptedOrder.Part part : plan.parts()) {
            if (!grid.allows(plan.price(part))) {
                throw new IllegalArgumentException(
                        "price must be on the grid of " + plan.ticker() + " " + grid + ", was " + part.price());
            }
        }
    }
}
