package caravan.risk;

import caravan.model.BookView;
import caravan.model.Price;

/**
 * Denies an order in a market whose prices tell nothing: one side is missing, or the sides are too far apart or too near the ends.
 *
 * @param widest ten-thousandths of a dollar between the best prices
 * @param nearestEnd ten-thousandths of a dollar that the best prices are away from nothing and from one dollar
 */
record SpreadIsSane(int widest, int nearestEnd) implements RiskCheck {
    @Override
    public String name() {
        return "spread-is-sane";
    }

    @Override
    public Verdict check(Proposal proposal) {
        BookView book = proposal.market().book();
        if (book == null || book.bids().isEmpty() || book.asks().isEmpty()) {
            return Verdict.denies(name(), "one side of the book is empty");
        }
        int bid = book.bids().get(0).price().units();
        int ask = book.asks().get(0).price().units();
        boolean sane =
                ask > bid && ask - bid <= widest && bid >= nearestEnd && ask <= Price.UNITS_PER_DOLLAR - nearestEnd;
        return sane
                ? Verdict.passes(name())
                : Verdict.denies(name(), "best prices are %s and %s".formatted(new Price(bid), new Price(ask)));
    }
}
