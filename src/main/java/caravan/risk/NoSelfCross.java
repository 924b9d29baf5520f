package caravan.risk;

import caravan.model.BookSide;

/**
 * Denies a quote that would meet one of our own: trading with oneself is forbidden.
 */
record NoSelfCross() implements RiskCheck {
    @Override
    public String name() {
        return "no-self-cross";
    }

    @Override
    public Reach reach() {
        return Reach.ALL;
    }

    @Override
    public Verdict check(Proposal proposal) {
        return proposal.wanted()
                .flatMap(quote -> proposal.marketAfter().orders().stream()
                        .filter(order -> order.side() != quote.side())
                        .filter(order -> quote.side() == BookSide.BID
                                ? quote.price().compareTo(order.price()) >= 0
                                : quote.price().compareTo(order.price()) <= 0)
                        .findFirst()
                        .map(order -> Verdict.denies(
                                name(),
                                "%s %s would meet our own order at %s"
                                        .formatted(quote.side(), quote.price(), order.price()))))
                .orElse(Verdict.passes(name()));
    }
}
