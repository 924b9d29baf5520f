package caravan.risk;

import static caravan.model.BookSide.ASK;
import static caravan.model.BookSide.BID;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookState;
import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each check is attacked, and lets the order pass that it should. */
class RiskChecksTest {
    private static final List<RiskCheck> ALL = List.of(
            new MaxOrderSize(Quantity.ofContracts(100)),
            new MaxOrderCost(Cap.of("50")),
            new OnGrid(),
            new NoCross(),
            new NoSelfCross(),
            new MaxPosition(Quantity.ofContracts(200)),
            new MaxMarketLoss(Cap.of("100")),
            new MaxEventLoss(Cap.of("150")),
            new MaxPortfolioLoss(Cap.of("400")),
            new MaxReserved(60),
            new MaxOpenOrders(8, 200),
            new MaxMarkets(20),
            new MaxMarketDayLoss(Cap.of("15")),
            new DayLoss(Cap.of("20")),
            new BalanceFloor(Money.parse("100")),
            new BookIsValid(),
            new SpreadIsSane(2_000, 200),
            new ConnectionAnswers(Duration.ofSeconds(10)),
            new ClockIsRight(Duration.ofSeconds(1)),
            new Expires(Duration.ofSeconds(120)),
            new NothingUnknown(3),
            new Reconciled(),
            new MarketIsOpen(Duration.ofMinutes(10)),
            new FeesAreKnown());

    @TestFactory
    Stream<DynamicTest> nothingIsAgainstASmallQuote() {
        return ALL.stream()
                .map(check -> DynamicTest.dynamicTest(
                        check.name(),
                        () -> assertThat(check.check(new Standings().proposing(BID, 40, 10)))
                                .isEqualTo(Verdict.passes(check.name()))));
    }

    @Test
    void sizeCostAndPrice() {
        denies("max-order-size", new Standings().proposing(BID, 10, 101), "101.00 contracts, limit is 100.00");
        denies("max-order-cost", new Standings().proposing(ASK, 40, 84), "costs 50.400000 dollars, limit is 50.000000");
        denies("no-cross", new Standings().proposing(BID, 45, 1), "BID 0.4500 would meet 0.4500");
        denies("no-cross", new Standings().proposing(ASK, 40, 1), "ASK 0.4000 would meet 0.4000");
        denies(
                "no-self-cross",
                new Standings().own(ASK, 42, 1).proposing(BID, 42, 1),
                "BID 0.4200 would meet our own order at 0.4200");
        Standings offGrid = new Standings();
        assertThat(check("on-grid")
                        .check(offGrid.proposing(new caravan.model.OrderRequest.Create(new caravan.model.Quote(
                                "M", BID, Price.parse("0.405"), Quantity.ofContracts(1), "test"))))
                        .reason())
                .startsWith("0.4050 is no price of ");
    }

    /** Ten small orders are one large one. */
    @Test
    void whatRestsCountsAsFilled() {
        Standings many = new Standings();
        for (int i = 0; i < 7; i++) {
            many.own(BID, 30 + i, 28);
        }
        denies("max-position", many.proposing(BID, 40, 10), "position could reach 206.00 contracts, limit is 200.00");
        denies(
                "max-open-orders",
                many.own(BID, 29, 1).proposing(BID, 40, 1),
                "9 orders would rest in the market, limit is 8");
    }

    @Test
    void losses() {
        Standings held = new Standings();
        held.position = 200;
        held.cost = Money.parse("96.50");
        denies(
                "max-market-loss",
                held.proposing(BID, 36, 10),
                "the market could lose 100.100000 dollars, limit is 100.000000");
        denies(
                "max-event-loss",
                new Standings().other("A", "E", 200, 74).proposing(BID, 40, 10),
                "the event could lose 152.010000 dollars, limit is 150.000000");
        denies(
                "max-portfolio-loss",
                new Standings()
                        .other("A", "E1", 500, 40)
                        .other("B", "E2", 500, 39)
                        .proposing(BID, 40, 20),
                "the account could lose 403.020000 dollars, limit is 400.000000");
        Standings lost = new Standings();
        lost.dayLoss = Money.parse("20.01");
        lost.marketLoss = Money.parse("15.01");
        lost.balance = Money.parse("99.99");
        denies("day-loss", lost.proposing(BID, 40, 1), "today has lost 20.010000 dollars, limit is 20.000000");
        denies(
                "max-market-day-loss",
                lost.proposing(BID, 40, 1),
                "the market has lost 15.010000 dollars today, limit is 15.000000");
        denies("balance-floor", lost.proposing(BID, 40, 1), "the balance is 99.990000 dollars, floor is 100.000000");
    }

