package caravan.risk;

import caravan.model.Money;

/**
 * Lets only what reduces pass where little cash is left.
 *
 * @param limit dollars
 */
record BalanceFloor(Money limit) implements RiskCheck {
    @Override
    public String name() {
        return "balance-floor";
    }

    @Override
    public Verdict check(Proposal proposal) {
        Money balance = proposal.before().balance();
        return balance.compareTo(limit) < 0
                ? Verdict.denies(name(), "the balance is %s dollars, floor is %s".formatted(balance, limit))
                : Verdict.passes(name());
    }
}
