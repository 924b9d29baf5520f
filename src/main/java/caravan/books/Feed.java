package caravan.books;

import caravan.model.BookUpdate;
import caravan.model.ControlReply;
import caravan.model.Frame;
import caravan.model.StreamMessage;
import caravan.model.Unreadable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one connection, by its name, says about order books.
 *
 * <p>Whatever is not the next frame of its subscription makes every book of the subscription suspect. A suspect book
 * becomes valid by a snapshot that is newer than everything seen, and by nothing else. Used by one thread.
 */
final class Feed {
    private static final String CHANNEL = "orderbook_delta";

    private final String connection;
    private final Map<String, Book> books;
    private final Consequences consequences;
    private final BookMetrics metrics;
    private final Recovery recovery;
    private final Doubts doubts;
    private final Members members;
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
        this.consequences = consequences;
        this.metrics = metrics;
        this.recovery = new Recovery(consequences, metrics, left);
        this.doubts = new Doubts(gapNumbers, consequences, recovery);
        this.members = new Members(books, consequences, recovery);
    }

    Recovery recovery() {
        return recovery;
    }

    Doubts doubts() {
        return doubts;
    }

    /** The connection ended. */
    void closed(String reason, Instant now) {
        endAll("the connection is closed: " + reason, now);
        recovery.suspend(List.of());
    }

    private void endAll(String reason, Instant now) {
        new ArrayList<>(subscriptions.values()).forEach(subscription -> end(subscription, reason, now));
    }

    private void end(Subscription subscription, String reason, Instant now) {
        subscriptions.remove(subscription.number());
        if (latest == subscription) {
            latest = null;
        }
        doubts.ended(subscription, reason, now);
    }

    /** Every subscription was answered. */
    void ready(Instant now) {
        recovery.resume(now.plus(Members.BY_ITSELF));
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
        if (message instanceof ControlReply reply && frame.sequence() == 0) {
            control(subscription, reply, frame.receivedTime());
            return;
        }
        long expected = subscription.expected();
        switch (subscription.place(frame)) {
            case NEXT -> apply(subscription, message, frame);
            case AHEAD -> {
                subscription.isUncertain();
                doubts.ofAll(
                        subscription,
                        expected,
                        frame,
                        "expected sequence %d, found %d".formatted(expected, frame.sequence()));
                apply(subscription, message, frame);
            }
            case AGAIN -> metrics.repeat();
            case BEHIND -> {
                String found = frame.sequence() == 0 ? "none" : frame.sequence() + ", which is older";
                doubts.ofAllIfValid(subscription, frame, "expected sequence %d, found %s".formatted(expected, found));
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
            subscriptions.values().forEach(each -> doubts.ofAllIfValid(each, frame, unreadable(message)));
            recovery.askIfUrgent(frame.receivedTime());
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
            control(subscription, reply, frame.receivedTime());
        } else if (message instanceof Unreadable lost) {
            Book book = lost.ticker() == null ? null : books.get(lost.ticker());
            if (book != null && book.source() == subscription) {
                doubts.ofOne(subscription, book, frame, unreadable(message));
            } else {
                doubts.ofAll(subscription, frame.sequence(), frame, unreadable(message));
            }
        }
    }

    private void change(Subscription subscription, BookUpdate.Delta delta, Frame frame) {
        Book book = books.get(delta.ticker());
        if (book != null && book.isValid()) {
            if (book.source() == subscription) {
                told(book, subscription, book.change(delta, frame.receivedTime()), frame);
            }
        } else if (!subscription.books().contains(book) && !subscription.lacks(delta.ticker())) {
            Book unheard = members.expect(subscription, delta.ticker(), frame.receivedTime());
            doubts.ofOne(subscription, unheard, frame, "a change came before a snapshot");
        }
    }

    private void replace(Subscription subscription, BookUpdate.Snapshot snapshot, Frame frame) {
        if (subscription.lacks(snapshot.ticker())) {
            return;
        }
        Book book = members.of(subscription, snapshot.ticker(), frame.receivedTime());
        told(book, subscription, book.replace(snapshot, subscription, frame.receivedTime()), frame);
        if (book.isValid()) {
            recovery.done(book, frame.receivedTime());
        }
    }

    private void told(Book book, Subscription subscription, Book.Effect effect, Frame frame) {
        metrics.update();
        switch (effect) {
            case NOTHING_TO_TELL -> {}
            case TOP_CHANGED -> consequences.add(book.top());
            case NEGATIVE -> doubts.ofOne(subscription, book, frame, "less than nothing rests at a price");
            case WAS_WRONG -> {
                consequences.add(book.top());
                doubts.wasWrong(subscription, book, frame);
            }
            case CROSSED -> doubts.ofOne(subscription, book, frame, "the best bid is not below the best ask");
        }
    }

    private void control(Subscription subscription, ControlReply reply, Instant now) {
        if (reply instanceof ControlReply.Subscribed subscribed) {
            members.join(subscription, subscribed.tickers(), now);
        } else if (reply instanceof ControlReply.Done done) {
            members.changed(subscription, done, now);
        } else if (reply instanceof ControlReply.Unsubscribed) {
            end(subscription, "the exchange ended the subscription", now);
        } else if (reply instanceof ControlReply.Refused refused && refused.endsSubscription()) {
            end(subscription, "the exchange ended the subscription: error %d".formatted(refused.code()), now);
        }
    }
}