    /** Two shorts of an exclusive event cover one another: at most one of them loses. */
    @Test
    void closingMayTakeAwayWhatCoversAnotherMarket() {
        Standings covered = new Standings().other("A", "E", -200, 70);
        covered.position = -200;
        covered.cost = Money.parse("140");
        Proposal small = covered.proposing(BID, 40, 10);
        assertThat(check("max-event-loss").concerns(small)).isTrue();
        assertThat(check("max-event-loss").check(small)).isEqualTo(Verdict.passes("max-event-loss"));
        Standings gone = new Standings().other("A", "E", -300, 60);
        gone.position = -100;
        gone.cost = Money.parse("60");
        for (String name : List.of("max-event-loss", "max-portfolio-loss")) {
            assertThat(check(name).concerns(gone.proposing(BID, 40, 50)))
                    .as(name)
                    .isTrue();
        }
        denies(
                "max-event-loss",
                gone.proposing(BID, 40, 50),
                "the event could lose 160.000000 dollars, limit is 150.000000");
        Standings alone = new Standings();
        alone.position = -300;
        alone.cost = Money.parse("180");
        assertThat(check("max-event-loss").concerns(alone.proposing(BID, 40, 50)))
                .as("covers nothing")
                .isFalse();
    }

    @Test
    void whatIsNotKnownOrNotRight() {
        Standings wrong = new Standings();
        wrong.state = BookState.SUSPECT;
        wrong.feesKnown = false;
        wrong.unreconciled = "the account was not compared with the exchange yet";
        wrong.lastSignOfLife = Standings.NOW.minusSeconds(11);
        wrong.clockAhead = Duration.ofMillis(-1_001);
        wrong.unknownOrders = 4;
        wrong.life = Duration.ofSeconds(121);
        denies("book-is-valid", wrong.proposing(BID, 40, 1), "the book is SUSPECT: frame 7 is missing");
        denies("fees-are-known", wrong.proposing(BID, 40, 1), "the market's fees are not known");
        denies("reconciled", wrong.proposing(BID, 40, 1), "the account was not compared with the exchange yet");
        denies("connection-answers", wrong.proposing(BID, 40, 1), "nothing was heard since 2026-11-20T09:59:49Z");
        denies("clock-is-right", wrong.proposing(BID, 40, 1), "the clock is off by -1001 ms, limit is 1000");
        denies("nothing-unknown", wrong.proposing(BID, 40, 1), "4 orders have an unknown outcome, limit is 3");
        denies("expires", wrong.proposing(BID, 40, 1), "rests until 2026-11-20T10:02:01Z, limit is 120 s from now");
        wrong.lastSignOfLife = null;
        wrong.clockAhead = null;
        denies("connection-answers", wrong.proposing(BID, 40, 1), "there is no connection");
        denies("clock-is-right", wrong.proposing(BID, 40, 1), "the exchange's time is not known");
    }

    @Test
    void marketsThatTellNothingOrDoNotTrade() {
        Standings wide = new Standings();
        wide.bid = 20;
        wide.ask = 41;
        denies("spread-is-sane", wide.proposing(BID, 20, 1), "best prices are 0.2000 and 0.4100");
        Standings paused = new Standings();
        paused.status = "inactive";
        denies("market-is-open", paused.proposing(BID, 40, 1), "the market is inactive");
        paused.status = null;
        denies("market-is-open", paused.proposing(BID, 40, 1), "the market is unknown");
        paused.tradingActive = false;
        denies("market-is-open", paused.proposing(BID, 40, 1), "the exchange does not trade");
        Standings late = new Standings();
        late.closeTime = Standings.NOW.plusSeconds(599);
        denies("market-is-open", late.proposing(BID, 40, 1), "the market closes at 2026-11-20T10:09:59Z");
        Standings crowd = new Standings();
        for (int i = 0; i < 20; i++) {
            crowd.other("A" + i, "E" + i, 0, 1);
        }
        denies("max-markets", crowd.proposing(BID, 40, 1), "21 markets would be quoted, limit is 20");
    }

    @Test
    void collateralIsNotAllReserved() {
        Standings poor = new Standings();
        poor.equity = Money.parse("10");
        denies("max-reserved", poor.proposing(BID, 40, 16), "orders would reserve 6.400000 dollars, limit is 6.000000");
    }

    private static void denies(String name, Proposal proposal, String reason) {
        assertThat(check(name).check(proposal)).isEqualTo(Verdict.denies(name, reason));
    }

    private static RiskCheck check(String name) {
        return ALL.stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
