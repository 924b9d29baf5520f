package caravan.risk;

/**
 * Denies everything where nobody has allowed this program to trade.
 */
record TradingAllowed() implements RiskCheck {
    @Override
    public String name() {
        return "trading-allowed";
    }

    @Override
    public Reach reach() {
        return Reach.ALL;
    }

    @Override
    public Verdict check(Proposal proposal) {
        String forbidden = proposal.before().forbidden();
        return forbidden == null ? Verdict.passes(name()) : Verdict.denies(name(), forbidden);
    }
}
