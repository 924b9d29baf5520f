package caravan.portfolio;

import caravan.model.AccountState;
import caravan.model.Balance;
import caravan.model.Money;
import caravan.model.OpenOrders;
import caravan.model.OrderUpdate;
import caravan.model.Page;
import caravan.model.Position;
import caravan.model.Quantity;
import caravan.model.Settlement;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what the exchange says of the account with what follows from the fills and payouts that are stored here.
 *
 * <p>The exchange's lists are not of one moment, so one difference proves nothing: it has to be the same again some seconds
 * later. Then a position that nobody explains ends trading, if we ever traded that market; money that came or went, and
 * whatever a person does on the account, is told and taken as it is.
 *
 * <p>One comparison at a time, by one thread: {@link #begin}, then what was read, then {@link #compare}, or
 * {@link #failed} at any point. The other methods may be called by anybody.
 */
public final class Reconciliation {
    private static final Logger LOG = LoggerFactory.getLogger("caravan.portfolio");
    /** The exchange may be late with what it lists. */
    private static final Duration OVERLAP = Duration.ofHours(1);
    /** For a comparison, and for each fill since: the exchange rounds, and pays rounding back, in such steps. */
    private static final long CENT = 10_000;

    private static final long PER_FILL = 100;

    private final AccountRows rows;
    private final FillRows fills;
    private final SettlementRows settlements;
    private final OwnPositions own;
    private final AccountBook account;
    private final OpenOrders orders;
    private final Duration interval;
    private final Duration recheck;
    private final InstantSource clock;
    private final MeterRegistry meters;

    private @Nullable Reading reading;
    private @Nullable Doubt doubt;
    private volatile Instant next;
    private volatile String status = "the account was not compared with the exchange yet";

    /** What was not explained, and since when that has been the same. */
    private record Doubt(Map<String, Quantity> positions, long cash, boolean opening, Instant since) {
        boolean isAbout(Map<String, Quantity> otherPositions, long otherCash, boolean otherOpening) {
            return opening == otherOpening && cash == otherCash && positions.equals(otherPositions);
        }
    }

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
        this.rows = new AccountRows(ledger);
        this.fills = new FillRows(ledger);
        this.settlements = new SettlementRows(ledger);
        this.own = own;
        this.account = account;
        this.orders = orders;
        this.interval = interval;
        this.recheck = recheck;
        this.clock = clock;
        this.meters = meters;
        this.next = clock.instant();
    }

    /** Whether it is time for a comparison; who is told so makes one. */
    public boolean isDue() {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return false;
        }
        next = now.plus(interval);
        return true;
    }

    /** Something happened after which the account has to be compared. */
    public void soon() {
        next = clock.instant();
    }

    /**
     * Begins a comparison. The fills are to have been read from the exchange since.
     *
     * @param fillsAreWhole whether they were
     */
    public void begin(boolean fillsAreWhole) {
        next = clock.instant().plus(interval);
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
        for (Settlement settlement : now.settlements()) {
            if (settlements.keep(settlement, clock.instant())) {
                own.settled(settlement, Objects.requireNonNullElse(settlement.settledTime(), clock.instant()));
            }
        }
        List<String> news = new ArrayList<>();
        String halt = rows.hasOpening() ? difference(now, news) : opening(now);
        OrderComparison compared = OrderComparison.of(now, orders);
        if (!compared.stray().isEmpty() || !compared.missing().isEmpty()) {
            LOG.warn(
                    "Orders differ from the exchange's: {} of ours rest there and are not known here, {} are known here and"
                            + " do not rest there",
                    compared.stray().size(),
                    compared.missing().size());
        }
        if (doubt == null) {
            account.agreed(now.disconnects());
            status =
                    "as the exchange tells it; %d resting orders of others on the account".formatted(compared.others());
        } else {
            account.revalue();
        }
        account.write();
        count(doubt == null ? "agreed" : "different");
        reading = null;
        return new Findings(compared.stray(), compared.missing(), news, halt);
    }

    /** Money alone that nobody explains is no reason not to trade. */
    private boolean agrees() {
        Doubt now = doubt;
        return now == null || !now.opening() && now.positions().isEmpty();
    }

    /** The first time on an account: what it has that no fill explains was there before. */
    private @Nullable String opening(Reading now) {
        FillRows.Flow flow = fills.flow();
        Map<String, Quantity> unexplained = unexplained(now, fills.nets());
        long cash = cash(now, flow);
        account.set(now.balance().cash(), now.positions(), Money.ZERO);
        if (isConfirmed(unexplained, cash, true) && flow.unknownFees() == 0) {
            rows.open(unexplained, new Money(cash), flow.fills(), clock.instant());
            LOG.info(
                    "The account has {} and positions in {} markets that were there before; they are left alone",
                    now.balance().cash(),
                    unexplained.size());
            doubt = null;
        } else {
            account.doubt("it is being compared with the exchange for the first time");
        }
        return null;
    }

    private @Nullable String difference(Reading now, List<String> news) {
        Map<String, Quantity> later = fills.nets();
        Map<String, Quantity> unexplained = unexplained(now, now.netsBefore());
        unexplained.keySet().retainAll(unexplained(now, later).keySet());
        FillRows.Flow flow = fills.flow();
        AccountRows.Moved moved = rows.moved();
        long cash = cash(now, flow) - moved.cash().units();
        long tolerance = CENT
                + PER_FILL * (flow.fills() - moved.fills())
                + CENT * settlements.all().size();
        if (Math.abs(cash) <= tolerance || flow.unknownFees() > 0) {
            cash = 0;
        }
        account.set(now.balance().cash(), now.positions(), new Money(cash));
        if (unexplained.isEmpty() && cash == 0) {
            doubt = null;
            return null;
        }
        if (!isConfirmed(unexplained, cash, false)) {
            if (!unexplained.isEmpty()) {
                account.doubt("something is not explained, and is looked at again: " + text(unexplained, now));
            }
            return null;
        }
        Map<String, Quantity> ours = new TreeMap<>(unexplained);
        ours.keySet().removeIf(ticker -> !isOurs(ticker));
        if (!ours.isEmpty()) {
            String reason = "position not explained: " + text(ours, now);
            account.doubt(reason);
            status = reason;
            return reason;
        }
        unexplained.forEach((ticker, quantity) -> take(ticker, quantity, news));
        if (cash != 0) {
            move(new Money(cash), flow.fills(), news);
        }
        doubt = null;
        return null;
    }

    private void take(String ticker, Quantity quantity, List<String> news) {
        Quantity before = rows.baseline().getOrDefault(ticker, Quantity.ZERO);
        rows.setBaseline(ticker, before.plus(quantity));
        String line = "The account's position in %s changed by %s without a fill; this program does not trade there"
                .formatted(ticker, quantity);
        LOG.warn(line);
        news.add(line);
    }

    private void move(Money amount, long count, List<String> news) {
        rows.moved(amount, count, clock.instant());
        account.moved(amount);
        String line = amount.units() > 0
                ? "%s dollars came to the account that no fill or payout explains: a deposit, or something the exchange paid"
                        .formatted(amount)
                : "%s dollars left the account that no fill or payout explains: a withdrawal, or something the exchange took"
                        .formatted(Pnl.negative(amount));
        LOG.info(line);
        news.add(line);
    }

    /** Whether the same was found some seconds ago; if not, it is looked at again soon. */
    private boolean isConfirmed(Map<String, Quantity> positions, long cash, boolean opening) {
        Instant now = clock.instant();
        Doubt before = doubt;
        if (before != null && before.isAbout(positions, cash, opening)) {
            if (!now.isBefore(before.since().plus(recheck))) {
                return true;
            }
        } else {
            doubt = new Doubt(Map.copyOf(positions), cash, opening, now);
        }
        next = now.plus(recheck);
        return false;
    }

    /** Whether what happens to a position there may be our doing. */
    private boolean isOurs(String ticker) {
        return own.hasTraded(ticker)
                || !orders.in(ticker).isEmpty()
                || fills.clientOrderIds(ticker).stream().anyMatch(orders::isOurClientOrderId);
    }

    /** What the exchange says is held, less what was there before and what fills and payouts here made of it. */
    private Map<String, Quantity> unexplained(Reading now, Map<String, Quantity> nets) {
        Map<String, Quantity> rest = new HashMap<>(now.positions());
        rows.baseline().forEach((ticker, before) -> rest.merge(ticker, negative(before), Quantity::plus));
        nets.forEach((ticker, net) -> rest.merge(ticker, negative(net), Quantity::plus));
        settlements
                .all()
                .values()
                .forEach(paid -> rest.merge(paid.ticker(), SettlementRows.held(paid), Quantity::plus));
        rest.values().removeIf(Quantity.ZERO::equals);
        return rest;
    }

    /** The cash that fills and payouts here do not explain; what NO positions tie up counts as cash. */
    private long cash(Reading now, FillRows.Flow flow) {
        long pledged = now.positions().values().stream()
                .mapToLong(AccountBook::pledged)
                .sum();
        long paid = settlements.all().values().stream()
                .mapToLong(settlement -> SettlementRows.flow(settlement).units())
                .sum();
        return now.balance().cash().units() + pledged - flow.cash().units() - paid;
    }

    private static Quantity negative(Quantity quantity) {
        return Quantity.ZERO.minus(quantity);
    }

    private static String text(Map<String, Quantity> unexplained, Reading now) {
        List<String> lines = new ArrayList<>();
        for (String ticker : new TreeSet<>(unexplained.keySet())) {
            Quantity held = now.positions().getOrDefault(ticker, Quantity.ZERO);
            lines.add("%s is %s at the exchange, %s by the fills and payouts that are known"
                    .formatted(ticker, held, held.minus(unexplained.get(ticker))));
        }
        return String.join("; ", lines.subList(0, Math.min(5, lines.size())));
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
        next = clock.instant().plus(recheck);
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
