package caravan.portfolio;

import caravan.model.Books;
import caravan.model.Fill;
import caravan.model.Holding;
import caravan.model.Money;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * What this program holds, by its own fills alone: each counts once, whoever tells of it and in whatever order.
 *
 * <p>A fill whose order nobody knows may be ours: the answer that names the order can come after it. It waits, and counts as
 * soon as {@link OpenOrders} knows the order; until then the order itself counts as resting in full. Everything is in
 * memory; what has to be written down is collected for {@link Bookkeeping}. Safe for use by many threads.
 */
public final class OwnPositions implements Positions {
    private static final Logger LOG = LoggerFactory.getLogger("caravan.portfolio");
    /** By then an order has its answer, or never gets one. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);
    /** The mid of now is that of the fill if the fill is not older. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final FillRows fills;
    private final SettlementRows settlements;
    private final DayMarkRows dayMarks;
    private final NewExchange exchanges;
    private final OpenOrders orders;
    private final Supplier<@Nullable Books> books;
    private final FeeWatch fees;
    private final InstantSource clock;

    private final Map<String, MarketHistory> markets = new HashMap<>();
    private final Set<Key> seen = new HashSet<>();
    private final Map<Key, OwnFill> waiting = new HashMap<>();
    /** The last mids that valid books had. */
    private final Map<String, Mark> mids = new HashMap<>();

    /** Taken since they were last collected. */
    private final List<OwnFill> taken = new ArrayList<>();
    /** Markets whose rows are to be written anew. */
    private final Set<String> changed = new HashSet<>();
    /** Of them, those where something was closed or may have been. */
    private final Set<String> traded = new HashSet<>();
    /** Markets whose history has to be put together from the ledger again. */
    private final Set<String> disordered = new HashSet<>();

    /** Taken since somebody was last told. */
    private final List<Fill> told = new ArrayList<>();

    private Instant day = Instant.MIN;
    /** What days began with, as far as it is not in the ledger yet. */
    private final Deque<DayMark> unkept = new ArrayDeque<>();

    private record DayMark(Instant day, String ticker, Mark mark) {}

