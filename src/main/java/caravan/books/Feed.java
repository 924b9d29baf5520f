package caravan.books;

import caravan.model.BookState;
import caravan.model.BookUpdate;
import caravan.model.ControlReply;
import caravan.model.Frame;
import caravan.model.Gap;
import caravan.model.StreamCommand;
import caravan.model.StreamMessage;
import caravan.model.Unreadable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one connection, by its name, says about order books.
 *
 * <p>Whatever is not the next frame of its subscription makes every book of the subscription suspect. A suspect book
 * becomes valid by a snapshot that is newer than everything seen, and by nothing else. Used by one thread.
 */
final class Feed {
    static final String CHANNEL = "orderbook_delta";
    /** A snapshot that comes by itself comes within this time. */
    private static final Duration BY_ITSELF = Duration.ofSeconds(10);

    private final String connection;
    private final Map<String, Book> books;
    private final LongSupplier gapNumbers;
    private final Consequences consequences;
    private final BookMetrics metrics;
    private final Recovery recovery;
    private final Map<Long, Subscription> subscriptions = new HashMap<>();
    private @Nullable Subscription latest;
    private long connectionId;

    Feed(
            String connection,
            Map<String, Book> books,
            LongSupplier gapNumbers,
            Consequences consequences,
            BookMetrics metrics,
            LeftBooks left) {
        this.connection = connection;
        this.books = books;
        this.gapNumbers = gapNumbers;
        this.consequences = consequences;
        this.metrics = metrics;
        this.recovery = new Recovery(consequences, metrics, left);
    }

    Recovery recovery() {
        return recovery;
    }

    /** The connection ended. */
    void closed(String reason, Instant now) {
        endAll("the connection is closed: " + reason, now);
        recovery.suspend(List.of());
    }

    private void endAll(String reason, Instant now) {
        new ArrayList<>(subscriptions.values()).forEach(subscription -> end(subscription, reason, now));
    }

    /** Every subscription was answered. */
    void ready(Instant now) {
        recovery.resume(now.plus(BY_ITSELF));
    }

    /** Takes one frame. */
    void take(StreamMessage message, Frame frame) {
        if (frame.connectionId() != connectionId) {
            if (frame.connectionId() < connectionId) {
                return;
            }
            closed("a newer one took its place", frame.receivedTime());
            connectionId = frame.connectionId();
        }
        Subscription subscription = subscription(message, frame);
        if (subscription == null) {
            doubtAllIfNobodyKnows(message, frame);
            return;
        }
        if (message instanceof ControlReply && frame.sequence() == 0) {
            control(subscription, (ControlReply) message, frame);
            return;
        }
        long expected = subscription.expected();
        switch (subscription.place(frame)) {
            case NEXT -> apply(subscription, message, frame);
            case AHEAD -> {
                String reason = "expected sequence %d, found %d".formatted(expected, frame.sequence());
                subscription.isUncertain();
                gap(subscription, subscription.books(), null, expected, frame, reason);
                apply(subscription, message, frame);
            }
            case AGAIN -> metrics.repeat();
            case BEHIND -> {
                String found = frame.sequence() == 0 ? "none" : frame.sequence() + ", which is older";
                doubtAll(subscription, "expected sequence %d, found %s".formatted(expected, found), frame);
            }
        }
        recovery.askIfUrgent(frame.receivedTime());
    }

    /** The subscription that a frame belongs to; null when it is none of order books. */
    private @Nullable Subscription subscription(StreamMessage message, Frame frame) {
        if (latest != null && latest.number() == frame.subscription()) {
            return latest;
        }
        Subscription known = subscriptions.get(frame.subscription());
        if (known == null && isFirstOfBooks(message)) {
            // A connection has one subscription to books at a time.
            endAll("a newer subscription took its place", frame.receivedTime());
            known = new Subscription(connection, connectionId, frame.subscription());
            subscriptions.put(frame.subscription(), known);
            latest = known;
        }
        return known;
    }

    private static boolean isFirstOfBooks(StreamMessage message) {
        return message instanceof BookUpdate
                || message instanceof ControlReply.Subscribed subscribed
                        && subscribed.channel().equals(CHANNEL);
    }

    /** What not even names its subscription may have been an update of any book. */
    private void doubtAllIfNobodyKnows(StreamMessage message, Frame frame) {
        boolean perhaps = message instanceof Unreadable unreadable
                && frame.subscription() == 0
                && (unreadable.type() == null || unreadable.type().startsWith("orderbook"));
        if (perhaps) {
            subscriptions.values().forEach(each -> doubtAll(each, unreadable(message), frame));
            recovery.askIfUrgent(frame.receivedTime());
        }
    }

    /** Perhaps something was lost. Where no book is valid, there is nothing that it could make worse. */
    private void doubtAll(Subscription subscription, String reason, Frame frame) {
        if (subscription.books().stream().anyMatch(Book::isValid)) {
            gap(subscription, subscription.books(), null, subscription.expected(), frame, reason);
        }
    }

    private static String unreadable(StreamMessage message) {
        return "an unreadable frame: " + ((Unreadable) message).reason();
    }

