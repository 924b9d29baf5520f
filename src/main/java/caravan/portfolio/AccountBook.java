package caravan.portfolio;

import caravan.model.Account;
import caravan.model.AccountState;
import caravan.model.BookSide;
import caravan.model.Fill;
import caravan.model.Holding;
import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * The account as it was last compared with the exchange, and what it is worth now.
 *
 * <p>Between two comparisons our own fills move cash and positions here. Where no book tells the mid, the last one known
 * stands for it. Safe for use by many threads.
 */
public final class AccountBook implements Account {
    private static final Logger LOG = LoggerFactory.getLogger("caravan.portfolio");

    private final AccountRows rows;
    private final OwnPositions own;
    private final InstantSource clock;
    private final Duration interval;
    private final Duration longest;

    private final Map<String, Quantity> positions = new HashMap<>();
    private final Map<String, Mark> marks = new HashMap<>();
    private Money cash = Money.ZERO;
    private @Nullable Money peak;
    /** Of the cash, what came or went without being explained yet: it was neither won nor lost. */
    private Money unexplained = Money.ZERO;

    private @Nullable String unreconciled = "it was not compared with the exchange since the start";
    private @Nullable String lastFailure;
    private @Nullable Instant compared;
    private Instant doubtedSince;
    private boolean known;
    private @Nullable Written written;
    private int disconnects;
    private volatile AccountState state =
            new AccountState(unreconciled, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Map.of());

    /**
     * Knows nothing before {@link #load}.
     *
     * @param interval how often the account is compared; three times that without success, and it is not relied on
     */
    public AccountBook(
            DataSource ledger, OwnPositions own, Duration interval, InstantSource clock, MeterRegistry meters) {
        this.rows = new AccountRows(ledger);
        this.own = own;
        this.clock = clock;
        this.interval = interval;
        this.longest = interval.multipliedBy(3);
        this.doubtedSince = clock.instant();
        gauge(meters, "portfolio.equity.dollars", "cash and what is held, marked at mid", "equity");
        gauge(meters, "portfolio.balance.dollars", "cash", "balance");
        gauge(meters, "portfolio.day.loss.dollars", "lost today by this program", "loss");
        Gauge.builder("portfolio.reconciled", this, book -> book.state().unreconciled() == null ? 1 : 0)
                .description("1 while the account is as the exchange tells it")
                .register(meters);
    }

    private void gauge(MeterRegistry meters, String name, String description, String figure) {
        Gauge.builder(name, this, book -> book.figure(figure))
                .description(description)
                .register(meters);
    }

    private double figure(String name) {
        AccountState now = state;
        Money amount = name.equals("equity") ? now.equity() : name.equals("balance") ? now.balance() : now.dayLoss();
        return amount.toBigDecimal().doubleValue();
    }

    /** Takes in what the ledger has. */
    public synchronized void load() {
        marks.putAll(rows.marks());
        peak = rows.peak().orElse(null);
        revalue();
    }

    @Override
    public AccountState state() {
        AccountState now = state;
        Instant last;
        String failure;
        synchronized (this) {
            last = compared;
            failure = lastFailure;
        }
        if (now.unreconciled() == null && last != null && last.plus(longest).isBefore(clock.instant())) {
            String why = "it could not be compared with the exchange since %s%s"
                    .formatted(last, failure == null ? "" : ": " + failure);
            return with(now, why);
        }
        return now;
    }

    private static AccountState with(AccountState now, @Nullable String unreconciled) {
        return new AccountState(
                unreconciled, now.balance(), now.equity(), now.peak(), now.dayLoss(), now.marketDayLoss());
    }

    /** Whether it cannot be relied on for longer than comparisons take: one that is being made is no reason to worry. */
    public boolean isDoubtedLong() {
        String doubt = state().unreconciled();
        synchronized (this) {
            return doubt != null
                    && (unreconciled == null || doubtedSince.plus(interval).isBefore(clock.instant()));
        }
    }

    /** The private connection is gone: fills may be missed from here on. */
    public synchronized void disconnected() {
        disconnects++;
        doubt("the private connection was lost, and it was not compared with the exchange since");
    }

    /** How often the connection was lost. */
    synchronized int disconnects() {
        return disconnects;
    }

    /** It cannot be relied on, for a reason. */
    synchronized void doubt(String reason) {
        if (unreconciled == null) {
            doubtedSince = clock.instant();
        }
        unreconciled = reason;
        state = with(state, reason);
    }

    /** A comparison could not be made; that alone is no reason yet. */
    synchronized void failed(String reason) {
        lastFailure = reason;
    }

    /**
     * Takes the exchange's word for what the account has.
     *
     * @param moved of the balance, what nothing explains yet
     */
    synchronized void set(Money balance, Map<String, Quantity> held, Money moved) {
        known = true;
        cash = balance;
        unexplained = moved;
        positions.clear();
        positions.putAll(held);
    }

