package caravan.risk;

import java.time.Duration;
import java.time.Instant;

/**
 * Denies an order while nobody answers on the connection: its books may be old. Takes
 * away what rests. A quiet market is not a silent connection.
 *
 * @param limit since the last sign of life
 */
record ConnectionAnswers(Duration limit) implements RiskCheck {
    @Override
    public String name() {
        return "connection-answers";
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
        Instant last = proposal.before().lastSignOfLife();
        return last != null && Duration.between(last, proposal.now()).compareTo(limit) <= 0
                ? Verdict.passes(name())
                : Verdict.denies(
                        name(), last == null ? "there is no connection" : "nothing was heard since %s".formatted(last));
    }
}
