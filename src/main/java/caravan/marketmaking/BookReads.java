package caravan.marketmaking;

import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.BookUpdate.Level;
import caravan.model.BookView;
import caravan.model.Books;
import caravan.model.OrderBook;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The books of the markets to quote: those of the stream, and for a moment those of REST where the stream has none.
 *
 * <p>A book of REST is true when it is read and not a second later, so nobody may keep one.
 */
public final class BookReads {
    /** How many books one request may name. */
    private static final int QUESTION = 100;

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Supplier<@Nullable Books> books;
    private final InstantSource clock;

    /** @param books answers null where no stage mirrors books */
    public BookReads(Supplier<@Nullable Books> books, InstantSource clock) {
        this.books = books;
        this.clock = clock;
    }

    /** When to stop waiting for books that were just subscribed to. */
    public Instant patience() {
        return books.get() == null ? clock.instant() : clock.instant().plus(PATIENCE);
    }

    /** Whether books are missing that may still come. */
    public boolean isWaiting(List<String> tickers, Instant patience) {
        return clock.instant().isBefore(patience) && !missing(tickers).isEmpty();
    }

    /** What to ask over REST; empty where nothing has to be asked. */
    public Map<String, Object> question(List<String> tickers) {
        List<String> missing = missing(tickers);
        return missing.isEmpty() ? Map.of() : Map.of("tickers", missing.subList(0, Math.min(QUESTION, missing.size())));
    }

    /** Those whose book cannot be trusted. */
    private List<String> missing(List<String> tickers) {
        return tickers.stream()
                .filter(ticker -> streamed(ticker)
                        .filter(book -> book.state() == BookState.VALID)
                        .isEmpty())
                .toList();
    }

    /** The books of the stream, in whatever state they are. */
    public List<BookView> views(List<String> tickers) {
        return views(tickers, List.of());
    }

    /** The books of the stream that can be trusted, else those that REST told just now. */
    public List<BookView> views(List<String> tickers, List<OrderBook> read) {
        return tickers.stream().map(ticker -> view(ticker, read)).toList();
    }

    private BookView view(String ticker, List<OrderBook> read) {
        Optional<BookView> streamed = streamed(ticker);
        if (streamed.isPresent() && streamed.get().state() == BookState.VALID) {
            return streamed.get();
        }
        return read.stream()
                .filter(book -> book.ticker().equals(ticker))
                .findFirst()
                .map(book -> plain(ticker, BookState.VALID, null, book.levels()))
                .or(() -> streamed)
                .orElseGet(() -> plain(ticker, BookState.STALE, "nothing was heard of it yet", List.of()));
    }

    private BookView plain(String ticker, BookState state, @Nullable String reason, List<Level> levels) {
        Comparator<Level> rising = Comparator.comparing(Level::price);
        return new BookView(
                ticker,
                state,
                reason,
                side(levels, BookSide.BID, rising.reversed()),
                side(levels, BookSide.ASK, rising),
                0,
                0,
                0,
                null,
                clock.instant());
    }

    private static List<Level> side(List<Level> levels, BookSide side, Comparator<Level> order) {
        return levels.stream()
                .filter(level -> level.side() == side && level.quantity().units() > 0)
                .sorted(order)
                .toList();
    }

    private Optional<BookView> streamed(String ticker) {
        Books now = books.get();
        return now == null ? Optional.empty() : now.book(ticker);
    }
}
