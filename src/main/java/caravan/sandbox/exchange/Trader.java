package caravan.sandbox.exchange;

import caravan.model.Action;
import caravan.model.BookSide;
import caravan.model.Outcome;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.rules.Fees;
import caravan.sandbox.exchange.ExchangeEvent.OwnFilled;
import caravan.sandbox.exchange.ExchangeEvent.OwnOrderChanged;
import caravan.sandbox.exchange.ExchangeEvent.Traded;
import caravan.sandbox.exchange.OrderScript.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Plays the orders of the sandbox account: they appear, are filled part by part, and are done.
 *
 * <p>A part at the order's limit is somebody hitting the resting order. A part at a better price is the order taking
 * what was offered there.
 */
final class Trader {
    private static final int FEWEST_FILLS = 2;
    private static final int MOST_FILLS = 6;

    private final SplittableRandom random;
    private final Ids ids;
    private final Crowd crowd;
    private final Consumer<ExchangeEvent> out;
    private final Account account = new Account();
    private final List<OwnOrder> open = new ArrayList<>();

    Trader(SplittableRandom random, Ids ids, Crowd crowd, Consumer<ExchangeEvent> out) {
        this.random = random;
        this.ids = ids;
        this.crowd = crowd;
        this.out = out;
    }

    /** An order and its market, before it is placed. */
    record Idea(OrderScript script, SimulatedMarket market) {}

    Account account() {
        return account;
    }

    boolean hasOpenOrder(SimulatedMarket market) {
        return open.stream().anyMatch(order -> order.market == market);
    }

    /** A random order that is filled in about a second. */
    Idea invent(List<SimulatedMarket> markets) {
        int fills = FEWEST_FILLS + random.nextInt(MOST_FILLS - FEWEST_FILLS + 1);
        return invent(markets, fills, Duration.ofMillis((500 + random.nextInt(600)) / fills));
    }

