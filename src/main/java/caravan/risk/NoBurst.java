package caravan.risk;

/**
 * Lets only what reduces pass for a while after so much was filled at once: whoever takes all of our quotes knows more
 * than we do.
 */
record NoBurst(Conduct conduct) implements RiskCheck {
    @Override
    public String name() {
        return "no-burst";
    }

    @Override
    public Verdict check(Proposal proposal) {
        return conduct.burst(proposal.now())
                .map(reason -> Verdict.denies(name(), reason))
                .orElse(Verdict.passes(name()));
    }
}