    /**
     * It was compared, and everything is explained.
     *
     * @param disconnectsBefore how often the connection had been lost when the comparison began
     */
    synchronized void agreed(int disconnectsBefore) {
        compared = clock.instant().truncatedTo(ChronoUnit.MICROS);
        lastFailure = null;
        if (disconnectsBefore == disconnects) {
            unreconciled = null;
        }
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
        for (Fill fill : fills) {
            boolean bid = fill.side() == BookSide.BID;
            long quantity = fill.quantity().units();
            Quantity before = positions.getOrDefault(fill.ticker(), Quantity.ZERO);
            Quantity after = new Quantity(before.units() + (bid ? quantity : -quantity));
            long flow = fill.price().times(fill.quantity()).units() * (bid ? -1 : 1);
            long freed = pledged(before) - pledged(after);
            Money fee = fill.fee();
            cash = new Money(cash.units() + flow + freed - (fee == null ? 0 : fee.units()));
            positions.put(fill.ticker(), after);
        }
        if (!fills.isEmpty()) {
            try {
                revalue();
            } catch (DataAccessException away) {
                LOG.warn("What the account is worth is told anew when the ledger answers again: {}", away.getMessage());
                AccountState old = state;
                state = new AccountState(
                        unreconciled, cash, old.equity(), old.peak(), old.dayLoss(), old.marketDayLoss());
            }
        }
    }

    /** A NO contract is a dollar less a YES contract. */
    static long pledged(Quantity position) {
        return Math.max(0, -position.units()) * Price.UNITS_PER_DOLLAR;
    }

    /** Values everything at the mids of now. */
    public synchronized void revalue() {
        own.mark();
        long equity = cash.units();
        for (Map.Entry<String, Quantity> position : positions.entrySet()) {
            Mark mark = mark(position.getKey());
            if (mark != null && position.getValue().units() != 0) {
                equity += mark.value(position.getValue()) + pledged(position.getValue());
            }
        }
        Money worth = new Money(equity);
        Money earned = worth.plus(Pnl.negative(unexplained));
        Money highest = peak;
        if (compared != null && (highest == null || earned.compareTo(highest) > 0)) {
            peak = earned;
        }
        Map<String, Money> losses = own.day(own.today()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, day -> Pnl.negative(day.getValue().beforeRewards())));
        Money loss = losses.values().stream().reduce(Money.ZERO, Money::plus);
        state = new AccountState(
                unreconciled, cash, worth, peak == null ? worth : peak.plus(unexplained), loss, losses);
    }

    /** What a YES contract is worth, as far as anybody knows. */
    private @Nullable Mark mark(String ticker) {
        Mark mark = own.mid(ticker)
                .or(() -> Optional.ofNullable(marks.get(ticker)))
                .or(() -> own.lastMark(ticker))
                .or(() -> rows.lastPrice(ticker))
                .orElse(null);
        if (mark != null) {
            marks.put(ticker, mark);
        }
        return mark;
    }

    /** Writes down what the account holds and is worth, if that is known and changed since the last time. */
    public synchronized void write() {
        Written current = new Written(state, Map.copyOf(positions), Set.copyOf(own.all()));
        if (!known || current.equals(written)) {
            return;
        }
        Instant now = clock.instant();
        rows.hold(current.positions(), current.own(), this::mark, now);
        rows.equity(
                own.today(),
                current.state().balance(),
                current.state().equity(),
                current.state().peak().plus(Pnl.negative(unexplained)),
                now);
        written = current;
    }

    private record Written(AccountState state, Map<String, Quantity> positions, Set<Holding> own) {}

    /** How it stands, in names and texts, for who asks over HTTP. */
    public synchronized Map<String, Object> view() {
        AccountState now = state();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("reconciled", now.unreconciled() == null);
        view.put("unreconciled", now.unreconciled());
        view.put("compared_time", compared == null ? null : compared.toString());
        view.put("balance_dollars", now.balance().toString());
        view.put("equity_dollars", now.equity().toString());
        view.put("peak_dollars", now.peak().toString());
        view.put("day_loss_dollars", now.dayLoss().toString());
        Map<String, String> losses = new LinkedHashMap<>();
        new TreeSet<>(now.marketDayLoss().keySet())
                .forEach(ticker ->
                        losses.put(ticker, now.marketDayLoss().get(ticker).toString()));
        view.put("market_day_loss_dollars", losses);
        return view;
    }

    /** What is held, market by market, for who asks over HTTP. */
    public synchronized Map<String, Object> positionsView() {
        Map<String, Holding> ours = own.all().stream().collect(Collectors.toMap(Holding::ticker, holding -> holding));
        TreeSet<String> tickers = new TreeSet<>(ours.keySet());
        positions.forEach((ticker, quantity) -> {
            if (quantity.units() != 0) {
                tickers.add(ticker);
            }
        });
        return Map.of(
                "positions",
                tickers.stream().map(ticker -> position(ticker, ours)).toList());
    }

    private Map<String, Object> position(String ticker, Map<String, Holding> ours) {
        Holding holding = ours.getOrDefault(ticker, Holding.none(ticker));
        Mark mark = mark(ticker);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("ticker", ticker);
        row.put(
                "account_contracts",
                positions.getOrDefault(ticker, Quantity.ZERO).toString());
        row.put("own_contracts", holding.quantity().toString());
        row.put("own_cost_dollars", holding.cost().toString());
        row.put("mid_dollars", mark == null ? null : mark.dollars().toPlainString());
        return row;
    }
}
