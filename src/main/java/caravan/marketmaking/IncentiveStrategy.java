package caravan.marketmaking;

import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.BookUpdate.Level;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Quote;
import caravan.model.QuotePlan;
import caravan.model.Situation;
import caravan.model.Strategy;
import caravan.rules.PriceGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Rests a little behind the best price of both sides, where few others rest that deep, to be paid for being there.
 *
 * @param size contracts of each order
 * @param delta how far behind the best price, in ten-thousandths of a dollar; negative improves it
 * @param crowd the most contracts of others that may rest at our price or behind it
 */
public record IncentiveStrategy(Quantity size, int delta, Quantity crowd) implements Strategy {
    public IncentiveStrategy {
        if (size.units() <= 0 || crowd.units() < 0) {
            throw new IllegalArgumentException(
                    "the strategy incentive needs a size above 0 and a crowd of at least 0, had " + size + " and "
                            + crowd);
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
        List<String> reasons = new ArrayList<>();
        List<Quote> quotes = new ArrayList<>();
        boolean crowded = false;
        if (bids.isEmpty()) {
            reasons.add("nobody bids for YES, so there is no best price to rest behind");
        } else {
            Price price = bid(situation.grid(), bids, asks);
            Quantity behind = resting(bids, level -> level.price().compareTo(price) <= 0);
            crowded |= behind.compareTo(crowd) > 0;
            take(quotes, reasons, ticker, BookSide.BID, price, bids.get(0).price(), behind, situation.grid());
        }
        if (asks.isEmpty()) {
            reasons.add("nobody bids for NO, so there is no best price to rest behind");
        } else {
            Price price = ask(situation.grid(), bids, asks);
            Quantity behind = resting(asks, level -> level.price().compareTo(price) >= 0);
            crowded |= behind.compareTo(crowd) > 0;
            take(quotes, reasons, ticker, BookSide.ASK, price, asks.get(0).price(), behind, situation.grid());
        }
        if (quotes.size() == 2 && quotes.get(0).price().compareTo(quotes.get(1).price()) >= 0) {
            reasons.add("the bid %s and the ask %s would meet one another"
                    .formatted(quotes.get(0).price(), quotes.get(1).price()));
            return new QuotePlan(ticker, List.of(), reasons);
        }
        return new QuotePlan(ticker, crowded ? List.of() : quotes, reasons);
    }

    private void take(
            List<Quote> quotes,
            List<String> reasons,
            String ticker,
            BookSide side,
            Price price,
            Price best,
            Quantity behind,
            PriceGrid grid) {
        String word = side == BookSide.BID ? "bid" : "ask";
        if (behind.compareTo(crowd) > 0) {
            reasons.add("%s contracts rest at %s %s or behind it, more than %s".formatted(behind, word, price, crowd));
        } else if (!grid.allows(price)) {
            reasons.add("no price is left for a %s behind %s".formatted(word, best));
        } else {
            quotes.add(new Quote(
                    ticker,
                    side,
                    price,
                    size,
                    Price.inCents(Math.abs(delta)) + " from the best " + word + ' ' + best + ", " + behind
                            + " others there or behind"));
        }
    }

    /** Behind the best bid, and at least one tick under the best ask. */
    private Price bid(PriceGrid grid, List<Level> bids, List<Level> asks) {
        int wanted = clipped(bids.get(0).price().units() - delta);
        if (!asks.isEmpty()) {
            wanted = Math.min(wanted, asks.get(0).price().units() - 1);
        }
        return grid.roundDown(new Price(Math.max(0, wanted)));
    }

    /** Behind the best ask, and at least one tick over the best bid. */
    private Price ask(PriceGrid grid, List<Level> bids, List<Level> asks) {
        int wanted = clipped(asks.get(0).price().units() + delta);
        if (!bids.isEmpty()) {
            wanted = Math.max(wanted, bids.get(0).price().units() + 1);
        }
        return grid.roundUp(new Price(Math.min(Price.UNITS_PER_DOLLAR, wanted)));
    }

    private static int clipped(int units) {
        return Math.max(0, Math.min(Price.UNITS_PER_DOLLAR, units));
    }

    private static Quantity resting(List<Level> levels, Predicate<Level> which) {
        long resting = 0;
        for (Level level : levels) {
            if (which.test(level)) {
                resting += level.quantity().units();
            }
        }
        return new Quantity(resting);
    }
}
