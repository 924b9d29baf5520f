package caravan.marketmaking;

import caravan.model.BookSide;
import caravan.model.BookView;
import caravan.model.Fill;
import caravan.model.MarketLifecycle;
import caravan.model.Price;
import caravan.model.QuotePlan;
import caravan.model.RestingOrder;
import caravan.model.Terms;
import caravan.model.TopOfBook;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which markets are to be quoted anew because something happened there.
 *
 * <p>A market is quoted by one thread at a time, and always with its book as it is then: what happened meanwhile waits, and
 * counts once. Thread-safe.
 */
public final class Requotes {
    private static final Logger LOG = LoggerFactory.getLogger("caravan.marketmaking");
    /** A market whose quotes failed is left alone so long. */
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    /** Orders are renewed when so much of their life is left: before a third, when there is no more time to lose. */
    private static final int RENEWED_AT = 3;

    private final LiveSettings live;
    private final Ports ports;
    private final BookReads books;
    private final Journal journal;
    private final TradeLog log;
    private final OrderNews orders;
    private final Counter count;
    private final InstantSource clock;
    private final Quoting quoting;

    private Set<String> touched = Set.of();
    private final Set<String> dirty = new LinkedHashSet<>();
    private final Set<String> busy = new LinkedHashSet<>();
    /** What rested in a market that is being quoted, when that began. */
    private final Map<String, List<RestingOrder>> before = new ConcurrentHashMap<>();

    private final Map<String, Instant> notBefore = new HashMap<>();
    private @Nullable String told;

    /** What people know an order by: a renewal gives it another id. */
    private record Place(BookSide side, Price price) {
        static Place of(RestingOrder order) {
            return new Place(order.side(), order.price());
        }
    }

    public Requotes(
            LiveSettings live,
            Ports ports,
            Terms terms,
            BookReads books,
            Journal journal,
            TradeLog log,
            OrderNews orders,
            MeterRegistry meters,
            InstantSource clock) {
        this.live = live;
        this.ports = ports;
        this.books = books;
        this.journal = journal;
        this.log = log;
        this.orders = orders;
        this.clock = clock;
        this.quoting = new Quoting(terms, ports, log);
        this.count = Counter.builder("market-making.requotes")
                .description("How often a market was quoted anew")
                .register(meters);
    }

    /**
     * From now on exactly these markets are quoted; each of them is quoted at once.
     *
     * @return others, where orders of ours rest all the same
     */
    public synchronized List<String> follow(Collection<String> tickers) {
        List<String> left = ports.orders().stream()
                .map(RestingOrder::ticker)
                .distinct()
                .filter(ticker -> !tickers.contains(ticker))
                .toList();
        touched = new LinkedHashSet<>(tickers);
        dirty.retainAll(touched);
        dirty.addAll(touched);
        return left;
    }

    /** From now on no market is quoted; returns no market in particular, which stands for all. */
    public synchronized List<String> forget() {
        touched = Set.of();
        dirty.clear();
        return List.of();
    }

    /** The markets that are quoted. */
    public synchronized List<String> followed() {
        return List.copyOf(touched);
    }

    /** A best price has moved; returns whether that market is quoted. */
    public synchronized boolean moved(TopOfBook top) {
        return isNews(top.ticker());
    }

    /** An order of ours was filled, so a side is missing and what is held has changed; returns whether to quote that market now. */
    public synchronized boolean filled(Fill fill) {
        return isNews(fill.ticker());
    }

    /** A market opened or closed; returns whether it is quoted. */
    public synchronized boolean changed(MarketLifecycle change) {
        return change.ticker() != null && touched.contains(change.ticker()) && dirty.add(change.ticker());
    }

    private boolean isNews(String ticker) {
        return touched.contains(ticker) && dirty.add(ticker) && !busy.contains(ticker);
    }

    /** Looks, every second, for orders that end soon, and for orders that must not rest any more. */
    public synchronized boolean isTimeToLook() {
        if (!live.last().isTouch()) {
            // From here on the cycle quotes alone.
            forget();
        }
        if (touched.isEmpty()) {
            return false;
        }
        Instant soon = clock.instant().plus(live.last().expiration().dividedBy(RENEWED_AT));
        boolean hindered = ports.hindrance().isPresent();
        for (String ticker : touched) {
            List<RestingOrder> orders = ports.orders(ticker);
            boolean ends = orders.stream()
                    .anyMatch(order -> order.expirationTime() != null
                            && order.expirationTime().isBefore(soon));
            if (hindered ? !orders.isEmpty() : ends || orders.isEmpty()) {
                dirty.add(ticker);
            }
        }
        return hasWork();
    }

