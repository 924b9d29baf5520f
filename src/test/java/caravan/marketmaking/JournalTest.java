package caravan.marketmaking;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.fills.Ledgers;
import caravan.model.BookSide;
import caravan.model.BookView;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Quote;
import caravan.model.QuotePlan;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class JournalTest {
    @TempDir
    Path folder;

    private HikariDataSource ledger;
    private Journal journal;

    /** Where the ledger is: an H2 file. */
    HikariDataSource openLedger() {
        return Ledgers.open(folder);
    }

    @BeforeEach
    void open() {
        ledger = openLedger();
        journal = new Journal(ledger);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void choicesAreKeptWhereTheyChange() {
        journal.keep(cycle("chosen"));
        journal.keep(cycle("chosen"));
        journal.keep(cycle("the market is closed"));
        assertThat(texts("select coalesce(choices, '-') from market_making_cycles order by cycle_id"))
                .containsExactly("A: chosen", "-", "A: the market is closed");
        assertThat(texts("select steps from market_making_cycles")).contains("select 12");
    }

    @Test
    void quotesAreKeptWhereTheyChange() {
        QuotePlan wanted = new QuotePlan(
                "M",
                List.of(new Quote(
                        "M", BookSide.BID, Price.ofCents(45), Quantity.ofContracts(2), "behind the best bid")),
                List.of("nobody asks"));
        keep(wanted);
        keep(wanted);
        keep(QuotePlan.nothing("M", "the book is STALE"));
        assertThat(texts("select concat(book_side, ' ', coalesce(cast(yes_price_dollars as varchar), '-'), ' ',"
                        + " bid_price_dollars, ' ', book_state, ': ', reason) from quotes order by quote_id"))
                .containsExactly(
                        "bid 0.4500 0.4600 valid: behind the best bid",
                        "ask - 0.4600 valid: nobody asks",
                        "bid - 0.4600 valid: the book is STALE",
                        "ask - 0.4600 valid: the book is STALE");
    }

    @Test
    void whatIsTooLongIsCut() {
        keep(QuotePlan.nothing("M", "x".repeat(2_000)));
        journal.keep(cycle("y".repeat(200_000)));
        assertThat(texts("select reason from quotes"))
                .allSatisfy(text -> assertThat(text).hasSize(1_000));
    }

    private void keep(QuotePlan plan) {
        BookView book = new Situations().bid(46, 10).get().book();
        journal.keep("incentive", List.of(plan), Map.of("M", book), Situations.NOW);
    }

    private static Journal.Cycle cycle(String choice) {
        return new Journal.Cycle(
                Situations.NOW,
                Situations.NOW.plusSeconds(1),
                "incentive",
                "done",
                null,
                1,
                List.of("A"),
                0,
                0,
                2,
                Map.of("A", choice),
                Map.of("select", Duration.ofMillis(12)));
    }

    private List<String> texts(String sql) {
        return JdbcClient.create(ledger).sql(sql).query(String.class).list();
    }
}
