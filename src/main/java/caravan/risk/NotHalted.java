package caravan.risk;

/**
 * Denies everything while the program is halted, but for what a person asks for to get out.
 */
record NotHalted() implements RiskCheck {
    @Override
    public String name() {
        return "not-halted";
    }

    @Override
    public Reach reach() {
        return Reach.ALL_BUT_A_PERSONS;
    }

    @Override
    public Verdict check(Proposal proposal) {
        String halted = proposal.before().halted();
        return halted == null ? Verdict.passes(name()) : Verdict.denies(name(), halted);
    }
}
