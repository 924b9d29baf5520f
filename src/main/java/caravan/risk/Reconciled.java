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
    public boolean concernsReducing() {
        return true;
    }

    @Override
    public Verdict check(Proposal proposal) {
        return proposal.before().reconciled()
                ? Verdict.passes(name())
                : Verdict.denies(name(), "the account was not compared with the exchange yet");
    }
}
