package caravan.risk;

/**
 * Denies orders in a market where the exchange has refused one after the other.
 */
record NoRejectsInARow(Conduct conduct) implements RiskCheck {
    @Override
    public String name() {
        return "no-rejects-in-a-row";
    }

    @Override
    public Reach reach() {
        return Reach.QUOTES;
    }

    @Override
    public Verdict check(Proposal proposal) {
        return conduct.rejectedInARow(proposal.request().ticker(), proposal.now())
                .map(reason -> Verdict.denies(name(), reason))
                .orElse(Verdict.passes(name()));
    }
}
