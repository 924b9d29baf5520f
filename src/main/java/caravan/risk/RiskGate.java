package caravan.risk;

import caravan.model.Approved;
import caravan.model.OrderRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one gate that every request passes on its way to the exchange.
 *
 * <p>One request is looked at at a time, and what it may cost is reserved before the next one is: two requests that fit
 * only alone are never both approved. What only takes back is never held up. Thread-safe.
 */
public final class RiskGate {
    private static final Logger LOG = LoggerFactory.getLogger(RiskGate.class);

    private final List<RiskCheck> checks;
    private final Supplier<AccountStanding> account;
    private final Reservations reservations;
    private final Duration life;
    private final InstantSource clock;
    private long approvals;

    /**
     * @param account where we stand, without what is reserved here
     * @param life how long an order may rest
     */
    RiskGate(
            List<RiskCheck> checks,
            Supplier<AccountStanding> account,
            Reservations reservations,
            Duration life,
            InstantSource clock) {
        this.checks = List.copyOf(checks);
        this.account = account;
        this.reservations = reservations;
        this.life = life;
        this.clock = clock;
    }

    /** Decides on one request, and reserves what it may cost. */
    public synchronized Decision decide(OrderRequest request) {
        Instant now = clock.instant();
        Proposal proposal = new Proposal(request, now, now.plus(life), reservations.added(account.get()));
        List<Verdict> denials = request.reduces() ? List.of() : denials(proposal);
        if (!denials.isEmpty()) {
            return new Decision(Optional.empty(), denials);
        }
        Approved approved = new Approved(request, ++approvals, proposal.expiration(), now);
        reservations.reserve(approved, proposal);
        return new Decision(Optional.of(approved), List.of());
    }

    private List<Verdict> denials(Proposal proposal) {
        boolean reducing = proposal.isReducing();
        List<Verdict> denials = new ArrayList<>();
        for (RiskCheck check : checks) {
            if (!reducing || check.concernsReducing()) {
                Verdict verdict = verdict(check, proposal);
                if (verdict.isDenied()) {
                    denials.add(verdict);
                }
            }
        }
        return denials;
    }

    /** A check that fails has not passed. */
    private static Verdict verdict(RiskCheck check, Proposal proposal) {
        try {
            return check.check(proposal);
        } catch (RuntimeException failure) {
            LOG.error("The check {} failed", check.name(), failure);
            return Verdict.denies(check.name(), "the check failed: " + failure.getMessage());
        }
    }

    /** Gives back what was reserved: the exchange has answered, and its answer is in the account's standing. */
    public synchronized void settled(Approved approved) {
        reservations.release(approved);
    }
}