    private void apply(Subscription subscription, StreamMessage message, Frame frame) {
        if (message instanceof BookUpdate.Delta delta) {
            change(subscription, delta, frame);
        } else if (message instanceof BookUpdate.Snapshot snapshot) {
            replace(subscription, snapshot, frame);
        } else if (message instanceof ControlReply reply) {
            control(subscription, reply, frame);
        } else if (message instanceof Unreadable lost) {
            Book book = lost.ticker() == null ? null : books.get(lost.ticker());
            boolean one = book != null && book.source() == subscription;
            gap(
                    subscription,
                    one ? List.of(book) : subscription.books(),
                    one ? book.ticker() : null,
                    frame.sequence(),
                    frame,
                    unreadable(message));
        }
    }

    private void change(Subscription subscription, BookUpdate.Delta delta, Frame frame) {
        Book book = books.get(delta.ticker());
        if (book != null && book.isValid()) {
            if (book.source() == subscription) {
                told(book, subscription, book.change(delta, frame.receivedTime()), frame);
            }
        } else if (!subscription.books().contains(book) && !subscription.lacks(delta.ticker())) {
            gap(
                    subscription,
                    List.of(expect(subscription, delta.ticker(), frame.receivedTime(), frame.receivedTime())),
                    delta.ticker(),
                    delta.sequence(),
                    frame,
                    "a change came before a snapshot");
        }
    }

    private void replace(Subscription subscription, BookUpdate.Snapshot snapshot, Frame frame) {
        if (subscription.lacks(snapshot.ticker())) {
            return;
        }
        Book book = books.computeIfAbsent(
                snapshot.ticker(), ticker -> new Book(ticker, subscription, "new", frame.receivedTime()));
        if (book.source() != subscription) {
            book.source().books().remove(book);
        }
        subscription.books().add(book);
        Book.Effect effect = book.replace(snapshot, subscription, frame.receivedTime());
        told(book, subscription, effect, frame);
        if (book.isValid()) {
            recovery.done(book, frame.receivedTime());
        }
    }

    private void told(Book book, Subscription subscription, Book.Effect effect, Frame frame) {
        metrics.update();
        switch (effect) {
            case NOTHING_TO_TELL -> {}
            case TOP_CHANGED -> consequences.add(book.top());
            case NEGATIVE -> nonsense(book, subscription, "less than nothing rests at a price", frame);
            case WAS_WRONG -> {
                String reason = "a snapshot showed another book; nothing had told of a loss";
                consequences.add(book.top());
                open(subscription, book.ticker(), frame.sequence(), frame.sequence(), reason, 1, frame.receivedTime());
            }
            case CROSSED -> nonsense(book, subscription, "the best bid is not below the best ask", frame);
        }
    }

    private void nonsense(Book book, Subscription subscription, String reason, Frame frame) {
        gap(subscription, List.of(book), book.ticker(), frame.sequence(), frame, reason);
    }

    private void control(Subscription subscription, ControlReply reply, Frame frame) {
        if (reply instanceof ControlReply.Subscribed subscribed) {
            join(subscription, subscribed.tickers(), frame.receivedTime());
        } else if (reply instanceof ControlReply.Done done) {
            done(subscription, done, frame.receivedTime());
        } else if (reply instanceof ControlReply.Unsubscribed) {
            end(subscription, "the exchange ended the subscription", frame.receivedTime());
        } else if (reply instanceof ControlReply.Refused refused && refused.endsSubscription()) {
            String reason = "the exchange ended the subscription: error %d".formatted(refused.code());
            end(subscription, reason, frame.receivedTime());
        }
    }

    /**
     * The exchange carried something out. Where it lists the markets of the subscription, the list has the last word.
     *
     * <p>An answer to a request for snapshots is no news of markets: it might list only what was asked for.
     */
    private void done(Subscription subscription, ControlReply.Done done, Instant now) {
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

    private void join(Subscription subscription, List<String> tickers, Instant now) {
        for (String ticker : tickers) {
            subscription.has(ticker);
            Book book = books.get(ticker);
            if (book == null || !subscription.books().contains(book) && !book.isValid()) {
                expect(subscription, ticker, now, now.plus(BY_ITSELF));
            }
        }
    }

    /** A market that has no book from this subscription yet. */
    private Book expect(Subscription subscription, String ticker, Instant now, Instant due) {
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
        recovery.wait(book, due);
        return book;
    }

    /** Nothing more comes from a subscription. */
    private void end(Subscription subscription, String reason, Instant now) {
        subscriptions.remove(subscription.number());
        if (latest == subscription) {
            latest = null;
        }
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

    /** REST told another book twice, and the exchange sends no snapshot that would say who is right. */
    void differs(Book book, Instant now) {
        if (book.isValid()) {
            Subscription source = book.source();
            doubt(List.of(book), "REST tells another book", now);
            open(source, book.ticker(), source.expected(), 0, "REST tells another book", 1, now);
            recovery.askIfUrgent(now);
        }
    }

    /** Something is missing: marks the books, opens the gap, and sees that snapshots are asked for. */
    private void gap(
            Subscription subscription,
            Collection<Book> concerned,
            @Nullable String ticker,
            long expected,
            Frame frame,
            String reason) {
        int valid = doubt(concerned, reason, frame.receivedTime());
        open(subscription, ticker, expected, frame.sequence(), reason, valid, frame.receivedTime());
    }

    /** Returns how many of the books were valid before. */
    private int doubt(Collection<Book> concerned, String reason, Instant now) {
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

    private void open(
            Subscription subscription,
            @Nullable String ticker,
            long expected,
            long found,
            String reason,
            int markets,
            Instant now) {
        recovery.opened(new Gap(
                connectionId,
                gapNumbers.getAsLong(),
                connection,
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
