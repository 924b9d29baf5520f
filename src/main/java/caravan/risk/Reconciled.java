package caravan.risk;

/**
 * Denies an order until the account was compared with the exchange, and takes away what rests while it cannot be relied on.
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
    public boolean withdraws() {
        return true;
    }

    @Override
    public Verdict check(Proposal proposal) {
        String unreconciled = proposal.before().unreconciled();
        return unreconciled == null ? Verdict.passes(name()) : Verdict.denies(name(), unreconciled);
    }
}
