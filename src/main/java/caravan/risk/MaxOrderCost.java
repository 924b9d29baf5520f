package caravan.risk;

import caravan.model.Money;
import caravan.rules.MarketRisk;

/**
 * Denies an order that costs too much if it is filled.
 *
 * @param limit dollars
 */
record MaxOrderCost(Money limit) implements RiskCheck {
    @Override
    public String name() {
        return "max-order-cost";
    }

    @Override
    public boolean concernsReducing() {
        return true;
    }

    @Override
    public Verdict check(Proposal proposal) {
        return proposal.wanted()
                .map(quote -> new MarketRisk.Resting(quote.side(), quote.price(), quote.quantity()).collateral())
                .filter(cost -> cost.compareTo(limit) > 0)
                .map(cost -> Verdict.denies(name(), "costs %s dollars, limit is %s".formatted(cost, limit)))
                .orElse(Verdict.passes(name()));
    }
}
