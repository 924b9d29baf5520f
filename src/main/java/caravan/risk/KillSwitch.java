package caravan.risk;

import caravan.model.Card;
import caravan.model.OpenOrders;
import caravan.model.OrderRequest;
import caravan.model.OrderUpdate;
import caravan.model.Page;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Stops everything, sees to it that nothing rests, and lets a person go on or out. Safe for use by many threads. */
public final class KillSwitch {
    private static final Logger LOG = LoggerFactory.getLogger(KillSwitch.class);

    /** A reason to stop, and who has it. */
    public record Alarm(String reason, String by) {}

    /**
     * What a halt has come to.
     *
     * @param isNew whether nothing was halted before
     */
    public record Halting(Halt halt, boolean isNew) {}

    private final HaltLatch latch;
    private final RiskGate gate;
    private final Tripwires tripwires;
    private final Conduct conduct;
    private final Flattening flattening;
    private final Supplier<Optional<OpenOrders>> orders;
    private final boolean wholeAccount;
    private final Duration verifyInterval;
    private final TradingCards cards;
    private final InstantSource clock;
    private volatile boolean verified;
    private volatile boolean doubted;
    private volatile String lastTold = "";
    private Flattening.@Nullable Plan plan;

    KillSwitch(
            HaltLatch latch,
            RiskGate gate,
            Tripwires tripwires,
            Conduct conduct,
            Flattening flattening,
            Supplier<Optional<OpenOrders>> orders,
            boolean wholeAccount,
            Duration verifyInterval,
            TradingCards cards,
            MeterRegistry meters,
            InstantSource clock) {
        this.latch = latch;
        this.gate = gate;
        this.tripwires = tripwires;
        this.conduct = conduct;
        this.flattening = flattening;
        this.orders = orders;
        this.wholeAccount = wholeAccount;
        this.verifyInterval = verifyInterval;
        this.cards = cards;
        this.clock = clock;
        Gauge.builder("risk.halted", latch, state -> state.current().isPresent() ? 1 : 0)
                .description("1 while everything is stopped")
                .register(meters);
    }

    /** A reason to stop that nobody has acted on; null while there is none. Asked every second. */
    public @Nullable Alarm alarm() {
        if (latch.current().isPresent()) {
            return null;
        }
        Optional<String> file = latch.file().reason();
        return file.isPresent()
                ? new Alarm(file.get(), "file")
                : tripwires
                        .reason(gate.standing(Set.of()), clock.instant())
                        .map(reason -> new Alarm(reason, "check"))
                        .orElse(null);
    }

    /** Stops everything at once: from now on nothing is approved but what takes back. */
    public Halting halt(@Nullable String reason, @Nullable String by) {
        boolean isNew = latch.current().isEmpty();
        verified = false;
        Halt halt = latch.latch(
                reason == null || reason.isBlank() ? "no reason given" : reason, by == null ? "unknown" : by);
        return new Halting(halt, isNew);
    }

    /** Writes down what was halted last. Waits for the ledger, and so for nobody who cancels. */
    public void keep() {
        latch.keep();
    }

    public Card halted(Halting halting) {
        return cards.halted(halting.halt());
    }

    /** Begins to see to it that nothing rests. */
    public Sweep sweep() {
        return new Sweep(orders.get().orElse(NoOrders.INSTANCE), wholeAccount);
    }

    /** Takes what the stage orders has canceled. */
    public void canceled(Sweep sweep, @Nullable List<?> canceled) {
        sweep.canceled(canceled == null ? List.of() : canceled);
    }

    public void canceledOne(Sweep sweep) {
        sweep.canceledOne();
    }

    public void failed(Sweep sweep, Exception failure) {
        sweep.failed(failure);
    }

    public void unread(Sweep sweep, Exception failure) {
        sweep.unread(failure);
    }

    /** Takes a whole read, and says which of it has to be canceled. */
    public List<OrderUpdate> read(Sweep sweep, Iterator<Page<OrderUpdate>> pages) {
        return sweep.read(pages);
    }

    /** Milliseconds between two reads. */
    public long verifyMillis() {
        return verifyInterval.toMillis();
    }

    /** Whether something may rest still although everything is stopped. */
    public boolean isUnverified() {
        return latch.current().isPresent()
                && (!verified
                        || !orders.get().map(OpenOrders::all).orElse(List.of()).isEmpty());
    }

    /** Whether it was said that something may rest, and that is over. */
    public boolean isNewlyVerified() {
        boolean news = verified && doubted;
        doubted &= !news;
        return news;
    }

    /** Takes what a sweep has come to, and tells it for people. */
    public String swept(Sweep sweep) {
        verified = sweep.isClean();
        doubted |= !verified;
        String text = latch.current().map(halt -> halt + ". ").orElse("") + sweep;
        if (!text.equals(lastTold)) {
            lastTold = text;
            LOG.atLevel(verified ? Level.INFO : Level.WARN).log(text);
        }
        return text;
    }

    /**
     * Goes on.
     *
     * @throws NotResumedException if the reason still holds
     */
    public Card resume(@Nullable String by) {
        Halt halt = latch.current()
                .orElseThrow(() -> new NotResumedException("expected something to resume, found nothing halted"));
        conduct.forgive();
        tripwires.reason(gate.standing(Set.of()), clock.instant()).ifPresent(reason -> {
            throw new NotResumedException(
                    "not resumed, it would stop again at once: %s; wait until that is over, or change the limit in the settings and start again"
                            .formatted(reason));
        });
        try {
            latch.release(by == null ? "unknown" : by);
        } catch (RuntimeException refused) {
            throw new NotResumedException("not resumed: " + refused.getMessage());
        }
        return cards.resumed(halt, by == null ? "unknown" : by, clock.instant());
    }

    /** What to send to close all that this program holds. It may pass the gate while everything is stopped. */
    public synchronized List<OrderRequest.Exit> exits() {
        Flattening.Plan made = flattening.plan(gate.standing(Set.of()));
        gate.expect(made.exits());
        plan = made;
        return made.exits();
    }

    /** What came of the exits, and what has to stay, for people. */
    public synchronized String flattened(@Nullable List<String> sent) {
        List<String> lines = plan == null ? List.of() : Flattening.lines(plan, sent == null ? List.of() : sent);
        plan = null;
        String told = lines.isEmpty() ? "nothing was held" : String.join("\n", lines);
        return latch.current().isPresent()
                ? told
                : told + "\nnot halted: whoever quotes goes on; halt first to stay out";
    }
}
