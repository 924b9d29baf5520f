package caravan.risk;

import caravan.model.Money;

/**
 * Denies an order with which too much could be lost in one market.
 *
 * @param limit dollars
 */
record MaxMarketLoss(Money limit) implements RiskCheck {
    @Override
    public String name() {
        return "max-market-loss";
    }

    @Override
    public Verdict check(Proposal proposal) {
        Money worst = proposal.marketAfter().risk().worstCaseLoss();
        return worst.compareTo(limit) > 0
                ? Verdict.denies(name(), "the market could lose %s dollars, limit is %s".formatted(worst, limit))
                : Verdict.passes(name());
    }
}
