package caravan.risk;

import caravan.model.Quote;
import caravan.rules.PriceGrid;

/**
 * Denies a price that the market does not have.
 */
record OnGrid() implements RiskCheck {
    @Override
    public String name() {
        return "on-grid";
    }

    @Override
    public Reach reach() {
        return Reach.ALL;
    }

    @Override
    public Verdict check(Proposal proposal) {
        PriceGrid grid = proposal.market().grid();
        if (grid == null) {
            return Verdict.denies(name(), "the prices of the market are not known");
        }
        return proposal.wanted()
                .map(Quote::price)
                .filter(price -> !grid.allows(price))
                .map(price -> Verdict.denies(name(), "%s is no price of %s".formatted(price, grid)))
                .orElse(Verdict.passes(name()));
    }
}
