package caravan.risk;

import caravan.model.Money;

/**
 * Denies an order for which the exchange would hold back too much of the account.
 *
 * @param percent of the equity
 */
record MaxReserved(int percent) implements RiskCheck {
    @Override
    public String name() {
        return "max-reserved";
    }

    @Override
    public Verdict check(Proposal proposal) {
        Money reserved = proposal.after().reserved();
        Money limit = new Money(proposal.before().equity().units() / 100 * percent);
        return reserved.compareTo(limit) > 0
                ? Verdict.denies(name(), "orders would reserve %s dollars, limit is %s".formatted(reserved, limit))
                : Verdict.passes(name());
    }
}