    /** Whether a market waits that nobody else is quoting. */
    public synchronized boolean hasWork() {
        return !ready().isEmpty();
    }

    /** Takes the markets that wait; give them back with {@link #done}. */
    public synchronized List<String> take() {
        List<String> taken = ready();
        dirty.removeAll(taken);
        busy.addAll(taken);
        return taken;
    }

    private List<String> ready() {
        if (!live.last().isTouch()) {
            return List.of();
        }
        Instant now = clock.instant();
        return dirty.stream()
                .filter(ticker -> !busy.contains(ticker))
                .filter(ticker -> !now.isBefore(notBefore.getOrDefault(ticker, Instant.MIN)))
                .toList();
    }

    /** Gives back what was taken. */
    public synchronized void done(List<String> taken) {
        busy.removeAll(taken);
        before.keySet().removeAll(taken);
    }

    /** The quotes of these could not be placed; they are tried again in a while. */
    public synchronized void failed(List<String> taken, Throwable cause) {
        Instant later = clock.instant().plus(AFTER_FAILURE);
        taken.stream().filter(touched::contains).forEach(ticker -> {
            notBefore.put(ticker, later);
            dirty.add(ticker);
        });
        notBefore.keySet().retainAll(touched);
        String reason = String.valueOf(cause.getMessage());
        if (!reason.equals(told)) {
            log.error(reason);
            LOG.warn("Quotes could not be placed, and are tried again: {}", reason);
        }
        told = reason;
    }

    /** Whether nothing may rest now. */
    public boolean isHindered() {
        return ports.hindrance().isPresent();
    }

    /** Those of these markets where orders of ours rest. */
    public List<String> open(List<String> taken) {
        return taken.stream().filter(ticker -> !ports.orders(ticker).isEmpty()).toList();
    }

    /** Orders were canceled, for nothing may rest now. */
    public void canceled(List<RestingOrder> canceled) {
        orders.canceled(canceled);
    }

    /** What is to rest in these markets. */
    public List<QuotePlan> plans(List<String> taken) {
        MakingSettings settings = live.last();
        if (!settings.isTouch()) {
            return List.of();
        }
        Map<String, BookView> seen = books.views(taken).stream()
                .collect(Collectors.toMap(BookView::ticker, book -> book, (first, again) -> first));
        taken.forEach(ticker -> before.put(ticker, ports.orders(ticker)));
        List<QuotePlan> plans = new ArrayList<>();
        seen.values().forEach(book -> plans.add(quoting.plan(settings, book)));
        count.increment(plans.size());
        return plans;
    }

    /** Writes down what was wanted, after it was sent: nothing waits for the ledger. */
    public void keep(List<QuotePlan> plans, List<String> lines) {
        synchronized (this) {
            told = null;
        }
        plans.forEach(this::compare);
        log.answered(lines);
        List<String> tickers = plans.stream().map(QuotePlan::ticker).toList();
        Map<String, BookView> seen = books.views(tickers).stream()
                .collect(Collectors.toMap(BookView::ticker, book -> book, (first, again) -> first));
        try {
            journal.keep(live.last().strategy(), plans, seen, clock.instant());
        } catch (RuntimeException away) {
            LOG.warn("Quotes are not in the ledger: {}", away.getMessage());
        }
    }

    /** An order that was moved to another price is one less there and one more here; one that is still wanted was filled. */
    private void compare(QuotePlan plan) {
        List<RestingOrder> then = before.getOrDefault(plan.ticker(), List.of());
        List<RestingOrder> now = ports.orders(plan.ticker());
        Set<Place> wanted = plan.quotes().stream()
                .map(quote -> new Place(quote.side(), quote.price()))
                .collect(Collectors.toSet());
        orders.canceled(without(then, places(now)).stream()
                .filter(order -> !wanted.contains(Place.of(order)))
                .toList());
        orders.opened(without(now, places(then)));
    }

    private static Set<Place> places(List<RestingOrder> resting) {
        return resting.stream().map(Place::of).collect(Collectors.toSet());
    }

    private static List<RestingOrder> without(List<RestingOrder> resting, Set<Place> places) {
        return resting.stream()
                .filter(order -> !places.contains(Place.of(order)))
                .toList();
    }
}
