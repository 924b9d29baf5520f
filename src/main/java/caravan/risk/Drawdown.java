package caravan.risk;

import caravan.model.Money;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Lets only what reduces pass once too much of the highest equity is gone.
 *
 * @param percent of the peak
 */
record Drawdown(int percent) implements RiskCheck {
    @Override
    public String name() {
        return "drawdown";
    }

    @Override
    public Verdict check(Proposal proposal) {
        return reason(proposal.before())
                .map(reason -> Verdict.denies(name(), reason))
                .orElse(Verdict.passes(name()));
    }

    /** What is to be said about it; empty while it is within the limit. */
    Optional<String> reason(AccountStanding account) {
        Money peak = account.peak();
        BigDecimal gone = peak.toBigDecimal().subtract(account.equity().toBigDecimal());
        BigDecimal most =
                peak.toBigDecimal().multiply(BigDecimal.valueOf(percent)).movePointLeft(2);
        return gone.compareTo(most) > 0
                ? Optional.of("the equity is %s dollars, %d %% below its peak of %s is the limit"
                        .formatted(account.equity(), percent, peak))
                : Optional.empty();
    }
}
