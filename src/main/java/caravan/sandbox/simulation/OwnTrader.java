package caravan.sandbox.simulation;

import caravan.model.Action;
import caravan.model.BookSide;
import caravan.model.Outcome;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.rules.PriceGrid;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes up orders of the own account: either outcome, bought and sold, in whole contracts and fractions, at about what
 * the market is worth. It never ends up with much, in contracts or in debt.
 */
final class OwnTrader {
    private static final int FEWEST_FILLS = 2;
    private static final int MOST_FILLS = 6;
    private static final int LARGEST = 2_500;
    /** Hundredths of a contract; with more than that in a market, it only closes. */
    private static final long MOST_HELD = 20_000;

    private static final int ATTEMPTS = 200;

    private final Account own;
    private final Scripts scripts;
    private final ToIntFunction<Market> fair;
    private final Cast cast;
    private final SplittableRandom random;

    OwnTrader(Account own, Scripts scripts, Cast cast, ToIntFunction<Market> fair, SplittableRandom random) {
        this.own = own;
        this.scripts = scripts;
        this.cast = cast;
        this.fair = fair;
        this.random = random;
    }

    /** An order that is filled in about a second; null where there is no place for one. */
    @Nullable
    ScriptedOrder invent(List<Market> markets) {
        int fills = FEWEST_FILLS + random.nextInt(MOST_FILLS - FEWEST_FILLS + 1);
        return invent(markets, fills, Duration.ofMillis((500 + random.nextInt(600)) / fills), 1);
    }

    /** @param orders how many such orders share the money that there is */
    @Nullable
    ScriptedOrder invent(List<Market> markets, int fills, Duration interval, int orders) {
        for (int attempt = 0; attempt < ATTEMPTS && !markets.isEmpty(); attempt++) {
            Market market = markets.get(random.nextInt(markets.size()));
            ScriptedOrder order = invent(market, fills, interval, orders);
            // A side of a market where an order is already played is the last choice: this one would have to wait.
            if (order != null && (attempt >= ATTEMPTS / 2 || !scripts.isBusy(market, order.side()))) {
                return order;
            }
        }
        return null;
    }

    private @Nullable ScriptedOrder invent(Market market, int fills, Duration interval, int orders) {
        Position position = own.position(market);
        long contracts = position == null ? 0 : position.contracts();
        Outcome outcome = random.nextBoolean() ? Outcome.YES : Outcome.NO;
        long held = outcome == Outcome.YES ? contracts : -contracts;
        if (held < -MOST_HELD) {
            outcome = outcome == Outcome.YES ? Outcome.NO : Outcome.YES;
            held = -held;
        }
        boolean sells = held >= 100L * fills && (held > MOST_HELD || random.nextBoolean());
        Action action = sells ? Action.SELL : Action.BUY;
        BookSide side = (outcome == Outcome.YES) == (action == Action.BUY) ? BookSide.BID : BookSide.ASK;
        int limit = limit(market, side);
        PriceGrid grid = market.grid();
        if (limit < 1 || limit > grid.size() - 2) {
            return null;
        }
        Price price = price(outcome, grid.units(limit));
        Price better = price(outcome, grid.units(limit + Sides.away(side)));
        long largest = sells ? held / fills : affordable(price, fills, orders);
        int taken = random.nextInt(3) == 0 ? 1 + random.nextInt(Math.max(1, fills - 1)) : 0;
        List<ScriptedOrder.Part> parts = new ArrayList<>();
        for (int i = 0; i < fills; i++) {
            parts.add(new ScriptedOrder.Part(new Quantity(size(largest)), i < taken ? better : price));
        }
        return new ScriptedOrder(market.ticker(), outcome, action, parts, interval, true);
    }

    /** A tick on this side of what the market is worth, or as near as a user's order allows. */
    private int limit(Market market, BookSide side) {
        PriceGrid grid = market.grid();
        int away = Sides.away(side);
        int tick = grid.tick(fair.applyAsInt(market)) + away;
        Order opposite = cast.strangerAt(market, Sides.other(side), grid.units(tick));
        return opposite == null ? Math.min(Math.max(tick, 1), grid.size() - 2) : grid.tick(opposite.price()) + away;
    }

    private long affordable(Price price, int fills, int orders) {
        return Math.min(LARGEST, own.available() / 2 / price.units() / fills / orders);
    }

    private long size(long largest) {
        long units = 1 + random.nextLong(Math.max(1, largest));
        boolean fraction = random.nextInt(4) == 0 || units < 100;
        return fraction ? units : units / 100 * 100;
    }

    private static Price price(Outcome outcome, int yesPrice) {
        Price price = new Price(yesPrice);
        return outcome == Outcome.YES ? price : price.complement();
    }
}
