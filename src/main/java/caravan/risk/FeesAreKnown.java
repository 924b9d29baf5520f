package caravan.risk;

/**
 * Denies an order whose fee nobody knows.
 */
record FeesAreKnown() implements RiskCheck {
    @Override
    public String name() {
        return "fees-are-known";
    }

    @Override
    public Verdict check(Proposal proposal) {
        return proposal.market().feesKnown()
                ? Verdict.passes(name())
                : Verdict.denies(name(), "the market's fees are not known");
    }
}
