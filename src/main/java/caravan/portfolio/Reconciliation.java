package caravan.portfolio;

import caravan.model.AccountState;
import caravan.model.Balance;
import caravan.model.OpenOrders;
import caravan.model.OrderUpdate;
import caravan.model.Page;
import caravan.model.Position;
import caravan.model.Settlement;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what the exchange says of the account with what follows from the fills and payouts that are stored here.
 *
 * <p>One comparison at a time, by one thread: {@link #begin}, then what was read, then {@link #compare}, or
 * {@link #failed} at any point. The other methods may be called by anybody.
 */
public final class Reconciliation {
    private static final Logger LOG = LoggerFactory.getLogger("caravan.portfolio");
    /** The exchange may be late with what it lists. */
    private static final Duration OVERLAP = Duration.ofHours(1);

    private final FillRows fills;
    private final SettlementRows settlements;
    private final OwnPositions own;
    private final AccountBook account;
    private final OpenOrders orders;
    private final AccountComparison comparison;
    private final Schedule schedule;
    private final InstantSource clock;
    private final MeterRegistry meters;

    private @Nullable Reading reading;
    private String differingOrders = "";
    private volatile String status = "the account was not compared with the exchange yet";

    /**
     * Compares with this ledger.
     *
     * @param interval how often
     * @param recheck how long a difference must stay the same before it is one
     */
    public Reconciliation(
            DataSource ledger,
            OwnPositions own,
            AccountBook account,
            OpenOrders orders,
            Duration interval,
            Duration recheck,
            InstantSource clock,
            MeterRegistry meters) {
        this.fills = new FillRows(ledger);
        this.settlements = new SettlementRows(ledger);
        this.own = own;
        this.account = account;
        this.orders = orders;
        this.schedule = new Schedule(interval, recheck, clock);
        this.clock = clock;
        this.meters = meters;
        AccountRows rows = new AccountRows(ledger);
        this.comparison = new AccountComparison(
                rows,
                fills,
                new Explanations(rows, fills, settlements),
                own,
                account,
                orders,
                new Doubts(schedule, recheck, clock),
                clock);
    }

    /** Whether it is time for a comparison; who is told so makes one. */
    public boolean isDue() {
        return schedule.isDue();
    }

    /** Something happened after which the account has to be compared. */
    public void soon() {
        schedule.soon();
    }

    /**
     * Begins a comparison. The fills are to have been read from the exchange since.
     *
     * @param fillsAreWhole whether they were
     */
    public void begin(boolean fillsAreWhole) {
        schedule.begun();
        reading = null;
        if (!fillsAreWhole) {
            throw new IllegalStateException("the fills could not be read from the exchange");
        }
        reading = new Reading(clock.instant(), account.disconnects(), fills.nets(), orders.all());
    }

    /** What to ask the exchange about payouts. */
    public Map<String, Object> settlementsWanted() {
        Map<String, Object> wanted = new HashMap<>();
        wanted.put("limit", 1000);
        settlements
                .latest()
                .ifPresent(time -> wanted.put("min_ts", time.minus(OVERLAP).getEpochSecond()));
        return wanted;
    }

    /** What to ask the exchange about positions. */
    public Map<String, Object> positionsWanted() {
        return Map.of("count_filter", "position", "limit", 1000);
    }

    /** What to ask the exchange about orders. */
    public Map<String, Object> ordersWanted() {
        return Map.of("status", "resting", "limit", 1000);
    }

    public void settlements(Iterator<Page<Settlement>> pages) {
        current().settlements(pages);
    }

    public void balance(Balance balance) {
        current().balance(balance);
    }

    public void positions(Iterator<Page<Position>> pages) {
        current().positions(pages);
    }

    public void orders(Iterator<Page<OrderUpdate>> pages) {
        current().orders(pages);
    }

    /** Compares what was read. */
    public Findings compare() {
        Reading now = current();
        for (Settlement told : now.settlements()) {
            Settlement settlement = told.exact();
            if (settlements.keep(settlement, clock.instant())) {
                own.settled(settlement, Objects.requireNonNullElse(settlement.settledTime(), clock.instant()));
            }
        }
        List<String> news = new ArrayList<>();
        String halt = comparison.compare(now, news);
        OrderComparison resting = OrderComparison.of(now, orders);
        tell(resting);
        if (comparison.isInDoubt()) {
            status = halt == null ? status : halt;
            account.revalue();
        } else {
            account.agreed(now.disconnects());
            status = "as the exchange tells it; %d resting orders of others on the account".formatted(resting.others());
        }
        account.write();
        count(comparison.isInDoubt() ? "different" : "agreed");
        reading = null;
        return new Findings(resting.stray(), resting.missing(), news, halt);
    }

    /** Says how orders differ, once as long as that stays the same. */
    private void tell(OrderComparison resting) {
        String difference = resting.stray().isEmpty() && resting.missing().isEmpty()
                ? ""
                : "%d of ours rest there and are not known here, %d are known here and do not rest there"
                        .formatted(resting.stray().size(), resting.missing().size());
        if (!difference.isEmpty() && !difference.equals(differingOrders)) {
            LOG.warn("Orders differ from the exchange's: {}", difference);
        }
        differingOrders = difference;
    }

    /** Ends a comparison that broke off. It is made again soon. */
    public void failed(Throwable cause) {
        String reason =
                Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
        if (!reason.equals(status)) {
            LOG.warn("The account could not be compared with the exchange: {}. It is tried again", reason);
        }
        status = reason;
        account.failed(reason);
        reading = null;
        schedule.again();
        count("failed");
    }

    /** How the account stands, after a comparison or without. */
    public AccountState state() {
        return account.state();
    }

    /** How it went, for people. */
    public String status() {
        return status;
    }

    private void count(String outcome) {
        meters.counter("portfolio.reconciled.times", "outcome", outcome).increment();
    }

    private Reading current() {
        return Objects.requireNonNull(reading, "expected a comparison that was begun, found none");
    }
}
