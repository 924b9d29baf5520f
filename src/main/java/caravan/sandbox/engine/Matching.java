package caravan.sandbox.engine;

import caravan.model.Action;
import caravan.model.BookSide;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.rules.Fees;

/** Lets orders meet: best prices first, earlier orders first, at the resting order's price. */
final class Matching {
    private final EngineRules rules;
    private final Clock clock;
    private final Bookkeeper bookkeeper;
    private final Groups groups;
    private final ClearingHouse clearing;
    private final EngineListener listener;
    private long last;

    Matching(
            EngineRules rules,
            Clock clock,
            Bookkeeper bookkeeper,
            Groups groups,
            ClearingHouse clearing,
            EngineListener listener) {
        this.rules = rules;
        this.clock = clock;
        this.bookkeeper = bookkeeper;
        this.groups = groups;
        this.clearing = clearing;
        this.listener = listener;
    }

    /** Trades what an order that is not in the book can trade at once; the rest goes into the book, or is canceled. */
    void take(Order taker) {
        if (taker.timeInForce() != TimeInForce.FILL_OR_KILL || canFill(taker)) {
            taker.market().incoming = taker;
            try {
                match(taker);
            } finally {
                taker.market().incoming = null;
            }
        }
        if (!taker.isResting()) {
            return;
        }
        if (taker.timeInForce() == TimeInForce.GOOD_TILL_CANCELED) {
            bookkeeper.rest(taker);
        } else {
            boolean clipped = taker.filled + taker.remaining < taker.initial;
            bookkeeper.end(taker, clipped ? UpdateReason.REDUCE_ONLY_CANCEL : null);
        }
    }

    private boolean canFill(Order taker) {
        return taker.market().book().reachable(taker, rules.fillOrKillCountsOwn()) >= taker.remaining;
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
                bookkeeper.cancel(maker, UpdateReason.SELF_TRADE_CANCEL);
            } else {
                bookkeeper.end(taker, UpdateReason.SELF_TRADE_CANCEL);
            }
        }
    }

    private void trade(Order maker, Order taker) {
        long quantity = Math.min(maker.remaining, taker.remaining);
        Trade trade = new Trade(++last, maker.market(), maker, taker, maker.price, quantity, clock.now());
        bookkeeper.fill(maker, quantity);
        taker.remaining -= quantity;
        long longs = longs(maker) + longs(taker);
        clearing.trade(trade);
        maker.market().trade(trade, longs(maker) + longs(taker) - longs);
        Fill makerFill = fill(trade, maker, false);
        Fill takerFill = fill(trade, taker, true);

        bookkeeper.bookChanged(maker, -quantity);
        listener.traded(trade);
        tell(makerFill);
        tell(takerFill);
        groups.count(maker, quantity);
        groups.count(taker, quantity);
    }

    private static long longs(Order order) {
        return Math.max(0, order.position().contracts);
    }

    private Fill fill(Trade trade, Order order, boolean taker) {
        long quantity = trade.quantity();
        boolean bid = order.side() == BookSide.BID;
        Fees.Charge charge = order.fees.fill(
                trade.market().fees,
                bid ? Action.BUY : Action.SELL,
                new Price(trade.price()),
                new Quantity(quantity),
                taker);
        long fee = charge.net().units();
        order.filled(quantity, quantity * (bid ? trade.price() : Price.UNITS_PER_DOLLAR - trade.price()), fee, taker);
        if (!order.isResting()) {
            bookkeeper.forgetExpiration(order);
        }
        order.updated = trade.time();
        Position position = order.position();
        clearing.charge(position, fee);
        position.reserve();
        return new Fill(trade, order, taker, charge.cost().units(), fee, position.contracts);
    }

    private void tell(Fill fill) {
        listener.filled(fill);
        listener.orderChanged(fill.order(), UpdateReason.TRADE);
        listener.positionChanged(fill.order().position());
    }
}
