package caravan.risk;

import caravan.model.Approved;
import caravan.model.OrderRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one gate that every request passes on its way to the exchange.
 *
 * <p>One batch of requests is looked at at a time, and what each may cost is reserved before the next one is: two requests
 * that fit only alone are never both approved, and one that was approved counts as placed before the next one is looked at. What only takes back is never held up. Thread-safe.
 */
public final class RiskGate {
    private static final Logger LOG = LoggerFactory.getLogger(RiskGate.class);

    private final List<RiskCheck> checks;
    private final Function<Collection<String>, AccountStanding> account;
    private final Reservations reservations;
    private final Consumer<Approved> conduct;
    private final Supplier<Duration> life;
    private final InstantSource clock;
    /** What a person has asked for to get out; each passes once. */
    private final Set<OrderRequest.Exit> aPersons = new LinkedHashSet<>();

    private long approvals;

    /**
     * @param account where we stand, with these markets, without what is reserved here
     * @param conduct is told of each request that may trade, before the next one is looked at
     * @param life how long an order may rest, as it is set now
     */
    RiskGate(
            List<RiskCheck> checks,
            Function<Collection<String>, AccountStanding> account,
            Reservations reservations,
            Consumer<Approved> conduct,
            Supplier<Duration> life,
            InstantSource clock) {
        this.checks = List.copyOf(checks);
        this.account = account;
        this.reservations = reservations;
        this.conduct = conduct;
        this.life = life;
        this.clock = clock;
    }

    /** Decides on requests in their order, and reserves what each may cost. */
    public synchronized List<Decision> decide(List<OrderRequest> requests) {
        if (requests.stream().allMatch(OrderRequest::reduces)) {
            return requests.stream().map(this::takeBack).toList();
        }
        AccountStanding standing = standing(
                requests.stream().map(OrderRequest::ticker).collect(Collectors.toCollection(LinkedHashSet::new)));
        return requests.stream()
                .map(request -> request.reduces() ? takeBack(request) : decide(request, standing))
                .toList();
    }

    /** Nobody is asked where we stand: whatever is wrong with who knows, orders can be canceled. */
    private Decision takeBack(OrderRequest request) {
        Instant now = clock.instant();
        return new Decision(
                request, now, Optional.of(new Approved(request, ++approvals, now.plus(life.get()), now)), List.of());
    }

    /** Where we stand, without what is reserved. */
    synchronized AccountStanding standing(Collection<String> tickers) {
        Set<String> all = new LinkedHashSet<>(tickers);
        all.addAll(reservations.tickers());
        return account.apply(all);
    }

    private Decision decide(OrderRequest request, AccountStanding standing) {
        Instant now = clock.instant();
        boolean aPersons = request instanceof OrderRequest.Exit exit && this.aPersons.remove(exit);
        Proposal proposal =
                new Proposal(request, now, now.plus(life.get()), reservations.added(standing, now), aPersons);
        List<Verdict> denials = denials(proposal, checks);
        if (!denials.isEmpty()) {
            return new Decision(request, now, Optional.empty(), denials);
        }
        Approved approved = new Approved(request, ++approvals, proposal.expiration(), now);
        reservations.reserve(approved, proposal);
        conduct.accept(approved);
        return new Decision(request, now, Optional.of(approved), List.of());
    }

    /**
     * The orders that would not be allowed to rest any longer, one of each market.
     *
     * <p>An order was approved by what was known then. Where that cannot be relied on any more it is not left to its expiration.
     * While the exchange pauses it cancels by itself; while we are halted the kill switch does.
     */
    List<Decision> untenable() {
        Instant now = clock.instant();
        AccountStanding standing = account.apply(List.of());
        return standing.markets().values().stream()
                .flatMap(market -> market.orders().stream().limit(1))
                .map(OrderRequest.Renew::new)
                .map(stay -> new Decision(
                        stay,
                        now,
                        Optional.empty(),
                        denials(
                                new Proposal(stay, now, now.plus(life.get()), standing, false),
                                checks.stream().filter(RiskCheck::withdraws).toList())))
                .filter(decision -> !decision.denials().isEmpty())
                .toList();
    }

    private static List<Verdict> denials(Proposal proposal, List<RiskCheck> checks) {
        List<Verdict> denials = new ArrayList<>();
        for (RiskCheck check : checks) {
            Verdict verdict = verdict(check, proposal);
            if (verdict.isDenied()) {
                denials.add(verdict);
            }
        }
        return denials;
    }

    /** A check that fails has not passed. */
    private static Verdict verdict(RiskCheck check, Proposal proposal) {
        try {
            return check.concerns(proposal) ? check.check(proposal) : Verdict.passes(check.name());
        } catch (RuntimeException failure) {
            LOG.error("The check {} failed", check.name(), failure);
            return Verdict.denies(check.name(), "the check failed: " + failure.getMessage());
        }
    }

    /** Gives back what was reserved: it is among the open orders now. */
    public synchronized void settled(Approved approved) {
        reservations.release(approved);
    }

    /** Lets exits pass that a person has asked for, also while the program is halted. Those of before do not any more. */
    synchronized void expect(Collection<OrderRequest.Exit> exits) {
        aPersons.clear();
        aPersons.addAll(exits);
    }

    synchronized int reserved() {
        return reservations.count();
    }
}
