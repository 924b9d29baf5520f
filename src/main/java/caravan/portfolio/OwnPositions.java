package caravan.portfolio;

import caravan.model.Books;
import caravan.model.Fill;
import caravan.model.Holding;
import caravan.model.OpenOrders;
import caravan.model.Positions;
import caravan.model.Settlement;
import caravan.model.Terms;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * What this program holds, by its own fills alone: each counts once, whoever tells of it and in whatever order.
 *
 * <p>A fill whose order nobody knows yet counts as soon as {@link OpenOrders} knows the order; until then the order itself
 * counts as resting in full. Everything is in memory; what has to be written down is collected for {@link Bookkeeping}. Safe
 * for use by many threads.
 */
public final class OwnPositions implements Positions {
    private static final Logger LOG = LoggerFactory.getLogger("caravan.portfolio");
    /** The mid of now is that of the fill if the fill is not older. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final MarketRows rows;
    private final Supplier<@Nullable Books> books;
    private final FeeWatch fees;
    private final InstantSource clock;

    private final FillSorting sorting;
    private final Histories markets = new Histories();
    private final DayBeginnings days;
    /** The last mids that valid books had. */
    private final Map<String, Mark> mids = new HashMap<>();

    private final Unwritten unwritten = Unwritten.nothing();
    /** Taken since somebody was last told. */
    private final List<Fill> told = new ArrayList<>();

    /**
     * Knows nothing before {@link #load}.
     *
     * @param books the mirrored books; null where no stage mirrors them
     * @param terms what the markets charge; null where no stage asks for that
     */
    public OwnPositions(
            DataSource ledger,
            OpenOrders orders,
            Supplier<@Nullable Books> books,
            Supplier<@Nullable Terms> terms,
            InstantSource clock,
            MeterRegistry meters) {
        DayMarkRows dayMarks = new DayMarkRows(ledger);
        this.rows = new MarketRows(ledger, dayMarks);
        this.sorting = new FillSorting(orders, clock);
        this.days = new DayBeginnings(dayMarks);
        this.books = books;
        this.fees = new FeeWatch(terms, meters);
        this.clock = clock;
        Gauge.builder(
                        "portfolio.markets.held",
                        this,
                        positions -> positions.all().size())
                .description("markets in which this program holds something")
                .register(meters);
    }

    /** Takes everything in that the ledger has. To be called before anybody asks. */
    public synchronized void load() {
        Map<String, List<OwnFill>> own = new HashMap<>();
        for (FillRows.Row row : rows.fills()) {
            if (sorting.restore(row)) {
                own.computeIfAbsent(row.own().fill().ticker(), ticker -> new ArrayList<>())
                        .add(row.own());
                if (!row.taken()) {
                    unwritten.taken().add(row.own());
                }
            }
        }
        markets.set(rows.replay(own));
        Instant recent = clock.instant().minus(FillSorting.LONGEST_WAIT);
        for (MarketHistory market : markets.all()) {
            unwritten.changed().add(market.ticker());
            if (!market.isInOrder(recent)) {
                unwritten.traded().add(market.ticker());
            }
        }
        beginDay();
        days.keep();
    }

    /**
     * Takes a fill in, if it is one of ours that was not taken in before. Quick: memory only.
     *
     * @return what became ours by this: the fill, and others that were waiting
     */
    public synchronized List<Fill> filled(Fill fill) {
        sorting.sort(fill, this::noted).ifPresent(this::take);
        return linked();
    }

    /** Takes in what was found to be ours in the meantime, and returns it. */
    public synchronized List<Fill> linked() {
        sorting.found().forEach(this::take);
        List<Fill> result = List.copyOf(told);
        told.clear();
        return result;
    }

    private OwnFill noted(Fill fill) {
        boolean fresh = fill.exchangeTime().isAfter(clock.instant().minus(FRESH));
        return new OwnFill(fill, fresh ? mid(fill.ticker()).orElse(null) : null, null);
    }

    private void take(OwnFill noted) {
        OwnFill own = new OwnFill(noted.fill(), noted.mid(), fees.predict(noted.fill()));
        fees.compare(own);
        String ticker = own.fill().ticker();
        MarketHistory market = markets.begun(ticker);
        if (!market.isInOrder(own.fill().exchangeTime()) || own.isFeePredicted()) {
            unwritten.disordered().add(ticker);
        }
        market.fill(own);
        unwritten.taken().add(own);
        unwritten.traded(ticker);
        told.add(own.fill());
    }

