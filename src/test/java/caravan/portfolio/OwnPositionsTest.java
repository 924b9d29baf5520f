package caravan.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.fills.FillLedger;
import caravan.fills.Ledgers;
import caravan.fills.ManualClock;
import caravan.model.Action;
import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.BookUpdate.Level;
import caravan.model.BookView;
import caravan.model.Books;
import caravan.model.Card;
import caravan.model.Fill;
import caravan.model.Holding;
import caravan.model.Money;
import caravan.model.Outcome;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Settlement;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class OwnPositionsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    private Path folder;

    private final ManualClock clock = new ManualClock(NOON);
    private final SomeOrders orders = new SomeOrders();
    private HikariDataSource ledger;
    private FillLedger stored;
    private Portfolio portfolio;

    @BeforeEach
    void open() {
        ledger = openLedger();
        stored = new FillLedger(ledger, clock, new SimpleMeterRegistry());
        portfolio = new Portfolio(ledger, orders, clock);
    }

    /** Where the ledger is: an H2 file. */
    HikariDataSource openLedger() {
        return Ledgers.open(folder);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void disorderRepeatsLateOrdersAndRestartsEndInTheSamePositionsAndTheSameProfitAndLoss() {
        for (long seed = 0; seed < 10; seed++) {
            JdbcClient.create(ledger).sql("delete from fills").update();
            for (String table : List.of("fill_marks", "pnl", "closings", "day_marks")) {
                JdbcClient.create(ledger).sql("delete from " + table).update();
            }
            orders.known.clear();
            Random random = new Random(seed);
            List<Fill> fills = fills(random);
            Portfolio orderly = new Portfolio(ledger, orders, clock);
            fills.forEach(orderly.positions::filled);

            Portfolio disorderly = new Portfolio(ledger, orders, clock);
            List<Fill> told = new ArrayList<>(fills);
            told.addAll(fills.subList(0, fills.size() / 2));
            Collections.shuffle(told, random);
            List<Fill> handedOn = new ArrayList<>();
            for (Fill fill : told) {
                boolean overRest = random.nextInt(3) == 0;
                Fill seen = overRest ? without(fill) : fill;
                stored.store(seen, overRest ? "rest" : "socket");
                handedOn.addAll(disorderly.positions.filled(seen));
                if (random.nextInt(6) == 0) {
                    disorderly.bookkeeping.write();
                }
                if (random.nextInt(40) == 0) { // killed
                    disorderly = new Portfolio(ledger, orders, clock);
                    handedOn.clear();
                    handedOn.addAll(fills);
                }
            }
            fills.forEach(fill -> orders.known.add(fill.orderId()));
            handedOn.addAll(disorderly.positions.linked());
            if (handedOn.size() <= fills.size()) {
                assertThat(handedOn).extracting(Fill::tradeId).doesNotHaveDuplicates();
            }
            for (int i = 0; i < 3; i++) {
                disorderly.bookkeeping.write();
            }
            Portfolio restarted = new Portfolio(ledger, orders, clock);
            for (Portfolio one : List.of(disorderly, restarted)) {
                assertThat(Set.copyOf(one.positions.all()))
                        .as("seed %d", seed)
                        .isEqualTo(Set.copyOf(orderly.positions.all()));
                assertThat(one.positions.total()).as("seed %d", seed).isEqualTo(orderly.positions.total());
            }
            long written = sum("total_dollars", "pnl");
            assertThat(written).isEqualTo(orderly.positions.total().total().units());
        }
    }

    @Test
    void aPersonsFillsAreNotOurs() {
        assertThat(portfolio.positions.filled(fill("t1", "o1", "my-hand", BookSide.BID, "0.4", 5, 0)))
                .isEmpty();
        assertThat(portfolio.positions.all()).isEmpty();
        assertThat(portfolio.positions.holding("KXA-1").quantity()).isEqualTo(Quantity.ZERO);
    }

    @Test
    void aFillThatComesBeforeTheAnswerThatNamesItsOrderCountsOnceTheOrderIsKnown() {
        Fill fill = fill("t1", "o1", null, BookSide.BID, "0.4", 5, 0);
        assertThat(portfolio.positions.filled(fill)).isEmpty();
        orders.known.add("o1");
        assertThat(portfolio.positions.linked()).containsExactly(fill);
        assertThat(portfolio.positions.linked()).isEmpty();
        assertThat(portfolio.positions.filled(fill)).isEmpty();
        assertThat(portfolio.positions.all())
                .containsExactly(new Holding("KXA-1", Quantity.ofContracts(5), Money.parse("2")));
    }

    @Test
    void theMidOfAValidBookIsThatOfAFillOfThisMomentAndOfNoOther() {
        portfolio.books = book(BookState.VALID, "0.48", "0.51");
        portfolio.positions.filled(fill("t1", "o1", "own-1", BookSide.BID, "0.48", 10, 0));
        assertThat(portfolio.positions.total().spreadCapture()).isEqualTo(Money.parse("0.15"));
        portfolio.positions.filled(fill("t2", "o1", "own-1", BookSide.BID, "0.48", 10, -60));
        portfolio.books = book(BookState.SUSPECT, "0.48", "0.51");
        portfolio.positions.filled(fill("t3", "o1", "own-1", BookSide.BID, "0.48", 10, 0));
        assertThat(portfolio.positions.total().unmarkedFills()).isEqualTo(2);
        assertThat(portfolio.positions.total().spreadCapture()).isEqualTo(Money.parse("0.15"));
    }

    @Test
    void aNewDayBeginsAtZeroWithWhatIsHeldAtItsMidAlsoAfterARestart() {
        portfolio.books = book(BookState.VALID, "0.40", "0.42");
        Fill fill = fill("t1", "o1", "own-1", BookSide.BID, "0.40", 10, 0);
        stored.store(fill, "socket");
        portfolio.positions.filled(fill);
        portfolio.summary.due();
        clock.advance(Duration.ofHours(13));
        portfolio.books = book(BookState.VALID, "0.30", "0.32");
        List<Card> cards = portfolio.summary.due();
        assertThat(cards).singleElement().satisfies(card -> {
            assertThat(card.title()).isEqualTo("Trading on 2026-11-20 (UTC)");
            assertThat(card.fields())
                    .extracting(field -> field.name() + " " + ((Card.Text) field.value()).text())
                    .contains(
                            "Total −$0.910000",
                            "Spread capture +$0.100000",
                            "Inventory −$1.000000",
                            "Fees −$0.010000",
                            "Fills 1, 10.00 contracts in 1 markets");
        });
        assertThat(portfolio.summary.due()).isEmpty();
        portfolio.books = book(BookState.VALID, "0.28", "0.30");
        portfolio.account.revalue();
        assertThat(portfolio.account.state().dayLoss()).isEqualTo(Money.parse("0.20"));
        portfolio.bookkeeping.write();

        Portfolio restarted = new Portfolio(ledger, orders, clock);
        restarted.books = book(BookState.VALID, "0.28", "0.30");
        restarted.account.revalue();
        assertThat(restarted.account.state().dayLoss()).isEqualTo(Money.parse("0.20"));
        assertThat(restarted.account.state().marketDayLoss()).containsEntry("KXA-1", Money.parse("0.20"));
        clock.advance(Duration.ofDays(1));
        assertThat(restarted.summary.due()).as("nothing was traded").isEmpty();
    }

    @Test
    void aDayThatBeginsWhileTheLedgerIsAwayBeginsWithItsMarksAllTheSame() {
        portfolio.books = book(BookState.VALID, "0.40", "0.42");
        Fill fill = fill("t1", "o1", "own-1", BookSide.BID, "0.40", 10, 0);
        stored.store(fill, "socket");
        portfolio.positions.filled(fill);
        clock.advance(Duration.ofHours(13));
        portfolio.books = book(BookState.VALID, "0.30", "0.32");
        JdbcClient.create(ledger)
                .sql("alter table day_marks rename to day_marks_away")
                .update();
        portfolio.account.revalue();
        portfolio.books = book(BookState.VALID, "0.28", "0.30");
        portfolio.account.revalue();
        assertThat(portfolio.account.state().dayLoss()).isEqualTo(Money.parse("0.20"));

        JdbcClient.create(ledger)
                .sql("alter table day_marks_away rename to day_marks")
                .update();
        portfolio.bookkeeping.write();
        Portfolio restarted = new Portfolio(ledger, orders, clock);
        restarted.books = book(BookState.VALID, "0.28", "0.30");
        restarted.account.revalue();
        assertThat(restarted.account.state().dayLoss()).isEqualTo(Money.parse("0.20"));
    }

    @Test
    void whatTheAccountHadAndWhatCameIsReadAsItWasWritten() {
        AccountRows rows = new AccountRows(ledger);
        assertThat(rows.hasOpening()).isFalse();
        rows.open(Map.of("KXA-1", Quantity.ofContracts(-3)), Money.parse("100.5"), 7, NOON);
        rows.setBaseline("KXA-1", Quantity.ofContracts(4));
        rows.moved(Money.parse("-0.5"), 9, NOON);
        assertThat(rows.hasOpening()).isTrue();
        assertThat(rows.baseline()).containsExactly(Map.entry("KXA-1", Quantity.ofContracts(4)));
        assertThat(rows.moved()).isEqualTo(new AccountRows.Moved(Money.parse("100"), 9));
        rows.equity(NOON, Money.ZERO, Money.parse("1"), Money.parse("2"), NOON);
        rows.equity(NOON, Money.ZERO, Money.parse("1"), Money.parse("3"), NOON);
        assertThat(rows.peak()).contains(Money.parse("3"));
        rows.hold(
                Map.of("KXA-1", Quantity.ofContracts(4)),
                List.of(new Holding("KXA-2", Quantity.ofContracts(1), Money.parse("0.3"))),
                ticker -> ticker.equals("KXA-1") ? new Mark(9_001) : null,
                NOON);
        assertThat(rows.marks()).containsExactly(Map.entry("KXA-1", new Mark(9_001)));

        SettlementRows payouts = new SettlementRows(ledger);
        Settlement paid = new Settlement(
                "KXA-1",
                "KXA",
                "no",
                Quantity.ZERO,
                Money.ZERO,
                Quantity.ofContracts(5),
                Money.parse("2"),
                Money.parse("5"),
                Money.ZERO,
                null,
                NOON);
        assertThat(payouts.keep(paid, NOON)).isTrue();
        assertThat(payouts.keep(paid, NOON)).isFalse();
        assertThat(payouts.of("KXA-1")).containsExactly(paid);
        assertThat(payouts.latest()).contains(NOON);
        assertThat(SettlementRows.flow(paid))
                .as("NO contracts tied their payout up")
                .isEqualTo(Money.ZERO);

        stored.store(fill("t1", "o1", "own-1", BookSide.ASK, "0.40", 5, 0), "rest");
        FillRows fills = new FillRows(ledger);
        assertThat(fills.nets()).containsExactly(Map.entry("KXA-1", Quantity.ofContracts(-5)));
        assertThat(fills.flow()).isEqualTo(new FillRows.Flow(Money.parse("1.99"), 1, 0));
        assertThat(rows.lastPrice("KXA-1")).contains(new Mark(8_000));
        assertThat(fills.clientOrderIds("KXA-1")).isEmpty();
    }

    @Test
    void aFeeThatTheStreamDidNotTellIsThatOfTheExchangeOnceItIsRead() {
        Fill fill = fill("t1", "o1", "own-1", BookSide.BID, "0.40", 10, 0);
        Fill feeless = withFee(fill, null);
        stored.store(feeless, "socket");
        portfolio.positions.filled(feeless);
        assertThat(portfolio.positions.total().predictedFees()).isEqualTo(1);
        portfolio.bookkeeping.write();
        stored.store(fill, "rest");
        portfolio.bookkeeping.write();
        assertThat(portfolio.positions.total().predictedFees()).isZero();
        assertThat(portfolio.positions.total().fees()).isEqualTo(Money.parse("0.01"));
    }

    /** The built-in exchange begins with nothing at each start, while the ledger goes on. */
    @Test
    void whatWasHeldAtAnExchangeThatIsNoMoreIsTakenAsReturnedAndProfitOfBeforeStays() {
        for (Fill fill : List.of(
                fill("t1", "o1", "own-1", BookSide.BID, "0.40", 10, -9),
                fill("t2", "o1", "own-1", BookSide.ASK, "0.45", 4, -8))) {
            stored.store(fill, "socket");
            portfolio.positions.filled(fill);
        }
        portfolio.bookkeeping.write();
        Money realized = portfolio.positions.total().realized();
        AccountRows rows = new AccountRows(ledger);
        rows.open(Map.of("KXA-1", Quantity.ofContracts(3)), Money.parse("100"), 2, NOON);

        new NewExchange(ledger).begins(NOON.minusSeconds(5));
        Portfolio next = new Portfolio(ledger, orders, clock);
        assertThat(next.positions.all()).isEmpty();
        assertThat(next.positions.total().realized()).isEqualTo(realized);
        assertThat(next.positions.total().unrealized()).isEqualTo(Money.ZERO);
        assertThat(rows.hasOpening()).as("what the account has is noted anew").isFalse();
        next.positions.filled(fill("t3", "o2", "own-2", BookSide.BID, "0.30", 5, 0));
        assertThat(next.positions.all())
                .containsExactly(new Holding("KXA-1", Quantity.ofContracts(5), Money.parse("1.5")));
    }

    /** A person settles markets of the built-in exchange early, and starts again: the same markets are there anew. */
    @Test
    void aMarketPaysAgainAtTheNextExchangeAndNothingOfBeforeIsCountedTwice() {
        Fill first = fill("t1", "o1", "own-1", BookSide.BID, "0.40", 10, -90);
        stored.store(first, "rest");
        portfolio.positions.filled(first);
        pay(portfolio, "yes", 10, "10", -80);
        portfolio.bookkeeping.write();

        new NewExchange(ledger).begins(NOON.minusSeconds(70));
        Portfolio second = new Portfolio(ledger, orders, clock);
        Fill again = fill("t2", "o2", "own-2", BookSide.BID, "0.30", 5, -60);
        stored.store(withFee(again, null), "socket");
        second.positions.filled(withFee(again, null));
        second.bookkeeping.write();
        stored.store(again, "rest");
        second.bookkeeping.write();
        assertThat(second.positions.holding("KXA-1").quantity())
                .as("what was paid before does not pay what was bought after")
                .isEqualTo(Quantity.ofContracts(5));
        pay(second, "no", 5, "0", -50);
        assertThat(second.positions.all()).isEmpty();
        second.bookkeeping.write();

        new NewExchange(ledger).begins(NOON.minusSeconds(40));
        Portfolio third = new Portfolio(ledger, orders, clock);
        Fill kept = fill("t3", "o3", "own-3", BookSide.ASK, "0.80", 2, -30);
        stored.store(kept, "rest");
        third.positions.filled(kept);
        third.bookkeeping.write();
        new NewExchange(ledger).begins(NOON.minusSeconds(20));
        Portfolio fourth = new Portfolio(ledger, orders, clock);
        assertThat(fourth.positions.all()).isEmpty();
        assertThat(fourth.positions.total().realized()).isEqualTo(Money.parse("4.5"));
        assertThat(fourth.positions.closings("KXA-1"))
                .extracting(closing -> "%s %s for %s, cost %s, by %s"
                        .formatted(
                                closing.quantity(),
                                closing.outcome(),
                                closing.proceeds(),
                                closing.cost(),
                                closing.closedBy()))
                .containsExactly(
                        "10.00 YES for 10.000000, cost 4.000000, by settlement",
                        "5.00 YES for 0.000000, cost 1.500000, by settlement",
                        "2.00 NO for 0.400000, cost 0.400000, by new exchange");
    }

    private void pay(Portfolio portfolio, String result, int yes, String revenue, int second) {
        Instant time = NOON.plusSeconds(second);
        Settlement paid = new Settlement(
                "KXA-1",
                "KXA",
                result,
                Quantity.ofContracts(yes),
                Money.ZERO,
                Quantity.ZERO,
                Money.ZERO,
                Money.parse(revenue),
                null,
                null,
                time);
        assertThat(new SettlementRows(ledger).keep(paid, time)).isTrue();
        portfolio.positions.settled(paid, time);
    }

    private List<Fill> fills(Random random) {
        List<Fill> fills = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String ticker = "KXA-" + random.nextInt(3);
            Fill fill = fill(
                    "t" + i,
                    "o" + i % 7,
                    "own-" + i % 7,
                    random.nextBoolean() ? BookSide.BID : BookSide.ASK,
                    "0." + (10 + random.nextInt(80)),
                    1 + random.nextInt(20),
                    i - 100);
            fills.add(new Fill(
                    fill.tradeId(),
                    fill.orderId(),
                    fill.clientOrderId(),
                    ticker,
                    fill.side(),
                    fill.outcome(),
                    fill.action(),
                    fill.price(),
                    fill.quantity(),
                    fill.fee(),
                    fill.taker(),
                    null,
                    null,
                    fill.exchangeTime()));
        }
        return fills;
    }

    private static Fill fill(
            String trade,
            String order,
            @Nullable String client,
            BookSide side,
            String price,
            int contracts,
            int second) {
        return new Fill(
                trade,
                order,
                client,
                "KXA-1",
                side,
                side == BookSide.BID ? Outcome.YES : Outcome.NO,
                Action.BUY,
                Price.parse(price),
                Quantity.ofContracts(contracts),
                Money.parse("0.01"),
                true,
                null,
                null,
                NOON.plusSeconds(second));
    }

    private static Fill withFee(Fill fill, @Nullable Money fee) {
        return changed(fill, fill.clientOrderId(), fee);
    }

    private static Fill without(Fill fill) {
        return changed(fill, null, fill.fee());
    }

    private static Fill changed(Fill fill, @Nullable String client, @Nullable Money fee) {
        return new Fill(
                fill.tradeId(),
                fill.orderId(),
                client,
                fill.ticker(),
                fill.side(),
                fill.outcome(),
                fill.action(),
                fill.price(),
                fill.quantity(),
                fee,
                fill.taker(),
                null,
                null,
                fill.exchangeTime());
    }

    private Books book(BookState state, String bid, String ask) {
        return new Books() {
            @Override
            public Optional<BookView> book(String ticker) {
                return Optional.of(new BookView(
                        ticker,
                        state,
                        state == BookState.VALID ? null : "lost",
                        List.of(new Level(BookSide.BID, Price.parse(bid), Quantity.ofContracts(1))),
                        List.of(new Level(BookSide.ASK, Price.parse(ask), Quantity.ofContracts(1))),
                        1,
                        1,
                        1,
                        null,
                        clock.instant()));
            }

            @Override
            public Collection<String> tickers() {
                return List.of();
            }
        };
    }

    private long sum(String column, String table) {
        return JdbcClient.create(ledger)
                .sql("select coalesce(sum(" + column + "), 0) from " + table)
                .query((row, number) -> Money.of(row.getBigDecimal(1)).units())
                .single();
    }
}
