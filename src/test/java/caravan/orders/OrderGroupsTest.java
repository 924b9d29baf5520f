package caravan.orders;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.fills.Ledgers;
import caravan.model.Approved;
import caravan.model.BookSide;
import caravan.model.GroupRequest;
import caravan.model.OrderGroup;
import caravan.model.OrderRequest;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Quote;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One limiter of the exchange for each market: made once, left alone while it pauses, reset after that. */
class OrderGroupsTest {
    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private HikariDataSource ledger;
    private OrderGroups groups;

    @BeforeEach
    void open() {
        ledger = Ledgers.open(folder);
        groups = groups(Quantity.ZERO);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void marketHasOneGroupOfTwiceWhatIsQuotedAlsoAfterARestart() {
        assertThat(groups.needed(List.of(create("M", 10), create("M", 10), create("N", 3))))
                .containsExactly(open("M", 20), open("N", 6));
        groups.answered(open("M", 20), group("g-1"));
        assertThat(groups.needed(List.of(create("M", 10)))).isEmpty();
        assertThat(groups.needed(List.of(create("M", 5))))
                .as("one of more is enough")
                .isEmpty();
        assertThat(groups.needed(List.of(create("M", 11)))).containsExactly(open("M", 22));
        assertThat(groups(Quantity.ZERO).id("M")).isEqualTo("g-1");
        assertThat(groups(Quantity.ofContracts(7)).needed(List.of(create("M", 10))))
                .as("the setting has changed")
                .containsExactly(open("M", 7));
    }

    @Test
    void groupThatHadEnoughPausesAndIsResetAfterThat() {
        groups.answered(open("M", 20), group("g-1"));
        groups.triggered("M");
        assertThat(groups.obstacle("M"))
                .hasValueSatisfying(why -> assertThat(why).contains("too much traded"));
        assertThat(groups.obstacle("N")).isEmpty();

        now = now.plusSeconds(16);
        assertThat(groups.obstacle("M")).isEmpty();
        assertThat(groups.needed(List.of(create("M", 10)))).containsExactly(new GroupRequest.Reset("M", "g-1"));
        groups.answered(new GroupRequest.Reset("M", "g-1"), null);
        assertThat(groups.needed(List.of(create("M", 10)))).isEmpty();
    }

    /** Orders that were under way when it had enough must not open it again, nor find another one. */
    @Test
    void nothingEndsAPauseEarly() {
        groups.answered(open("M", 20), group("g-1"));
        groups.triggered("M");
        assertThat(groups.needed(List.of(create("M", 10)))).isEmpty();
        assertThat(groups.needed(List.of(create("M", 11)))).isEmpty();
        assertThat(groups.id("M")).isEqualTo("g-1");
    }

    @Test
    void refusedGroupIsAskedForAgainLater() {
        groups.refused(open("M", 20), "no more groups");
        assertThat(groups.id("M")).isNull();
        assertThat(groups.needed(List.of(create("M", 10)))).isEmpty();
        now = now.plusSeconds(600);
        assertThat(groups.needed(List.of(create("M", 10)))).containsExactly(open("M", 20));
    }

    @Test
    void groupThatTheExchangeDoesNotKnowIsReplaced() {
        groups.answered(open("M", 20), group("g-1"));
        groups.triggered("M");
        now = now.plusSeconds(16);
        groups.notFound(new GroupRequest.Reset("M", "g-1"), "no such group");
        assertThat(groups.id("M")).isNull();
        assertThat(groups.needed(List.of(create("M", 10)))).containsExactly(open("M", 20));
    }

    /** No answer says nothing of the group: without it nothing at the exchange would hold our orders. */
    @Test
    void groupStaysWhereItsResetFailsAndIsResetWithTheNextRound() {
        groups.answered(open("M", 20), group("g-1"));
        groups.triggered("M");
        now = now.plusSeconds(16);
        groups.refused(new GroupRequest.Reset("M", "g-1"), "no answer");
        assertThat(groups.id("M")).isEqualTo("g-1");
        assertThat(groups.needed(List.of(create("M", 10)))).containsExactly(new GroupRequest.Reset("M", "g-1"));
    }

    @Test
    void groupStaysWhereALargerOneIsRefused() {
        groups.answered(open("M", 20), group("g-1"));
        groups.triggered("M");
        now = now.plusSeconds(16);
        groups.refused(open("M", 22), "no answer");
        assertThat(groups.id("M")).isEqualTo("g-1");
        assertThat(groups.needed(List.of(create("M", 11)))).containsExactly(new GroupRequest.Reset("M", "g-1"));
    }

    private OrderGroups groups(Quantity limit) {
        return new OrderGroups(ledger, "this", limit, () -> now);
    }

    private static OrderGroup group(String id) {
        return new OrderGroup(id, null, null, List.of(), null);
    }

    private static GroupRequest open(String ticker, int contracts) {
        return new GroupRequest.Open(ticker, Quantity.ofContracts(contracts));
    }

    private Approved create(String ticker, int contracts) {
        Quote quote = new Quote(ticker, BookSide.BID, Price.ofCents(40), Quantity.ofContracts(contracts), "test");
        return new Approved(new OrderRequest.Create(quote), 1, now.plusSeconds(60), now);
    }
}
