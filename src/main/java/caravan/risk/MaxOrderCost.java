package caravan.risk;

import caravan.model.Money;
import caravan.rules.MarketRisk;

/**
 * Denies an order that costs too much if it is filled.
 *
 * @param limit what one may cost
 */
record MaxOrderCost(Cap limit) implements RiskCheck {
    @Override
    public String name() {
        return "max-order-cost";
    }

    @Override
    public Reach reach() {
        return Reach.QUOTES;
    }

    @Override
    public Verdict check(Proposal proposal) {
        Money most = limit.of(proposal.before().equity());
        return proposal.wanted()
                .map(quote -> new MarketRisk.Resting(quote.side(), quote.price(), quote.quantity()).collateral())
                .filter(cost -> cost.compareTo(most) > 0)
                .map(cost -> Verdict.denies(name(), "costs %s dollars, limit is %s".formatted(cost, most)))
                .orElse(Verdict.passes(name()));
    }
}
