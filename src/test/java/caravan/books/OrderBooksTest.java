package caravan.books;

import static caravan.books.BookDesk.A;
import static caravan.books.BookDesk.B;
import static caravan.books.BookDesk.ask;
import static caravan.books.BookDesk.bid;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookState;
import caravan.model.ControlReply;
import caravan.model.Gap;
import caravan.model.Price;
import caravan.model.StreamCommand.AddMarkets;
import caravan.model.StreamCommand.RemoveMarkets;
import caravan.model.StreamCommand.RequestSnapshots;
import caravan.model.TopOfBook;
import caravan.model.Unreadable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderBooksTest {
    private final BookDesk desk = BookDesk.open();

    @Test
    void aSnapshotIsTheWholeBook() {
        desk.snapshot(A, bid(40, 1), bid(41, 2), ask(50, 3), ask(49, 4));
        assertThat(desk.levels(A)).isEqualTo("0.4100x2.00 0.4000x1.00 | 0.4900x4.00 0.5000x3.00");
        assertThat(desk.state(A)).isEqualTo(BookState.VALID);
    }

    @Test
    void aDeltaChangesOneLevel() {
        desk.delta(A, bid(55, -20));
        desk.delta(A, bid(54, 7));
        assertThat(desk.levels(A)).isEqualTo("0.5500x100.00 0.5400x7.00 | 0.5800x40.00");
    }

    @Test
    void aLevelWithNothingLeftIsGone() {
        desk.delta(A, ask(58, -40));
        assertThat(desk.levels(A)).isEqualTo("0.5500x120.00 | ");
        assertThat(desk.tops()).singleElement().satisfies(top -> {
            assertThat(top.ask()).isNull();
            assertThat(top.askQuantity()).isNull();
            assertThat(top.bid()).isEqualTo(Price.ofCents(55));
        });
    }

    @Test
    void onlyAChangeOfTheTopIsTold() {
        desk.delta(A, bid(54, 7));
        desk.delta(A, ask(70, 7));
        assertThat(desk.consequences).isEmpty();
        desk.delta(A, bid(55, 1));
        desk.delta(A, bid(56, 1));
        assertThat(desk.tops()).extracting(TopOfBook::bid).containsExactly(Price.ofCents(55), Price.ofCents(56));
    }

    @Test
    void aLostFrameMakesEveryBookSuspectUntilItsSnapshot() {
        desk.losesFrames(2);
        desk.delta(A, bid(55, 1));
        assertThat(desk.state(A)).isEqualTo(BookState.SUSPECT);
        assertThat(desk.state(B)).isEqualTo(BookState.SUSPECT);
        assertThat(desk.reason(B)).isEqualTo("expected sequence 3, found 5");
        assertThat(desk.requests()).containsExactly(List.of(A, B));
        assertThat(desk.levels(A)).as("the last known one").isEqualTo("0.5500x120.00 | 0.5800x40.00");

        desk.ok(A, B);
        desk.snapshot(A, bid(10, 1));
        desk.delta(B, bid(20, 1));
        assertThat(desk.state(A)).isEqualTo(BookState.VALID);
        assertThat(desk.state(B)).isEqualTo(BookState.SUSPECT);
        desk.now = desk.now.plusMillis(7);
        desk.snapshot(B, bid(20, 2));
        desk.delta(B, bid(20, 3));
        assertThat(desk.levels(B)).isEqualTo("0.2000x5.00 | ");
        assertThat(desk.gaps()).hasSize(2);
        Gap opened = desk.gaps().get(0);
        assertThat(opened.expectedSequence()).isEqualTo(3);
        assertThat(opened.foundSequence()).isEqualTo(5);
        assertThat(opened.markets()).isEqualTo(2);
        assertThat(opened.ticker()).isNull();
        assertThat(desk.gaps().get(1)).isEqualTo(opened.closed(desk.now, 0));
    }

    @Test
    void theSnapshotThatShowsTheGapIsWhole() {
        desk.losesFrames(1);
        desk.snapshot(A, bid(10, 1));
        assertThat(desk.state(A)).isEqualTo(BookState.VALID);
        assertThat(desk.state(B)).isEqualTo(BookState.SUSPECT);
        assertThat(desk.requests()).containsExactly(List.of(B));
    }

    @Test
    void answersAndRefusalsAreCounted() {
        desk.ok(A, B);
        desk.sequence++;
        desk.send(new ControlReply.Refused(3, 1, 13, "Unsupported action", List.of()), desk.sequence, "error");
        desk.delta(A, bid(55, 1));
        assertThat(desk.gaps()).isEmpty();
    }

    @Test
    void answersOfOtherSubscriptionsAreNot() {
        desk.send(new ControlReply.Done(3, 2, List.of("X"), null), 2, 77, "ok of the channel trade");
        desk.delta(A, bid(55, 1));
        assertThat(desk.gaps()).isEmpty();
        assertThat(desk.state(A)).isEqualTo(BookState.VALID);
    }

    @Test
    void theSameFrameTwiceDoesNoHarm() {
        desk.delta(A, bid(55, 1));
        desk.deltaAt(desk.sequence, A, bid(55, 1));
        assertThat(desk.levels(A)).startsWith("0.5500x121.00");
        assertThat(desk.gaps()).isEmpty();
        assertThat(desk.meters.get("books.repeats").counter().count()).isEqualTo(1);
    }

    @Test
    void anotherFrameOfTheSameNumberIsAGap() {
        desk.delta(A, bid(55, 1));
        desk.deltaAt(desk.sequence, A, bid(55, 2));
        assertThat(desk.state(A)).isEqualTo(BookState.SUSPECT);
        assertThat(desk.state(B)).isEqualTo(BookState.SUSPECT);
        assertThat(desk.gaps()).hasSize(1);
    }

    @Test
    void framesThatChangedPlacesAreOneGap() {
        desk.deltaAt(4, A, bid(55, 1));
        desk.deltaAt(3, A, bid(55, 2));
        desk.deltaAt(5, A, bid(55, 3));
        assertThat(desk.gaps()).hasSize(1);
        assertThat(desk.state(A)).isEqualTo(BookState.SUSPECT);
    }

    @Test
    void aSnapshotThatWasOvertakenIsNotTaken() {
        desk.deltaAt(4, A, bid(55, 1));
        desk.send(desk.snapshotAt(3, A, bid(55, 120)), 3, "late");
        assertThat(desk.state(A)).isEqualTo(BookState.SUSPECT);
    }

    @Test
    void anUnreadableFrameIsALostUpdateOfItsMarket() {
        desk.unreadable(A);
        assertThat(desk.state(A)).isEqualTo(BookState.SUSPECT);
        assertThat(desk.state(B)).isEqualTo(BookState.VALID);
        assertThat(desk.gaps()).singleElement().extracting(Gap::ticker).isEqualTo(A);
        assertThat(desk.requests()).containsExactly(List.of(A));
    }

    @Test
    void anUnreadableFrameWithoutAMarketMayBeAboutAny() {
        desk.unreadable(null);
        assertThat(desk.state(A)).isEqualTo(BookState.SUSPECT);
        assertThat(desk.state(B)).isEqualTo(BookState.SUSPECT);
    }

    @Test
    void whatSaysNothingAboutItselfMayHaveBeenAnUpdate() {
        desk.send(new Unreadable(null, null, "no JSON"), 0, 0, "garbage");
        assertThat(desk.state(A)).isEqualTo(BookState.SUSPECT);
        assertThat(desk.gaps()).hasSize(1);
    }

    @Test
    void aMessageOfANewTypeIsNoUpdate() {
        desk.send(new Unreadable("notice", null, "unknown message type"), 0, 0, "{}");
        assertThat(desk.state(A)).isEqualTo(BookState.VALID);
    }

    @Test
    void takingMoreThanThereIsIsAGap() {
        desk.delta(A, bid(55, -121));
        assertThat(desk.state(A)).isEqualTo(BookState.SUSPECT);
        assertThat(desk.state(B)).isEqualTo(BookState.VALID);
        assertThat(desk.reason(A)).isEqualTo("less than nothing rests at a price");
        assertThat(desk.gaps()).singleElement().extracting(Gap::ticker).isEqualTo(A);
    }

    @Test
    void aBidThatMeetsTheAskIsAGap() {
        desk.delta(A, bid(58, 1));
        assertThat(desk.state(A)).isEqualTo(BookState.SUSPECT);
        assertThat(desk.reason(A)).isEqualTo("the best bid is not below the best ask");
        desk.snapshot(A, bid(60, 1), ask(59, 1));
        assertThat(desk.state(A)).isEqualTo(BookState.SUSPECT);
        desk.snapshot(A, bid(58, 1), ask(59, 1));
        assertThat(desk.state(A)).isEqualTo(BookState.VALID);
    }

    @Test
    void aChangeWithoutASnapshotAsksForOne() {
        desk.delta("NEW", bid(10, 1));
        desk.delta("NEW", bid(10, 1));
        assertThat(desk.state("NEW")).isEqualTo(BookState.SUSPECT);
        assertThat(desk.levels("NEW")).isEqualTo(" | ");
        assertThat(desk.requests()).containsExactly(List.of("NEW"));
        assertThat(desk.gaps()).hasSize(1);
    }

    @Test
    void aClosedConnectionMakesBooksStaleUntilTheNextOnesSnapshots() {
        desk.closed();
        assertThat(desk.state(A)).isEqualTo(BookState.STALE);
        assertThat(desk.reason(A)).isEqualTo("the connection is closed: cut");
        assertThat(desk.tops()).extracting(TopOfBook::state).containsExactly(BookState.STALE, BookState.STALE);
        assertThat(desk.requests()).isEmpty();
        desk.reconnected();
        desk.snapshot(A, bid(1, 1));
        desk.ready();
        desk.snapshot(B, bid(2, 1));
        assertThat(desk.levels(A)).isEqualTo("0.0100x1.00 | ");
        assertThat(desk.state(B)).isEqualTo(BookState.VALID);
        assertThat(desk.gaps()).hasSize(2);
        assertThat(desk.gaps().get(1).closedTime()).isNotNull();
        assertThat(desk.gaps().get(1).lostMarkets()).isZero();
    }

    @Test
    void aBookThatDoesNotComeBackDoesNotKeepTheGapOpen() {
        desk.closed();
        desk.reconnected();
        desk.snapshot(A, bid(1, 1));
        desk.ready();
        desk.pass(Duration.ofSeconds(11));
        assertThat(desk.state(B)).isEqualTo(BookState.STALE);
        assertThat(desk.requests()).isEmpty();
        assertThat(desk.gaps()).hasSize(2);
        assertThat(desk.gaps().get(1).lostMarkets()).isEqualTo(1);
    }

    @Test
    void lateFramesOfAnOldConnectionAreNotTaken() {
        desk.reconnected();
        desk.snapshot(A, bid(1, 1));
        desk.connectionId--;
        desk.deltaAt(2, A, bid(1, 1));
        assertThat(desk.levels(A)).isEqualTo("0.0100x1.00 | ");
        assertThat(desk.state(A)).isEqualTo(BookState.VALID);
    }

    @Test
    void aMarketThatIsNotListedAnyMoreIsStale() {
        desk.ok(A);
        assertThat(desk.state(B)).isEqualTo(BookState.STALE);
        desk.snapshot(B, bid(1, 1));
        assertThat(desk.state(B)).as("it was asked for before").isEqualTo(BookState.STALE);
        desk.ok(A, B);
        desk.snapshot(B, bid(1, 1));
        assertThat(desk.state(B)).isEqualTo(BookState.VALID);
        assertThat(desk.gaps()).isEmpty();
    }

    @Test
    void anAnswerWithoutAListSaysNothingAboutMarkets() {
        desk.ok();
        desk.snapshot("NEW", bid(1, 1));
        assertThat(desk.state(A)).isEqualTo(BookState.VALID);
        assertThat(desk.state("NEW")).isEqualTo(BookState.VALID);
    }

    @Test
    void anAnswerAboutSnapshotsSaysNothingAboutOthers() {
        desk.unreadable(A);
        desk.ok(new RequestSnapshots(List.of(A)), A);
        assertThat(desk.state(B)).isEqualTo(BookState.VALID);
    }

    @Test
    void aMarketThatLeftWhileTheOthersWereAskedForIsStale() {
        desk.unreadable(A);
        desk.ok(new RemoveMarkets(List.of(B)), A);
        assertThat(desk.state(B)).isEqualTo(BookState.STALE);
    }

    @Test
    void aMarketThatLeftIsStaleAlsoWhereTheAnswerHasNoList() {
        desk.ok(new RemoveMarkets(List.of(B)));
        assertThat(desk.state(B)).isEqualTo(BookState.STALE);
        assertThat(desk.state(A)).isEqualTo(BookState.VALID);
    }

    @Test
    void aMarketThatCameBackIsAskedForWhenItsSnapshotDoesNotCome() {
        desk.ok(new RemoveMarkets(List.of(B)));
        desk.ok(new AddMarkets(List.of(B)));
        assertThat(desk.state(B)).isEqualTo(BookState.SUSPECT);
        desk.pass(Duration.ofSeconds(11));
        assertThat(desk.requests()).containsExactly(List.of(B));
        desk.snapshot(B, bid(1, 1));
        assertThat(desk.state(B)).isEqualTo(BookState.VALID);
    }

    @Test
    void aQuietMarketOfANewSubscriptionIsAskedForWhenItsSnapshotDoesNotCome() {
        BookDesk quiet = new BookDesk();
        quiet.subscribed(A, B);
        assertThat(quiet.state(A)).isEqualTo(BookState.SUSPECT);
        quiet.snapshot(B, bid(1, 1));
        quiet.ready();
        quiet.pass(Duration.ofSeconds(9));
        assertThat(quiet.requests()).as("it may still come by itself").isEmpty();
        quiet.pass(Duration.ofSeconds(2));
        assertThat(quiet.requests()).containsExactly(List.of(A));
        assertThat(quiet.gaps()).isEmpty();
        quiet.snapshot(A, bid(1, 1));
        assertThat(quiet.state(A)).isEqualTo(BookState.VALID);
    }

    @Test
    void aQuietMarketIsAskedForAfterAReconnectToo() {
        desk.closed();
        desk.connectionId++;
        desk.sequence = 0;
        desk.subscribed(A, B);
        desk.snapshot(A, bid(1, 1));
        desk.ready();
        desk.pass(Duration.ofSeconds(11));
        assertThat(desk.requests()).containsExactly(List.of(B));
        assertThat(desk.gaps()).as("it is open as long as a book is missing").hasSize(1);
        desk.snapshot(B, bid(1, 1));
        assertThat(desk.gaps()).hasSize(2);
    }

    @Test
    void aMarketThatCameBackUnnoticedIsAskedForWhenItChanges() {
        desk.ok(new RemoveMarkets(List.of(B)));
        desk.losesFrames(1);
        desk.delta(A, bid(55, 1));
        desk.snapshot(A, bid(1, 1));
        desk.delta(B, bid(55, 1));
        assertThat(desk.requests()).contains(List.of(B));
        desk.snapshot(B, bid(1, 1));
        assertThat(desk.state(B)).isEqualTo(BookState.VALID);
    }

    @Test
    void theEndOfTheSubscriptionMakesItsBooksStale() {
        desk.sequence++;
        desk.send(new ControlReply.Refused(0, 1, 25, "overflow", List.of()), desk.sequence, "error");
        assertThat(desk.state(A)).isEqualTo(BookState.STALE);
        desk.subscription = 2;
        desk.sequence = 0;
        desk.subscribed();
        desk.snapshot(A, bid(1, 1));
        assertThat(desk.state(A)).isEqualTo(BookState.VALID);
    }

    @Test
    void aSubscriptionThatTheExchangeDoesNotKnowHasEnded() {
        desk.send(new ControlReply.Refused(9, 1, 7, "Unknown subscription ID", List.of()), 0, "error");
        assertThat(desk.state(A)).isEqualTo(BookState.STALE);
        assertThat(desk.reason(A)).isEqualTo("the exchange ended the subscription: error 7");
    }

    @Test
    void aNewSubscriptionEndsTheOldOne() {
        desk.subscription = 2;
        desk.sequence = 0;
        desk.subscribed();
        assertThat(desk.state(A)).isEqualTo(BookState.STALE);
    }

    @Test
    void snapshotsAreAskedForAgainWithGrowingPauses() {
        desk.unreadable(A);
        for (int i = 0; i < 4 * 70; i++) {
            desk.pass(Duration.ofMillis(250));
        }
        assertThat(desk.requests()).hasSize(6);
        assertThat(desk.books.givenUp()).isEqualTo(1);
        assertThat(desk.gaps()).hasSize(2);
        assertThat(desk.gaps().get(1).lostMarkets()).isEqualTo(1);
        desk.snapshot(A, bid(1, 1));
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.books.givenUp()).isZero();
        assertThat(desk.state(A)).isEqualTo(BookState.VALID);
    }

    @Test
    void manyBooksAreAskedForAFewCommandsAtATime() {
        BookDesk many = new BookDesk();
        many.subscribed();
        for (int i = 0; i < 2_500; i++) {
            many.snapshot("M" + i, bid(1, 1));
        }
        many.consequences.clear();
        many.losesFrames(1);
        many.ok();
        assertThat(many.requests())
                .hasSize(10)
                .allSatisfy(request -> assertThat(request).hasSize(100));
        many.pass(Duration.ofMillis(250));
        many.pass(Duration.ofMillis(250));
        many.pass(Duration.ofMillis(250));
        assertThat(many.requests().stream().flatMap(List::stream))
                .hasSize(2_500)
                .doesNotHaveDuplicates();
    }

    @Test
    void ofMarketsThatLeftTheLastThousandBooksAreKept() {
        List<String> hourly = IntStream.range(0, 1_100).mapToObj(i -> "H" + i).toList();
        hourly.forEach(ticker -> desk.snapshot(ticker, bid(1, 1)));
        hourly.forEach(ticker -> desk.ok(new RemoveMarkets(List.of(ticker))));
        assertThat(desk.books.tickers()).hasSize(1_002).contains(A, B, "H1099").doesNotContain("H0", "H99");
    }

    @Test
    void aMarketThatCameBackIsNotAmongThoseThatLeft() {
        List<String> hourly = IntStream.range(0, 1_100).mapToObj(i -> "H" + i).toList();
        hourly.forEach(ticker -> desk.snapshot(ticker, bid(1, 1)));
        desk.ok(new RemoveMarkets(List.of(A, B)));
        desk.ok(new AddMarkets(List.of(A, B)));
        desk.snapshot(B, bid(1, 1));
        hourly.forEach(ticker -> desk.ok(new RemoveMarkets(List.of(ticker))));
        assertThat(desk.state(A)).isEqualTo(BookState.SUSPECT);
        assertThat(desk.state(B)).isEqualTo(BookState.VALID);
    }

    @Test
    void stampsAreThoseOfTheLastUpdate() {
        Instant received = desk.now = desk.now.plusSeconds(1);
        desk.delta(A, bid(55, 1));
        assertThat(desk.books.book(A)).hasValueSatisfying(view -> {
            assertThat(view.connectionId()).isEqualTo(100);
            assertThat(view.subscription()).isEqualTo(1);
            assertThat(view.sequence()).isEqualTo(3);
            assertThat(view.exchangeTime()).isEqualTo(received);
            assertThat(view.receivedTime()).isEqualTo(received);
        });
    }

    @Test
    void nothingIsKnownOfAnUnheardMarket() {
        assertThat(desk.books.book("NEVER")).isEmpty();
        assertThat(desk.books.tickers()).containsExactlyInAnyOrder(A, B);
    }
}
