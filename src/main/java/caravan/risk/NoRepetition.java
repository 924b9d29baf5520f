package caravan.risk;

/**
 * Denies an order where the same one was placed again and again: something undoes it each time, or we do not see that it
 * is there.
 */
record NoRepetition(Conduct conduct) implements RiskCheck {
    @Override
    public String name() {
        return "no-repetition";
    }

    @Override
    public Reach reach() {
        return Reach.QUOTES;
    }

    @Override
    public Verdict check(Proposal proposal) {
        return proposal.wanted()
                .flatMap(quote -> conduct.repetition(quote, proposal.now()))
                .map(reason -> Verdict.denies(name(), reason))
                .orElse(Verdict.passes(name()));
    }
}
