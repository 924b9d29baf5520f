package caravan.books;

import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.BookUpdate;
import caravan.model.BookUpdate.Level;
import caravan.model.BookView;
import caravan.model.ConnectionEvent;
import caravan.model.ControlReply;
import caravan.model.Frame;
import caravan.model.Gap;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.StreamCommand;
import caravan.model.StreamCommand.RequestSnapshots;
import caravan.model.StreamMessage;
import caravan.model.TopOfBook;
import caravan.model.Unreadable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Books, and an exchange in a test's hands that counts its frames. Time stands still until the test moves it. */
final class BookDesk {
    static final String A = "A";
    static final String B = "B";

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<Record> consequences = new ArrayList<>();
    Instant now = Instant.parse("2026-11-20T10:00:00Z");
    final OrderBooks books = new OrderBooks(() -> now, meters);
    long connectionId = 100;
    long subscription = 1;
    long sequence;

    /** A desk with two valid books. */
    static BookDesk open() {
        BookDesk desk = new BookDesk();
        desk.subscribed();
        desk.snapshot(A, bid(55, 120), ask(58, 40));
        desk.snapshot(B, bid(20, 10), ask(30, 10));
        desk.consequences.clear();
        return desk;
    }

    static Level bid(int cents, int contracts) {
        return new Level(BookSide.BID, Price.ofCents(cents), Quantity.ofContracts(contracts));
    }

    static Level ask(int cents, int contracts) {
        return new Level(BookSide.ASK, Price.ofCents(cents), Quantity.ofContracts(contracts));
    }

    /** @param asked the markets that this program asked for */
    void subscribed(String... asked) {
        send(new ControlReply.Subscribed(1, "orderbook_delta", subscription, List.of(asked)), 0, "subscribed");
    }

    void snapshot(String ticker, Level... levels) {
        sequence++;
        send(snapshotAt(sequence, ticker, levels), sequence, "snapshot " + sequence);
    }

    BookUpdate.Snapshot snapshotAt(long number, String ticker, Level... levels) {
        return new BookUpdate.Snapshot(ticker, subscription, number, List.of(levels));
    }

    void delta(String ticker, Level change) {
        sequence++;
        deltaAt(sequence, ticker, change);
    }

    void deltaAt(long number, String ticker, Level change) {
        BookUpdate.Delta delta = new BookUpdate.Delta(
                ticker, subscription, number, change.side(), change.price(), change.quantity(), null, now);
        send(delta, number, delta.toString());
    }

    /** The exchange carried something out that nobody here is known to have asked for. */
    void ok(String... tickers) {
        ok(null, tickers);
    }

    void ok(@Nullable StreamCommand command, String... listed) {
        sequence++;
        send(new ControlReply.Done(2, subscription, List.of(listed), command), sequence, "ok " + sequence);
    }

    void unreadable(String ticker) {
        sequence++;
        send(new Unreadable("orderbook_delta", ticker, "nonsense"), sequence, "unreadable " + sequence);
    }

    void send(StreamMessage message, long number, String text) {
        send(message, subscription, number, text);
    }

    void send(StreamMessage message, long sid, long number, String text) {
        consequences.addAll(books.apply(
                message, new Frame("market-data", connectionId, number, now, "type", sid, number, true, text)));
    }

    void closed() {
        consequences.addAll(books.apply(new ConnectionEvent.Closed("market-data", "cut"), null));
    }

    void reconnected() {
        connectionId++;
        sequence = 0;
        subscribed();
    }

    void ready() {
        consequences.addAll(books.apply(new ConnectionEvent.Ready("market-data"), null));
    }

    void pass(Duration time) {
        now = now.plus(time);
        consequences.addAll(books.timePasses());
    }

    void losesFrames(int count) {
        sequence += count;
    }

    BookState state(String ticker) {
        return books.book(ticker).orElseThrow().state();
    }

    String reason(String ticker) {
        return String.valueOf(books.book(ticker).orElseThrow().reason());
    }

    /** Bids and asks, best first: {@code 0.5500x120.00 | 0.5800x40.00}. */
    String levels(String ticker) {
        BookView view = books.book(ticker).orElseThrow();
        return text(view.bids()) + " | " + text(view.asks());
    }

    private static String text(List<Level> levels) {
        return levels.stream()
                .map(level -> level.price() + "x" + level.quantity())
                .collect(Collectors.joining(" "));
    }

    List<TopOfBook> tops() {
        return told(TopOfBook.class);
    }

    List<Gap> gaps() {
        return told(Gap.class);
    }

    /** The markets of each request. */
    List<List<String>> requests() {
        return told(RequestSnapshots.class).stream()
                .map(RequestSnapshots::tickers)
                .toList();
    }

    private <T> List<T> told(Class<T> type) {
        return consequences.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
