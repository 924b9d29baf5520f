package caravan.books;

import caravan.model.BookState;
import caravan.model.ControlReply;
import caravan.model.StreamCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Which markets are in a subscription, as the exchange's answers tell, and so have a book. Used by one thread. */
final class Members {
    /** A snapshot that comes by itself comes within this time. */
    static final Duration BY_ITSELF = Duration.ofSeconds(10);

    private final Map<String, Book> books;
    private final Consequences consequences;
    private final Recovery recovery;

    /** @param books all books, by ticker */
    Members(Map<String, Book> books, Consequences consequences, Recovery recovery) {
        this.books = books;
        this.consequences = consequences;
        this.recovery = recovery;
    }

    /**
     * The exchange carried something out. Where it lists the markets of the subscription, the list has the last word.
     *
     * <p>An answer to a request for snapshots is no news of markets: it might list only what was asked for.
     */
    void changed(Subscription subscription, ControlReply.Done done, Instant now) {
        StreamCommand command = done.command();
        if (command instanceof StreamCommand.RequestSnapshots) {
            return;
        }
        List<String> listed = done.tickers();
        if (!listed.isEmpty()) {
            Set<String> members = Set.copyOf(listed);
            leave(subscription, book -> !members.contains(book.ticker()), now);
            join(subscription, listed, now);
        } else if (command instanceof StreamCommand.AddMarkets add) {
            join(subscription, add.tickers(), now);
        } else if (command instanceof StreamCommand.RemoveMarkets remove) {
            Set<String> removed = Set.copyOf(remove.tickers());
            leave(subscription, book -> removed.contains(book.ticker()), now);
        }
    }

    private void leave(Subscription subscription, Predicate<Book> left, Instant now) {
        for (Book book : subscription.books().stream().filter(left).toList()) {
            subscription.lost(book);
            book.distrust(BookState.STALE, "the market is not subscribed to any more");
            consequences.add(book.top());
            recovery.forget(book, now);
        }
    }

    /** These markets are in the subscription: their snapshots come by themselves, or are asked for. */
    void join(Subscription subscription, List<String> tickers, Instant now) {
        for (String ticker : tickers) {
            subscription.has(ticker);
            Book book = books.get(ticker);
            if (book == null || !subscription.books().contains(book) && !book.isValid()) {
                recovery.wait(expect(subscription, ticker, now), now.plus(BY_ITSELF));
            }
        }
    }

    /** Returns the book of a market that has none from this subscription yet. */
    Book expect(Subscription subscription, String ticker, Instant now) {
        String reason = "no snapshot has come yet";
        Book book = books.get(ticker);
        if (book == null) {
            book = new Book(ticker, subscription, reason, now);
            books.put(ticker, book);
        } else {
            book.source().books().remove(book);
            book.expectFrom(subscription, reason);
        }
        subscription.books().add(book);
        consequences.add(book.top());
        return book;
    }

    /** Returns the book that a snapshot is of, which feeds on this subscription from now on. */
    Book of(Subscription subscription, String ticker, Instant now) {
        Book book = books.computeIfAbsent(ticker, unheard -> new Book(unheard, subscription, "new", now));
        if (book.source() != subscription) {
            book.source().books().remove(book);
        }
        subscription.books().add(book);
        return book;
    }
}
