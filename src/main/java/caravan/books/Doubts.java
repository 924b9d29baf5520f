package caravan.books;

import caravan.model.BookState;
import caravan.model.Frame;
import caravan.model.Gap;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is done when something may be missing: the books that it concerns are not valid any more, a gap is open, and
 * snapshots are waited for. Used by one thread.
 */
final class Doubts {
    private final LongSupplier gapNumbers;
    private final Consequences consequences;
    private final Recovery recovery;

    Doubts(LongSupplier gapNumbers, Consequences consequences, Recovery recovery) {
        this.gapNumbers = gapNumbers;
        this.consequences = consequences;
        this.recovery = recovery;
    }

    /** Frames are missing, from the expected one to this one: updates of every book may have been among them. */
    void ofAll(Subscription subscription, long expected, Frame frame, String reason) {
        gap(subscription, subscription.books(), null, expected, frame, reason);
    }

    /** Perhaps something was lost. Where no book is valid, there is nothing that it could make worse. */
    void ofAllIfValid(Subscription subscription, Frame frame, String reason) {
        if (subscription.books().stream().anyMatch(Book::isValid)) {
            ofAll(subscription, subscription.expected(), frame, reason);
        }
    }

    /** The frame says that one book is another one than was thought. */
    void ofOne(Subscription subscription, Book book, Frame frame, String reason) {
        gap(subscription, List.of(book), book.ticker(), frame.sequence(), frame, reason);
    }

    private void gap(
            Subscription subscription,
            Collection<Book> concerned,
            @Nullable String ticker,
            long expected,
            Frame frame,
            String reason) {
        int valid = distrust(concerned, reason, frame.receivedTime());
        open(subscription, ticker, expected, frame.sequence(), reason, valid, frame.receivedTime());
    }

    /** Returns how many of the books were valid before. */
    private int distrust(Collection<Book> concerned, String reason, Instant now) {
        int valid = 0;
        for (Book book : concerned) {
            boolean wasValid = book.isValid();
            book.distrust(BookState.SUSPECT, reason);
            if (wasValid) {
                valid++;
                consequences.add(book.top());
            }
            recovery.wait(book, now);
        }
        return valid;
    }

    /** A snapshot that came unasked showed that a book had been wrong; now it is right. */
    void wasWrong(Subscription subscription, Book book, Frame frame) {
        String reason = "a snapshot showed another book; nothing had told of a loss";
        open(subscription, book.ticker(), frame.sequence(), frame.sequence(), reason, 1, frame.receivedTime());
    }

    /** REST told another book twice, and the exchange sends no snapshot that would say who is right. */
    void differs(Book book, Instant now) {
        if (book.isValid()) {
            String reason = "REST tells another book";
            Subscription source = book.source();
            distrust(List.of(book), reason, now);
            open(source, book.ticker(), source.expected(), 0, reason, 1, now);
            recovery.askIfUrgent(now);
        }
    }

    /** Nothing more comes from a subscription. */
    void ended(Subscription subscription, String reason, Instant now) {
        Collection<Book> fed = subscription.books();
        int valid = (int) fed.stream().filter(Book::isValid).count();
        for (Book book : fed) {
            book.distrust(BookState.STALE, reason);
            consequences.add(book.top());
        }
        recovery.suspend(fed);
        if (valid > 0) {
            open(subscription, null, subscription.expected(), 0, reason, valid, now);
        }
    }

    private void open(
            Subscription subscription,
            @Nullable String ticker,
            long expected,
            long found,
            String reason,
            int markets,
            Instant now) {
        recovery.opened(new Gap(
                subscription.connectionId(),
                gapNumbers.getAsLong(),
                subscription.connection(),
                subscription.number(),
                ticker,
                expected,
                found,
                reason,
                markets,
                now,
                null,
                0));
    }
}
