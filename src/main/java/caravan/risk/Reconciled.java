package caravan.risk;

/**
 * Denies an order until the account was compared with the exchange.
 */
record Reconciled() implements RiskCheck {
    @Override
    public String name() {
        return "reconciled";
    }

    @Override
    public Reach reach() {
        return Reach.ALL_BUT_A_PERSONS;
    }

    @Override
    public Verdict check(Proposal proposal) {
        String unreconciled = proposal.before().unreconciled();
        return unreconciled == null ? Verdict.passes(name()) : Verdict.denies(name(), unreconciled);
    }
}
