package caravan.portfolio;

import caravan.model.Account;
import caravan.model.AccountState;
import caravan.model.Fill;
import caravan.model.Holding;
import caravan.model.Money;
import caravan.model.Quantity;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * The account as it was last compared with the exchange, and what it is worth now.
 *
 * <p>Between two comparisons our own fills move cash and positions here. Safe for use by many threads.
 */
public final class AccountBook implements Account {
    private static final Logger LOG = LoggerFactory.getLogger("caravan.portfolio");

    private final AccountRows rows;
    private final OwnPositions own;
    private final InstantSource clock;

    private final AccountHoldings holdings = new AccountHoldings();
    private final Marks marks;
    private @Nullable Money peak;
    /** Of the cash, what came or went without being explained yet: it was neither won nor lost. */
    private Money unexplained = Money.ZERO;

    private final Trust trust;
    private boolean known;
    private @Nullable Written written;
    private volatile AccountState state;

    /**
     * Knows nothing before {@link #load}.
     *
     * @param interval how often the account is compared; three times that without success, and it is not relied on
     */
    public AccountBook(
            DataSource ledger, OwnPositions own, Duration interval, InstantSource clock, MeterRegistry meters) {
        this.rows = new AccountRows(ledger);
        this.marks = new Marks(rows, own);
        this.own = own;
        this.clock = clock;
        this.trust = new Trust(interval, clock);
        this.state = new AccountState(trust.doubt(), Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Map.of());
        AccountGauges.register(this, meters);
    }

    /** Takes in what the ledger has. */
    public synchronized void load() {
        marks.load();
        peak = rows.peak().orElse(null);
        revalue();
    }

    @Override
    public AccountState state() {
        AccountState now = state;
        String overdue;
        synchronized (this) {
            overdue = trust.overdue();
        }
        return now.unreconciled() != null || overdue == null ? now : with(now, overdue);
    }

    private static AccountState with(AccountState now, @Nullable String unreconciled) {
        return new AccountState(
                unreconciled, now.balance(), now.equity(), now.peak(), now.dayLoss(), now.marketDayLoss());
    }

    /** Whether it cannot be relied on for longer than comparisons take: one that is being made is no reason to worry. */
    public boolean isDoubtedLong() {
        String doubt = state().unreconciled();
        synchronized (this) {
            return doubt != null && trust.isDoubtOld();
        }
    }

    /** The private connection is gone: fills may be missed from here on. */
    public synchronized void disconnected() {
        trust.disconnected();
        state = with(state, trust.doubt());
    }

    /** How often the connection was lost. */
    synchronized int disconnects() {
        return trust.disconnects();
    }

    /** It cannot be relied on, for a reason. */
    synchronized void doubt(String reason) {
        trust.doubt(reason);
        state = with(state, reason);
    }

    /** A comparison could not be made; that alone is no reason yet. */
    synchronized void failed(String reason) {
        trust.failed(reason);
    }

    /**
     * Takes the exchange's word for what the account has.
     *
     * @param moved of the balance, what nothing explains yet
     */
    synchronized void set(Money balance, Map<String, Quantity> held, Money moved) {
        known = true;
        holdings.set(balance, held);
        unexplained = moved;
    }

    /**
     * It was compared, and everything is explained.
     *
     * @param disconnectsBefore how often the connection had been lost when the comparison began
     */
    synchronized void agreed(int disconnectsBefore) {
        trust.agreed(disconnectsBefore);
        revalue();
    }

    /** Money came or went that was neither won nor lost. */
    synchronized void moved(Money amount) {
        Money before = peak;
        peak = before == null ? null : before.plus(amount);
        unexplained = Money.ZERO;
    }

    /**
     * Our own fills change what the account has.
     *
     * <p>Who tells of fills goes on whatever becomes of the values: where the ledger is away and is needed for them, they stay
     * as they were until the next valuation, and the cash alone is that of now.
     */
    public synchronized void filled(List<Fill> fills) {
        fills.forEach(holdings::fill);
        if (!fills.isEmpty()) {
            try {
                revalue();
            } catch (DataAccessException away) {
                LOG.warn("What the account is worth is told anew when the ledger answers again: {}", away.getMessage());
                AccountState old = state;
                state = new AccountState(
                        trust.doubt(), holdings.cash(), old.equity(), old.peak(), old.dayLoss(), old.marketDayLoss());
            }
        }
    }

    /** Values everything at the mids of now. */
    public synchronized void revalue() {
        own.mark();
        Money worth = worth();
        Money earned = worth.plus(Pnl.negative(unexplained));
        Money highest = peak;
        if (trust.compared() != null && (highest == null || earned.compareTo(highest) > 0)) {
            peak = earned;
        }
        Map<String, Money> losses = own.day(own.today()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, day -> Pnl.negative(day.getValue().beforeRewards())));
        Money loss = losses.values().stream().reduce(Money.ZERO, Money::plus);
        state = new AccountState(
                trust.doubt(), holdings.cash(), worth, peak == null ? worth : peak.plus(unexplained), loss, losses);
    }

    private Money worth() {
        long worth = holdings.cash().units();
        for (Map.Entry<String, Quantity> position : holdings.positions().entrySet()) {
            Quantity held = position.getValue();
            Mark mark = held.units() == 0 ? null : marks.of(position.getKey());
            worth += mark == null ? 0 : mark.value(held) + AccountHoldings.pledged(held);
        }
        return new Money(worth);
    }

    /** Writes down what the account holds and is worth, if that is known and changed since the last time. */
    public synchronized void write() {
        Written current = new Written(state, holdings.positions(), Set.copyOf(own.all()));
        if (!known || current.equals(written)) {
            return;
        }
        Instant now = clock.instant();
        rows.hold(current.positions(), current.own(), marks::of, now);
        rows.equity(
                own.today(),
                current.state().balance(),
                current.state().equity(),
                current.state().peak().plus(Pnl.negative(unexplained)),
                now);
        written = current;
    }

    private record Written(AccountState state, Map<String, Quantity> positions, Set<Holding> own) {}

    /** When it was last found to be as the exchange tells it; null where it was not since the start. */
    synchronized @Nullable Instant compared() {
        return trust.compared();
    }

    /** What is held, whoever bought it. */
    synchronized Map<String, Quantity> positions() {
        return holdings.positions();
    }

    /** What a YES contract is worth, as far as anybody knows. */
    synchronized @Nullable Mark mark(String ticker) {
        return marks.of(ticker);
    }
}