    /** A market paid out. */
    synchronized void settled(Settlement settlement, Instant time) {
        MarketHistory market = markets.of(settlement.ticker());
        if (market != null) {
            if (!market.isInOrder(time)) {
                unwritten.disordered().add(settlement.ticker());
            }
            market.settle(settlement, time);
            unwritten.traded(settlement.ticker());
        }
    }

    /** The mid of a valid book now. */
    Optional<Mark> mid(String ticker) {
        Books mirrored = books.get();
        return mirrored == null ? Optional.empty() : mirrored.book(ticker).flatMap(Mark::mid);
    }

    @Override
    public synchronized Holding holding(String ticker) {
        return markets.holding(ticker);
    }

    @Override
    public synchronized Collection<Holding> all() {
        return markets.held();
    }

    /** Whether this program ever traded in a market. */
    synchronized boolean hasTraded(String ticker) {
        return markets.of(ticker) != null;
    }

    /** The last known worth of a YES contract of each market that was ever traded. */
    synchronized Optional<Mark> lastMark(String ticker) {
        return markets.lastMark(ticker);
    }

    /** Values what is held at the mids of now, and ends the day where one is over. */
    synchronized void mark() {
        if (beginDay()) {
            try {
                days.keep();
            } catch (DataAccessException away) {
                LOG.warn("What the day began with is written down later: {}", away.getMessage());
            }
            return;
        }
        Instant now = clock.instant();
        for (MarketHistory market : markets.all()) {
            if (market.isHeld()) {
                mid(market.ticker())
                        .filter(mid -> !mid.equals(market.ledger().mark()))
                        .ifPresent(mid -> {
                            mids.put(market.ticker(), mid);
                            market.mark(now, mid);
                            unwritten.changed().add(market.ticker());
                        });
            }
        }
    }

    private boolean beginDay() {
        Optional<Set<String>> begun = days.begin(today(), markets.all(), this::mid);
        begun.ifPresent(unwritten.changed()::addAll);
        return begun.isPresent();
    }

    /** Has the ledger have the marks with which days began, where it did not take them yet. */
    synchronized void keepDayMarks() {
        days.keep();
    }

    /** The beginning of the day (UTC). */
    Instant today() {
        return clock.instant().truncatedTo(ChronoUnit.DAYS);
    }

    /** Profit and loss of a day in each market where there was any. */
    synchronized Map<String, Pnl> day(Instant begin) {
        return markets.day(begin);
    }

    /** All profit and loss so far, what is held valued at its last mark. */
    synchronized Pnl total() {
        return markets.total();
    }

    /** What was closed in a market, oldest first. */
    synchronized List<Closing> closings(String ticker) {
        return markets.closings(ticker);
    }

    /** Hands over what is to be written down, once. */
    synchronized Unwritten collect() {
        return unwritten.handOver();
    }

    /** Takes back what could not be written. */
    synchronized void putBack(Unwritten all) {
        unwritten.putBack(all);
    }

    /** The days of a market as they are known now. */
    synchronized Map<Instant, Pnl> days(String ticker) {
        return markets.days(ticker);
    }

    /** Puts a market's history together from the ledger again, where fills came out of order or lacked their fee. */
    void rebuild(String ticker) {
        List<OwnFill> own = rows.own(ticker);
        MarketHistory anew = rows.replay(ticker, own);
        synchronized (this) {
            MarketHistory old = markets.of(ticker);
            if (old == null || own.size() != old.ledger().pnl().fills()) {
                // One of them is not stored yet, and is not to be lost.
                unwritten.disordered().add(ticker);
                return;
            }
            Mark mid = mids.get(ticker);
            if (anew.isHeld() && mid != null) {
                anew.mark(clock.instant(), mid);
            }
            markets.replace(anew);
            unwritten.traded(ticker);
            if (own.stream().anyMatch(OwnFill::isFeePredicted)) {
                unwritten.disordered().add(ticker);
            } else if (old.ledger().pnl().predictedFees() > 0) {
                own.forEach(fees::compare);
            }
        }
    }
}
