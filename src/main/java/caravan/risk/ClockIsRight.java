package caravan.risk;

import java.time.Duration;

/**
 * Denies an order while our clock is off: expirations would be wrong, and signatures refused. Takes away what
 * rests.
 *
 * @param limit in either direction
 */
record ClockIsRight(Duration limit) implements RiskCheck {
    @Override
    public String name() {
        return "clock-is-right";
    }

    @Override
    public Reach reach() {
        return Reach.ALL;
    }

    @Override
    public boolean withdraws() {
        return true;
    }

    @Override
    public Verdict check(Proposal proposal) {
        Duration ahead = proposal.before().clockAhead();
        return ahead != null && ahead.abs().compareTo(limit) <= 0
                ? Verdict.passes(name())
                : Verdict.denies(
                        name(),
                        ahead == null
                                ? "the exchange's time is not known"
                                : "the clock is off by %d ms, limit is %d"
                                        .formatted(ahead.toMillis(), limit.toMillis()));
    }
}
