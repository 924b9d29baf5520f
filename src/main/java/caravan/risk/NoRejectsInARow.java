package caravan.risk;

/**
 * Denies orders in a market where the exchange has refused one after the other for what they are: something is wrong with
 * them, or with what we believe of the market.
 *
 * <p>The market waits until the oldest of them is five minutes old. Whoever follows the best price asks again every second
 * meanwhile, so that one such wait is hundreds of denials.
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
