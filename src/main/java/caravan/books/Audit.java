package caravan.books;

import caravan.model.BookSide;
import caravan.model.OrderBook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares valid books with what the exchange tells over REST.
 *
 * <p>REST does not say which moment it tells of. So a book is watched from before the question until some time after the
 * answer, and should have been what REST says at some moment of that. Where it was not, the stream may be later than
 * usual, or the book wrong: a snapshot, which comes in sequence, tells which. Safe for use by several threads.
 */
final class Audit {
    /** One request may name a hundred; a few at a time leave the request budget to others. */
    private static final int BOOKS_A_ROUND = 20;
    /** REST tells this many levels of a side at most: what is deeper cannot be compared. */
    private static final int DEEPEST = 100;
    /** The stream may be later than REST by this much. */
    private static final Duration LATER = Duration.ofSeconds(2);

    /** One book in one round. */
    private static final class Question {
        private @Nullable OrderBook answer;
        private Instant answered = Instant.MAX;
    }

    private final Map<String, Book> books;
    private final BookMetrics metrics;
    private final Map<Book, Question> round = new LinkedHashMap<>();
    /** Books that differed in their last round, and where their last snapshot stood then. */
    private final Map<Book, Long> differed = new LinkedHashMap<>();

    private String last = "";

    Audit(Map<String, Book> books, BookMetrics metrics) {
        this.books = books;
        this.metrics = metrics;
    }

    /** Begins a round; what is left of the one before is dropped. */
    synchronized List<String> begin() {
        round.keySet().forEach(Book::unwatch);
        round.clear();
        for (Book book : chosen()) {
            if (book.watch()) {
                round.put(book, new Question());
            }
        }
        return round.keySet().stream().map(Book::ticker).toList();
    }

    /**
     * What came out.
     *
     * @param doubtful markets that a snapshot is needed of
     * @param wrong books for which none came after they differed before
     */
    record Verdict(List<String> doubtful, List<Book> wrong) {}

    /** Those that differed, and then one after the other. */
    private Set<Book> chosen() {
        List<String> tickers = new ArrayList<>();
        books.forEach((ticker, book) -> {
            if (book.isValid()) {
                tickers.add(ticker);
            }
        });
        Collections.sort(tickers);
        int start = Collections.binarySearch(tickers, last);
        Collections.rotate(tickers, -(start < 0 ? -start - 1 : start + 1));
        // What is not valid any more gets a snapshot anyway, and would take a place for ever.
        differed.keySet().removeIf(book -> !book.isValid());
        Set<Book> chosen = new LinkedHashSet<>(differed.keySet());
        for (String ticker : tickers) {
            if (chosen.size() >= BOOKS_A_ROUND) {
                break;
            }
            chosen.add(books.get(ticker));
            last = ticker;
        }
        return chosen;
    }

    synchronized void told(List<OrderBook> answers, Instant now) {
        for (OrderBook answer : answers) {
            Book book = books.get(answer.ticker());
            Question question = book == null ? null : round.get(book);
            if (question != null) {
                question.answer = answer;
                question.answered = now;
            }
        }
    }

    synchronized Verdict verdict(Instant now) {
        Verdict verdict = new Verdict(new ArrayList<>(), new ArrayList<>());
        for (Iterator<Map.Entry<Book, Question>> open = round.entrySet().iterator(); open.hasNext(); ) {
            Map.Entry<Book, Question> entry = open.next();
            Book book = entry.getKey();
            OrderBook answer = entry.getValue().answer;
            if (answer == null) {
                continue;
            }
            Set<Long> seen = book.watched();
            boolean comparable = !seen.isEmpty() && isComparable(answer);
            boolean same = comparable && seen.contains(Book.digest(answer.levels()));
            if (comparable && !same && now.isBefore(entry.getValue().answered.plus(LATER))) {
                continue;
            }
            open.remove();
            book.unwatch();
            @Nullable Long before = differed.remove(book);
            if (comparable && !same) {
                if (before != null && before == book.snapshotSequence()) {
                    verdict.wrong().add(book);
                } else {
                    verdict.doubtful().add(book.ticker());
                    differed.put(book, book.snapshotSequence());
                }
            }
            metrics.audited(!comparable ? "not-comparable" : same ? "same" : "different");
        }
        return verdict;
    }

    private static boolean isComparable(OrderBook answer) {
        long bids = answer.levels().stream()
                .filter(level -> level.side() == BookSide.BID)
                .count();
        return bids < DEEPEST && answer.levels().size() - bids < DEEPEST && Book.digest(answer.levels()) != null;
    }
}
