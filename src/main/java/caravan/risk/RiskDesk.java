package caravan.risk;

import caravan.model.Approved;
import caravan.model.OrderRequest;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the gate for others, and sees to it that what it says is known afterwards. Safe for use by many threads. */
public final class RiskDesk {
    private static final Logger LOG = LoggerFactory.getLogger(RiskDesk.class);

    private final RiskGate gate;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final DecisionJournal journal;
    private Set<String> withdrawn = Set.of();

    RiskDesk(RiskGate gate, DecisionJournal journal, MeterRegistry meters, InstantSource clock) {
        this.gate = gate;
        this.journal = journal;
        this.meters = meters;
        this.clock = clock;
        Gauge.builder("risk.reservations", gate, RiskGate::reserved)
                .description("Requests that were approved and are not among the open orders yet")
                .register(meters);
    }

    /** Decides on requests; what is denied is not among what comes back. */
    public List<Decision> decide(List<OrderRequest> requests) {
        List<Decision> decisions = gate.decide(requests);
        decisions.forEach(this::note);
        return decisions;
    }

    private void note(Decision decision) {
        String result = decision.approved().isPresent() ? "approved" : "denied";
        meters.counter("risk.requests", "result", result).increment();
        decision.denials()
                .forEach(denial ->
                        meters.counter("risk.denials", "check", denial.check()).increment());
        if (decision.approved().isEmpty() && !journal.isRepeated(decision)) {
            LOG.info(
                    "Denied: {} in {}; {}",
                    DecisionJournal.word(decision.request()),
                    decision.request().ticker(),
                    DecisionJournal.text(decision.denials()));
        }
    }

    /** The markets in which what rests has to go. Why is said once, as long as it does not go. */
    public synchronized List<String> untenable() {
        List<Decision> decisions = gate.untenable();
        List<String> tickers =
                decisions.stream().map(decision -> decision.request().ticker()).toList();
        decisions.stream()
                .filter(decision -> !withdrawn.contains(decision.request().ticker()))
                .forEach(decision -> LOG.info(
                        "Withdrawn: what rests in {}; {}",
                        decision.request().ticker(),
                        DecisionJournal.text(decision.denials())));
        withdrawn = Set.copyOf(tickers);
        return tickers;
    }

    /** What may be sent. */
    public List<Approved> approved(List<Decision> decisions) {
        return decisions.stream()
                .map(Decision::approved)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Writes decisions to the ledger. */
    public void keep(List<Decision> decisions) {
        journal.keep(decisions);
    }

    /** These are among the open orders now. */
    public void recorded(List<Approved> recorded) {
        recorded.forEach(gate::settled);
    }

    /** Writes what was counted meanwhile. */
    public void flush() {
        journal.flush(clock.instant());
    }

    /** Deletes decisions that are too old. */
    public void clear() {
        journal.clear(clock.instant());
    }
}
