package caravan.marketmaking;

import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.BookUpdate.Level;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Quote;
import caravan.model.QuotePlan;
import caravan.model.RestingOrder;
import caravan.model.Situation;
import caravan.model.Strategy;
import caravan.rules.PriceGrid;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins the best price of both sides, or improves it, and leans away from what it holds.
 *
 * @param size contracts of each order
 * @param improve ticks better than the best price of others; 0 joins it
 * @param minSpread ticks that our own two quotes are apart at least
 * @param skew contracts held for each tick that both quotes move against the position
 * @param tolerance ticks that an order may be off before it is moved
 */
public record TouchStrategy(Quantity size, int improve, int minSpread, Quantity skew, int tolerance)
        implements Strategy {
    public TouchStrategy {
        if (size.units() <= 0 || improve < 0 || minSpread < 1 || skew.units() <= 0 || tolerance < 0) {
            throw new IllegalArgumentException(
                    "the strategy touch needs a size and a skew above 0, a spread of at least 1 tick, and improve and"
                            + " tolerance of at least 0, had " + size + ", " + skew + ", " + minSpread + ", " + improve
                            + " and " + tolerance);
        }
    }

    @Override
    public QuotePlan quote(Situation situation) {
        String ticker = situation.ticker();
        if (situation.book().state() != BookState.VALID) {
            return QuotePlan.nothing(
                    ticker,
                    "the book is " + situation.book().state() + ": "
                            + situation.book().reason());
        }
        List<Level> bids = situation.others(BookSide.BID);
        List<Level> asks = situation.others(BookSide.ASK);
        if (bids.isEmpty() || asks.isEmpty()) {
            return QuotePlan.nothing(ticker, "only one side has a price, so nothing tells what the market is worth");
        }
        PriceGrid grid = situation.grid();
        Price lower = grid.roundDown(bids.get(0).price());
        Price upper = grid.roundUp(asks.get(0).price());
        if (!grid.allows(lower) || !grid.allows(upper)) {
            return QuotePlan.nothing(ticker, "the best prices are beyond those at which it may be quoted");
        }
        int bestBid = grid.tick(lower.units());
        int bestAsk = grid.tick(upper.units());
        int lean = Math.toIntExact(situation.position().units() / skew.units());
        int bid = bestBid + improve - lean;
        int ask = bestAsk - improve - lean;
        int missing = minSpread - (ask - bid);
        if (missing > 0) {
            bid -= (missing + 1) / 2;
            ask += missing / 2;
        }
        bid = Math.min(bid, bestAsk - 1);
        ask = Math.max(ask, bestBid + 1);
        List<Quote> quotes = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        int keptBid = kept(situation, BookSide.BID, bid);
        int keptAsk = kept(situation, BookSide.ASK, ask);
        boolean apart = keptAsk - keptBid >= minSpread;
        take(situation, BookSide.BID, bid, apart ? keptBid : bid, bestBid, quotes, reasons);
        take(situation, BookSide.ASK, ask, apart ? keptAsk : ask, bestAsk, quotes, reasons);
        return new QuotePlan(ticker, quotes, reasons);
    }

    private void take(
            Situation situation,
            BookSide side,
            int tick,
            int kept,
            int best,
            List<Quote> quotes,
            List<String> reasons) {
        PriceGrid grid = situation.grid();
        String word = side == BookSide.BID ? "bid" : "ask";
        if (tick < 0 || tick >= grid.size()) {
            reasons.add("no price is left for a " + word);
            return;
        }
        Price price = new Price(grid.units(kept));
        String reason = kept == tick
                ? "best " + word + ' ' + new Price(grid.units(best)) + ", position " + situation.position()
                : "rests within " + tolerance + " ticks of " + new Price(grid.units(tick));
        quotes.add(new Quote(situation.ticker(), side, price, size, reason));
    }

    /** The tick of our order that is near enough, else the one wanted: an order that moves goes to the end of its queue. */
    private int kept(Situation situation, BookSide side, int wanted) {
        return situation.orders().stream()
                .filter(order -> order.side() == side && situation.grid().allows(order.price()))
                .map(RestingOrder::price)
                .map(price -> situation.grid().tick(price.units()))
                .filter(tick -> Math.abs(tick - wanted) <= tolerance)
                .filter(tick -> !crosses(situation, side, tick))
                .findFirst()
                .orElse(wanted);
    }

    private static boolean crosses(Situation situation, BookSide side, int tick) {
        List<Level> opposite = situation.others(side == BookSide.BID ? BookSide.ASK : BookSide.BID);
        int units = situation.grid().units(tick);
        int best = opposite.get(0).price().units();
        return side == BookSide.BID ? units >= best : units <= best;
    }
}