    private record Key(String tradeId, String orderId) {
        static Key of(Fill fill) {
            return new Key(fill.tradeId(), fill.orderId());
        }
    }

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
        this.fills = new FillRows(ledger);
        this.settlements = new SettlementRows(ledger);
        this.dayMarks = new DayMarkRows(ledger);
        this.exchanges = new NewExchange(ledger);
        this.orders = orders;
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
        markets.clear();
        Map<String, List<OwnFill>> own = new HashMap<>();
        for (FillRows.Row row : fills.all()) {
            Fill fill = row.own().fill();
            boolean late = !row.taken() && isOurs(fill);
            if (row.taken() || late) {
                own.computeIfAbsent(fill.ticker(), ticker -> new ArrayList<>()).add(row.own());
                seen.add(Key.of(fill));
                if (late) {
                    taken.add(row.own());
                }
            } else if (mayBeOurs(fill)) {
                waiting.put(Key.of(fill), row.own());
            }
        }
        Map<String, Settlement> paid = settlements.all();
        Map<String, NavigableMap<Instant, Mark>> marks = dayMarks.all();
        NavigableSet<Instant> beginnings = exchanges.beginnings();
        own.forEach((ticker, list) -> {
            markets.put(
                    ticker,
                    MarketHistory.replay(
                            ticker, list, paid.get(ticker), marks.getOrDefault(ticker, new TreeMap<>()), beginnings));
            changed.add(ticker);
            if (!markets.get(ticker).isInOrder(clock.instant().minus(LONGEST_WAIT))) {
                traded.add(ticker);
            }
        });
        beginDay();
        keepDayMarks();
    }

    /**
     * Takes a fill in, if it is one of ours that was not taken in before. Quick: memory only.
     *
     * @return what became ours by this: the fill, and others that were waiting
     */
    public synchronized List<Fill> filled(Fill fill) {
        Key key = Key.of(fill);
        if (!seen.contains(key)) {
            if (isOurs(fill)) {
                take(key, noted(fill));
            } else if (mayBeOurs(fill)) {
                waiting.putIfAbsent(key, noted(fill));
            }
        }
        link();
        return collectLinked();
    }

    /** Takes in what was found to be ours in the meantime, and returns it. */
    public synchronized List<Fill> linked() {
        link();
        return collectLinked();
    }

    private List<Fill> collectLinked() {
        List<Fill> result = List.copyOf(told);
        told.clear();
        return result;
    }

    private void link() {
        Instant oldest = clock.instant().minus(LONGEST_WAIT);
        Iterator<Map.Entry<Key, OwnFill>> entries = waiting.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<Key, OwnFill> entry = entries.next();
            Fill fill = entry.getValue().fill();
            if (isOurs(fill)) {
                entries.remove();
                take(entry.getKey(), entry.getValue());
            } else if (fill.exchangeTime().isBefore(oldest)) {
                entries.remove();
            }
        }
    }

    private OwnFill noted(Fill fill) {
        boolean fresh = fill.exchangeTime().isAfter(clock.instant().minus(FRESH));
        return new OwnFill(fill, fresh ? mid(fill.ticker()).orElse(null) : null, null);
    }

    private void take(Key key, OwnFill noted) {
        if (!seen.add(key)) {
            return;
        }
        OwnFill own = new OwnFill(noted.fill(), noted.mid(), fees.predict(noted.fill()));
        fees.compare(own);
        String ticker = own.fill().ticker();
        MarketHistory market = markets.computeIfAbsent(ticker, MarketHistory::new);
        if (!market.isInOrder(own.fill().exchangeTime()) || own.isFeePredicted()) {
            disordered.add(ticker);
        }
        market.fill(own);
        taken.add(own);
        told.add(own.fill());
        changed.add(ticker);
        traded.add(ticker);
    }

    /** A market paid out. */
    synchronized void settled(Settlement settlement, Instant time) {
        MarketHistory market = markets.get(settlement.ticker());
        if (market != null) {
            if (!market.isInOrder(time)) {
                disordered.add(settlement.ticker());
            }
            market.settle(settlement, time);
            changed.add(settlement.ticker());
            traded.add(settlement.ticker());
        }
    }

    private boolean isOurs(Fill fill) {
        String clientOrderId = fill.clientOrderId();
        return clientOrderId != null && orders.isOurClientOrderId(clientOrderId) || orders.isOurs(fill.orderId());
    }

    private boolean mayBeOurs(Fill fill) {
        return fill.clientOrderId() == null
                && fill.exchangeTime().isAfter(clock.instant().minus(LONGEST_WAIT));
    }

    /** The mid of a valid book now. */
    Optional<Mark> mid(String ticker) {
        Books mirrored = books.get();
        return mirrored == null ? Optional.empty() : mirrored.book(ticker).flatMap(Mark::mid);
    }

    @Override
    public synchronized Holding holding(String ticker) {
        MarketHistory market = markets.get(ticker);
        return market == null ? Holding.none(ticker) : holding(market);
    }

    @Override
    public synchronized Collection<Holding> all() {
        return markets.values().stream()
                .filter(MarketHistory::isHeld)
                .map(OwnPositions::holding)
                .toList();
    }

    private static Holding holding(MarketHistory market) {
        return new Holding(
                market.ticker(), market.ledger().position(), market.ledger().cost());
    }

    /** Whether this program ever traded in a market. */
    synchronized boolean hasTraded(String ticker) {
        return markets.containsKey(ticker);
    }

    /** The last known worth of a YES contract of each market that was ever traded. */
    synchronized Optional<Mark> lastMark(String ticker) {
        return Optional.ofNullable(markets.get(ticker))
                .flatMap(market -> Optional.ofNullable(market.ledger().mark()));
    }

    /** Values what is held at the mids of now, and ends the day where one is over. */
    synchronized void mark() {
        if (beginDay()) {
            try {
                keepDayMarks();
            } catch (DataAccessException away) {
                LOG.warn("What the day began with is written down later: {}", away.getMessage());
            }
            return;
        }
        Instant now = clock.instant();
        for (MarketHistory market : markets.values()) {
            if (market.isHeld()) {
                mid(market.ticker())
                        .filter(mid -> !mid.equals(market.ledger().mark()))
                        .ifPresent(mid -> {
                            mids.put(market.ticker(), mid);
                            market.mark(now, mid);
                            changed.add(market.ticker());
                        });
            }
        }
    }

    /** What is held when a day begins is valued: the day's profit and loss begins there. */
    private boolean beginDay() {
        Instant today = today();
        if (!today.isAfter(day)) {
            return false;
        }
        for (MarketHistory market : markets.values()) {
            Mark last = market.ledger().mark();
            if (market.isHeld() && last != null && market.isInOrder(today)) {
                Mark mark = mid(market.ticker()).orElse(last);
                market.beginDay(today, mark);
                unkept.add(new DayMark(today, market.ticker(), mark));
                changed.add(market.ticker());
            }
        }
        day = today;
        return true;
    }

    /** Has the ledger have the marks with which days began: from them their profit and loss is found again. */
    synchronized void keepDayMarks() {
        while (!unkept.isEmpty()) {
            DayMark next = unkept.element();
            dayMarks.keep(next.day(), next.ticker(), next.mark());
            unkept.remove();
        }
    }

    /** The beginning of the day (UTC). */
    Instant today() {
        return clock.instant().truncatedTo(ChronoUnit.DAYS);
    }

    /** Profit and loss of a day in each market where there was any. */
    synchronized Map<String, Pnl> day(Instant begin) {
        return markets.values().stream()
                .filter(market -> !market.day(begin).equals(Pnl.ZERO))
                .collect(Collectors.toMap(MarketHistory::ticker, market -> market.day(begin)));
    }

    /** All profit and loss so far, what is held valued at its last mark. */
    synchronized Pnl total() {
        return markets.values().stream().map(market -> market.ledger().pnl()).reduce(Pnl.ZERO, Pnl::plus);
    }

    /** What a market has paid out to us. */
    synchronized Money settled(String ticker) {
        MarketHistory market = markets.get(ticker);
        return market == null ? Money.ZERO : market.ledger().pnl().settled();
    }

    /** Worth of what is held, at its last mark. */
    synchronized Money worth() {
        return markets.values().stream()
                .map(market -> market.ledger().holdings())
                .reduce(Money.ZERO, Money::plus);
    }

    /** Hands over what is to be written down, once. */
    synchronized Unwritten collect() {
        Unwritten unwritten =
                new Unwritten(List.copyOf(taken), Set.copyOf(changed), Set.copyOf(traded), Set.copyOf(disordered));
        taken.clear();
        changed.clear();
        traded.clear();
        disordered.clear();
        return unwritten;
    }

    /** Takes back what could not be written. */
    synchronized void putBack(Unwritten unwritten) {
        taken.addAll(0, unwritten.taken());
        changed.addAll(unwritten.changed());
        traded.addAll(unwritten.traded());
        disordered.addAll(unwritten.disordered());
    }

    /**
     * What is only in memory so far.
     *
     * @param changed markets with other profit and loss than is written
     * @param traded of them, those where something may have been closed
     * @param disordered markets to be put together anew
     */
    record Unwritten(List<OwnFill> taken, Set<String> changed, Set<String> traded, Set<String> disordered) {}

    /** The days of a market as they are known now. */
    synchronized Map<Instant, Pnl> days(String ticker) {
        MarketHistory market = markets.get(ticker);
        return market == null ? Map.of() : new TreeMap<>(market.days());
    }

    /** Puts a market's history together from the ledger again, where fills came out of order or lacked their fee. */
    void rebuild(String ticker) {
        List<OwnFill> own = fills.own(ticker);
        Settlement paid = settlements.of(ticker).orElse(null);
        NavigableMap<Instant, Mark> marks = dayMarks.of(ticker);
        NavigableSet<Instant> beginnings = exchanges.beginnings();
        synchronized (this) {
            MarketHistory old = markets.get(ticker);
            if (old == null || own.size() != old.ledger().pnl().fills()) {
                // One of them is not stored yet, and is not to be lost.
                disordered.add(ticker);
                return;
            }
            MarketHistory anew = MarketHistory.replay(ticker, own, paid, marks, beginnings);
            Mark mid = mids.get(ticker);
            if (anew.isHeld() && mid != null) {
                anew.mark(clock.instant(), mid);
            }
            markets.put(ticker, anew);
            changed.add(ticker);
            traded.add(ticker);
            if (own.stream().anyMatch(OwnFill::isFeePredicted)) {
                disordered.add(ticker);
            } else if (old.ledger().pnl().predictedFees() > 0) {
                own.forEach(fees::compare);
            }
        }
    }
}
