package caravan.books;

import caravan.model.BookState;
import caravan.model.BookView;
import caravan.model.Books;
import caravan.model.ConnectionEvent;
import caravan.model.Frame;
import caravan.model.OrderBook;
import caravan.model.StreamCommand.RequestSnapshots;
import caravan.model.StreamMessage;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Mirrors order books from what the stream says, and keeps track of what was missed.
 *
 * <p>One thread applies; it gets back what other stages are to hear of: {@code TopOfBook}, {@code Gap} and
 * {@code StreamCommand}, in order. Any thread may look at books.
 */
public final class OrderBooks implements Books {
    private final InstantSource clock;
    private final Map<String, Book> books = new ConcurrentHashMap<>();
    private final Map<String, Feed> feeds = new HashMap<>();
    private final LeftBooks left = new LeftBooks(books);
    private final Consequences consequences = new Consequences();
    private final BookMetrics metrics;
    private final Audit audit;
    private long gaps;
    private volatile int givenUp;

    public OrderBooks(InstantSource clock, MeterRegistry registry) {
        this.clock = clock;
        this.metrics = new BookMetrics(registry);
        this.audit = new Audit(books, metrics);
        for (BookState state : BookState.values()) {
            Gauge.builder("books.states", () -> count(state))
                    .description("Books by how far they can be trusted")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    /** Takes what the stream said. */
    public List<Record> apply(StreamMessage message, @Nullable Frame frame) {
        if (frame != null) {
            feed(frame.connection()).take(message, frame);
        } else if (message instanceof ConnectionEvent.Closed closed) {
            feed(closed.connection()).closed(closed.reason(), now());
        } else if (message instanceof ConnectionEvent.Ready ready) {
            feed(ready.connection()).ready(now());
        }
        return consequences.take();
    }

    /** Does what time brings about: asks again for snapshots that did not come. */
    public List<Record> timePasses() {
        Instant now = now();
        int waiting = 0;
        for (Feed feed : feeds.values()) {
            feed.recovery().ask(now);
            waiting += feed.recovery().givenUp();
        }
        givenUp = waiting;
        Audit.Verdict verdict = audit.verdict(now);
        verdict.wrong()
                .forEach(book -> feed(book.source().connection()).doubts().differs(book, now));
        if (!verdict.doubtful().isEmpty()) {
            consequences.add(new RequestSnapshots(verdict.doubtful()));
        }
        return consequences.take();
    }

    /**
     * Chooses valid books to compare with the exchange's own, and notes from now on how they change.
     *
     * @return their tickers, as the parameter of the question; empty when there are none
     */
    public Map<String, List<String>> beginAudit() {
        List<String> tickers = audit.begin();
        return tickers.isEmpty() ? Map.of() : Map.of("tickers", tickers);
    }

    /** Takes what the exchange told over REST about the chosen books. */
    public void compare(List<OrderBook> told) {
        audit.told(told, now());
    }

    private Feed feed(String connection) {
        Feed feed = feeds.get(connection);
        if (feed == null) {
            feed = new Feed(connection, books, () -> ++gaps, consequences, metrics, left);
            feeds.put(connection, feed);
        }
        return feed;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public Optional<BookView> book(String ticker) {
        return Optional.ofNullable(books.get(ticker)).map(Book::view);
    }

    @Override
    public Collection<String> tickers() {
        return Collections.unmodifiableSet(books.keySet());
    }

    /** How many books are in a state. */
    public long count(BookState state) {
        return books.values().stream().filter(book -> book.state() == state).count();
    }

    /** How many books were asked for in vain. */
    public int givenUp() {
        return givenUp;
    }
}
