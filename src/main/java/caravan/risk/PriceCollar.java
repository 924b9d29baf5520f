package caravan.risk;

import caravan.model.BookSide;
import caravan.model.BookUpdate.Level;
import caravan.model.BookView;
import caravan.model.Price;
import caravan.model.Quote;
import java.util.List;

/**
 * Denies a price far from where the market is: a slip of a digit, or a book that is not what it seems.
 *
 * <p>Distance is measured to the best price that the order could trade with, and where it is to rest also to the best
 * one beside it, whichever is nearer.
 *
 * @param limit ten-thousandths of a dollar
 */
record PriceCollar(int limit) implements RiskCheck {
    @Override
    public String name() {
        return "price-collar";
    }

    @Override
    public Reach reach() {
        return Reach.ALL;
    }

    @Override
    public Verdict check(Proposal proposal) {
        return proposal.wanted().map(quote -> verdict(quote, proposal)).orElse(Verdict.passes(name()));
    }

    private Verdict verdict(Quote quote, Proposal proposal) {
        BookView book = proposal.market().book();
        if (book == null) {
            return Verdict.denies(name(), "no book was heard");
        }
        boolean bid = quote.side() == BookSide.BID;
        int opposite = distance(quote.price(), bid ? book.asks() : book.bids());
        int beside = proposal.isExit() ? Integer.MAX_VALUE : distance(quote.price(), bid ? book.bids() : book.asks());
        int distance = Math.min(opposite, beside);
        if (distance == Integer.MAX_VALUE) {
            return Verdict.denies(name(), "there is no price to compare with");
        }
        return distance <= limit
                ? Verdict.passes(name())
                : Verdict.denies(
                        name(),
                        "%s is %s away from the best price, limit is %s"
                                .formatted(quote.price(), new Price(distance), new Price(limit)));
    }

    private static int distance(Price price, List<Level> levels) {
        return levels.isEmpty()
                ? Integer.MAX_VALUE
                : Math.abs(price.units() - levels.get(0).price().units());
    }
}