    Idea invent(List<SimulatedMarket> markets, int fills, Duration interval) {
        SimulatedMarket market = markets.get(random.nextInt(markets.size()));
        Outcome outcome = random.nextBoolean() ? Outcome.YES : Outcome.NO;
        long held = account.position(market.ticker()).units() * (outcome == Outcome.YES ? 1 : -1);
        Action action = held >= 100L * fills && random.nextInt(2) == 0 ? Action.SELL : Action.BUY;
        boolean bid = (outcome == Outcome.YES) == (action == Action.BUY);
        int yesPrice = market.fair() + (bid ? -market.tick() : market.tick());
        Price limit = new Price(outcome == Outcome.YES ? yesPrice : Price.UNITS_PER_DOLLAR - yesPrice);
        Price better = new Price(limit.units() + (action == Action.BUY ? -market.tick() : market.tick()));
        int sweeps = random.nextInt(3) == 0 && better.units() > 0 ? 1 + random.nextInt(Math.max(1, fills - 1)) : 0;
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < fills; i++) {
            long largest = action == Action.SELL ? held / fills : 2_500;
            parts.add(new Part(new Quantity(size(largest)), i < sweeps ? better : limit));
        }
        return new Idea(new OrderScript(market.ticker(), outcome, action, parts, interval, true), market);
    }

    OwnOrder place(Idea idea, Instant now) {
        return place(idea.script(), idea.market(), now);
    }

    OwnOrder place(OrderScript script, SimulatedMarket market, Instant now) {
        OwnOrder order = new OwnOrder(ids.next(), "caravan-" + ids.next().substring(0, 8), market, script, now);
        account.add(order);
        open.add(order);
        out.accept(new OwnOrderChanged(market, order, null));
        show(order, now);
        return order;
    }

    /** Executes the parts whose time has come. */
    void fillDue(Instant now) {
        boolean again = true;
        while (again) {
            again = false;
            for (OwnOrder order : List.copyOf(open)) {
                if (!now.isBefore(order.nextFill)) {
                    fill(order, now);
                    again = true;
                }
            }
        }
    }

    private void fill(OwnOrder order, Instant now) {
        Part part = order.parts.remove();
        boolean taker = !part.price().equals(order.limit);
        Price yesPrice = order.yes(part.price());
        moveBook(order, part, yesPrice, taker, now);
        order.market.traded(yesPrice.units(), part.quantity().units());
        String tradeId = ids.next();
        Outcome aggressor = taker ? order.direction() : Book.other(order.direction());
        out.accept(new Traded(
                order.market, tradeId, yesPrice.units(), part.quantity().units(), aggressor, now));

        Fees.Charge charge = order.market
                .listing()
                .fees()
                .charge(order.carriedRounding, order.action(), part.price(), part.quantity(), taker);
        order.carriedRounding = charge.carried();
        order.filled = order.filled.plus(part.quantity());
        if (taker) {
            order.takerCost = order.takerCost.plus(part.price().times(part.quantity()));
            order.takerFees = order.takerFees.plus(charge.cost());
        } else {
            order.makerCost = order.makerCost.plus(part.price().times(part.quantity()));
            order.makerFees = order.makerFees.plus(charge.cost());
        }
        order.updated = now;
        order.nextFill = order.nextFill.plus(order.script.interval());
        OwnFill fill = new OwnFill(
                account.nextFillNumber(),
                tradeId,
                order,
                yesPrice,
                part.quantity(),
                charge.cost(),
                taker,
                positionAfter(order, part.quantity()),
                now);
        account.add(fill);
        if (order.parts.isEmpty()) {
            open.remove(order);
        }
        out.accept(new OwnFilled(order.market, fill));
        out.accept(new OwnOrderChanged(order.market, order, "Trade"));
        show(order, now);
    }

    private Quantity positionAfter(OwnOrder order, Quantity quantity) {
        Quantity before = account.position(order.market.ticker());
        return order.bookSide() == BookSide.BID ? before.plus(quantity) : before.minus(quantity);
    }

    /** Takes the part out of the book: from our resting order, or from an offer that appears for it. */
    private void moveBook(OwnOrder order, Part part, Price yesPrice, boolean taker, Instant now) {
        long quantity = part.quantity().units();
        if (!taker) {
            if (order.shown) {
                order.market.changeOwn(order.direction(), order.restingPrice(), -quantity);
                crowd.change(order.market, order.direction(), order.restingPrice(), -quantity, order, now);
            }
            return;
        }
        Outcome opposite = Book.other(order.direction());
        int price = Price.UNITS_PER_DOLLAR - order.onSide(yesPrice);
        meet(order, yesPrice, now);
        if (!order.market.book().crosses(opposite, price)) {
            crowd.change(order.market, opposite, price, quantity, null, now);
            crowd.change(order.market, opposite, price, -quantity, order, now);
        }
    }

    /**
     * Lets an order rest in the public book once nothing is left for it to take.
     *
     * <p>Strangers in its way withdraw. Where another own order is in the way, it stays out of the book: an account does
     * not trade with itself.
     */
    private void show(OwnOrder order, Instant now) {
        if (order.shown || order.executed() || !order.rests()) {
            return;
        }
        int price = order.restingPrice();
        if (order.market.book().crosses(order.direction(), price)) {
            meet(order, order.yesPrice(), now);
        }
        if (!order.market.book().crosses(order.direction(), price)) {
            order.shown = true;
            order.market.changeOwn(order.direction(), price, order.remaining().units());
            crowd.change(
                    order.market, order.direction(), price, order.remaining().units(), order, now);
        }
    }

    /** Brings the market to the order, so that what trades there is no bargain. */
    private void meet(OwnOrder order, Price yesPrice, Instant now) {
        boolean bid = order.bookSide() == BookSide.BID;
        boolean resting = yesPrice.equals(order.yesPrice());
        crowd.moveTo(order.market, yesPrice.units() + (bid == resting ? order.market.tick() : 0), now);
    }

    private long size(long largest) {
        long units = 1 + random.nextLong(Math.max(1, largest));
        boolean fraction = random.nextInt(4) == 0 || units < 100;
        return fraction ? units : units / 100 * 100;
    }
}
