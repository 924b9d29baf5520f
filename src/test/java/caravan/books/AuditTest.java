package caravan.books;

import static caravan.books.BookDesk.A;
import static caravan.books.BookDesk.B;
import static caravan.books.BookDesk.ask;
import static caravan.books.BookDesk.bid;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookState;
import caravan.model.BookUpdate.Level;
import caravan.model.Gap;
import caravan.model.OrderBook;
import caravan.model.StreamCommand.RemoveMarkets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AuditTest {
    private final BookDesk desk = BookDesk.open();

    @Test
    void everyValidBookIsAskedFor() {
        assertThat(asked()).containsExactly(A, B);
        desk.unreadable(B);
        assertThat(asked()).containsExactly(A);
    }

    @Test
    void manyBooksTakeTurns() {
        for (int i = 10; i < 40; i++) {
            desk.snapshot("M" + i, bid(1, 1));
        }
        List<String> first = asked();
        List<String> second = asked();
        assertThat(first).hasSize(20);
        assertThat(second.subList(0, 12)).doesNotContainAnyElementsOf(first);
    }

    @Test
    void aBookThatRestKnowsToo() {
        asked();
        tell(A, bid(55, 120), ask(58, 40));
        assertThat(result("same")).isEqualTo(1);
    }

    @Test
    void restMayTellWhatWasAMomentBefore() {
        asked();
        desk.delta(A, bid(55, 1));
        tell(A, bid(55, 120), ask(58, 40));
        assertThat(result("same")).isEqualTo(1);
    }

    @Test
    void restMayTellWhatTheStreamSaysAMomentLater() {
        asked();
        tell(A, bid(55, 121), ask(58, 40));
        desk.delta(A, bid(55, 1));
        desk.pass(Duration.ofMillis(250));
        assertThat(result("same")).isEqualTo(1);
    }

    @Test
    void aSnapshotSaysWhoIsRight() {
        asked();
        tell(A, bid(55, 119), ask(58, 40));
        desk.pass(Duration.ofSeconds(2));
        assertThat(desk.state(A)).isEqualTo(BookState.VALID);
        assertThat(desk.requests()).containsExactly(List.of(A));
        desk.snapshot(A, bid(55, 120), ask(58, 40));
        assertThat(desk.gaps()).isEmpty();
        asked();
        tell(A, bid(55, 119), ask(58, 40));
        desk.pass(Duration.ofSeconds(2));
        desk.snapshot(A, bid(55, 119), ask(58, 40));
        assertThat(desk.state(A)).isEqualTo(BookState.VALID);
        assertThat(desk.gaps()).hasSize(2);
        assertThat(desk.gaps().get(0).reason()).isEqualTo("a snapshot showed another book; nothing had told of a loss");
    }

    @Test
    void aBookThatDiffersTwiceIsSuspectWhenNoSnapshotComes() {
        asked();
        tell(A, bid(55, 119), ask(58, 40));
        desk.pass(Duration.ofSeconds(2));
        assertThat(desk.state(A)).isEqualTo(BookState.VALID);
        asked();
        tell(A, bid(55, 119), ask(58, 40));
        desk.pass(Duration.ofSeconds(2));
        assertThat(desk.state(A)).isEqualTo(BookState.SUSPECT);
        assertThat(desk.state(B)).isEqualTo(BookState.VALID);
        assertThat(desk.reason(A)).isEqualTo("REST tells another book");
        assertThat(desk.gaps()).singleElement().extracting(Gap::ticker).isEqualTo(A);
        assertThat(desk.requests()).containsExactly(List.of(A), List.of(A));
    }

    @Test
    void aBookThatWasNotValidAllTheTimeIsNotCompared() {
        asked();
        desk.unreadable(A);
        desk.snapshot(A, bid(1, 1));
        tell(A, bid(55, 119));
        assertThat(result("not-comparable")).isEqualTo(1);
    }

    @Test
    void booksThatDifferedAndLeftDoNotTakeThePlacesOfOthers() {
        List<String> leaving = IntStream.range(0, 20).mapToObj(i -> "0" + i).toList();
        leaving.forEach(ticker -> desk.snapshot(ticker, bid(1, 1)));
        assertThat(asked()).containsAll(leaving);
        leaving.forEach(ticker -> tell(ticker, bid(2, 1)));
        desk.pass(Duration.ofSeconds(2));
        desk.ok(new RemoveMarkets(leaving));

        assertThat(asked()).containsExactly(A, B);
    }

    private List<String> asked() {
        return desk.books.beginAudit().getOrDefault("tickers", List.of());
    }

    private void tell(String ticker, Level... levels) {
        desk.books.compare(List.of(new OrderBook(ticker, List.of(levels))));
        desk.pass(Duration.ZERO);
    }

    private double result(String result) {
        return desk.meters.get("books.audits").tag("result", result).counter().count();
    }
}
