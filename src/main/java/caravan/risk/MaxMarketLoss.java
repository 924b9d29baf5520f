package caravan.risk;

import caravan.model.Money;

/**
 * Denies an order with which too much could be lost in one market.
 *
 * @param limit what may be lost
 */
record MaxMarketLoss(Cap limit) implements RiskCheck {
    @Override
    public String name() {
        return "max-market-loss";
    }

    @Override
    public Verdict check(Proposal proposal) {
        Money worst = proposal.marketAfter().risk().worstCaseLoss();
        Money most = limit.of(proposal.before().equity());
        return worst.compareTo(most) > 0
                ? Verdict.denies(name(), "the market could lose %s dollars, limit is %s".formatted(worst, most))
                : Verdict.passes(name());
    }
}
