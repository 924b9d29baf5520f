package caravan.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.model.Action;
import caravan.model.BookSide;
import caravan.model.Card;
import caravan.model.Fill;
import caravan.model.OrderRequest.Exit;
import caravan.model.Outcome;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.QuotePlan;
import caravan.model.RestingOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MarketMakingRouteTest {
    private static final String DONE = "select * from market_making_cycles where outcome = 'done'";
    private static final String MARKET = "KXFEDDECISION-26DEC-H0";

    @TempDir
    private Path folder;

    private MakingHouse house;

    @BeforeEach
    void open() {
        house = new MakingHouse(folder);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aCycleCancelsChoosesAndQuotes() throws Exception {
        house.with("incentive-size", "100000").start();
        await().until(() -> !house.rows(DONE).isEmpty());

        assertThat(house.asked).first().isEqualTo("cancel-own []");
        assertThat(house.plans())
                .as("as many as were traded by then, two at most")
                .hasSizeBetween(1, 2)
                .allSatisfy(plan -> assertThat(plan.quotes()).hasSize(2));
        int markets = house.plans().size();
        Map<String, Object> cycle = house.rows(DONE).get(0);
        assertThat(cycle)
                .containsEntry("outcome", "done")
                .containsEntry("markets", markets)
                .containsEntry("quotes", 2 * markets)
                .containsEntry("reason", null);
        assertThat(cycle.get("steps").toString().replaceAll(" \\d+", ""))
                .isEqualTo("exchange, cancel, flatten, programs, select, terms, books, quote, place");
        assertThat(cycle.get("choices").toString()).contains(": chosen");
        assertThat(house.rows("select * from quotes where yes_price_dollars is not null and book_state = 'valid'"))
                .hasSize(2 * markets);
        RestingOrder order = house.trading.all().get(0);
        assertThat(house.tradeLog())
                .contains(
                        "[SESSION] Market making begins | Strategy: incentive",
                        "[SESSION] New program: ",
                        "[ORDER BOOK] Ticker: " + order.ticker() + " | yes: ",
                        "[OPEN ORDER] Ticker: " + order.ticker()
                                + " | Side: yes | Action: buy | Count: 1 | Type: limit | Price: " + order.price(),
                        "[API RESPONSE] placed BID ");
        await().untilAsserted(() -> assertThat(house.asked)
                .last()
                .isInstanceOfSatisfying(
                        Card.class,
                        card -> assertThat(card.title()).startsWith(2 * markets + " orders placed, 0 canceled")));
    }

    @Test
    void theNextCycleBeginsWithNothingOfOurs() throws Exception {
        house.with("tickers", MARKET)
                .with("incentive-size", "100000")
                .with("wait-time", "1s")
                .start();
        await().until(() -> house.rows(DONE).size() >= 2);

        assertThat(house.rows(
                        "select orders_canceled from market_making_cycles where outcome = 'done' order by cycle_id"))
                .element(1)
                .isEqualTo(Map.of("orders_canceled", 2));
        assertThat(house.tradeLog()).contains("[CANCEL ORDER] Ticker: ", " | Side: no | Price: 0.");
    }

    @Test
    void whatIsHeldIsClosedFirstAtTheBestOpposingPrice() throws Exception {
        house.trading.hold(MARKET, 3);
        house.with("tickers", MARKET).start();
        await().until(() -> !house.rows(DONE).isEmpty());

        assertThat(house.asked)
                .filteredOn(Exit.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(Exit.class, exit -> {
                    assertThat(exit.side()).isEqualTo(BookSide.ASK);
                    assertThat(exit.quantity()).hasToString("3.00");
                });
        assertThat(house.rows("select sum(positions_closed) as positions_closed from market_making_cycles"))
                .containsExactly(Map.of("positions_closed", 1L));
        assertThat(house.tradeLog()).contains("[CLOSE POSITION] Ticker: " + MARKET + " | Side: yes | Price: 0.");
    }

    @Test
    void aMarketInWhichSomethingIsStillHeldIsNotQuoted() throws Exception {
        house.trading.hold(MARKET, 3);
        house.trading.exitsDoNotFill();
        house.with("tickers", MARKET).start();
        await().until(() -> !house.plans().isEmpty());

        assertThat(house.plans().get(0)).isEqualTo(QuotePlan.nothing(MARKET, "a position of ours is still open: 3.00"));
    }

    @Test
    void whoLeavesOutTheClosingKeepsWhatIsHeldAndQuotesOn() throws Exception {
        house.trading.hold(MARKET, 3);
        house.without("flatten-positions")
                .with("tickers", MARKET)
                .with("incentive-size", "100000")
                .start();
        await().until(() -> !house.plans().isEmpty());

        assertThat(house.asked).doesNotHaveAnyElementsOfTypes(Exit.class);
        assertThat(house.plans().get(0).quotes()).hasSize(2);
    }

    @Test
    void whoLeavesOutTheCancelingKeepsQuotesInTheirPlaces() throws Exception {
        house.without("cancel-resting")
                .with("tickers", MARKET)
                .with("incentive-size", "100000")
                .with("wait-time", "1s")
                .start();
        await().until(() -> house.plans().size() >= 3);

        assertThat(house.asked).doesNotContain("cancel-own []");
        assertThat(house.plans()).allSatisfy(plan -> assertThat(plan.quotes()).hasSize(2));
    }

    @Test
    void cancelingAndClosingMayComeAsLateAsOneLikes() throws Exception {
        house.trading.hold(MARKET, 3);
        house.without("cancel-resting")
                .without("flatten-positions")
                .edited(
                        "( {30}uri: direct:refresh-terms\\n)",
                        "$1" + MakingHouse.step("cancel-resting") + MakingHouse.step("flatten-positions"))
                .with("tickers", MARKET)
                .with("incentive-size", "100000")
                .start();
        await().until(() -> !house.plans().isEmpty());

        assertThat(house.asked).first().isEqualTo("cancel-own []");
        assertThat(house.asked).hasAtLeastOneElementOfType(Exit.class);
        assertThat(house.plans().get(0).quotes()).hasSize(2);
    }

    @Test
    void touchLeavesAMarketThatIsChosenNoMoreThoughNoOtherFits() throws Exception {
        house.edited("status: active", "status: upcoming")
                .with("strategy", "touch")
                .with("tickers", MARKET)
                .with("wait-time", "1s")
                .start();
        await().until(() -> !house.trading.all().isEmpty());
        house.with("tickers", "");
        await().until(() -> house.asked.contains("cancel-own [" + MARKET + "]"));
        assertThat(house.trading.all()).isEmpty();
    }

    @Test
    void nothingIsQuotedUntilTheAccountIsReconciledAndThatIsSaidOnce() throws Exception {
        house.trading.unreconciled("the account was not compared yet");
        house.with("tickers", MARKET).start();
        await().until(() -> house.meters
                        .counter("market-making.cycles", "outcome", "ended early")
                        .count()
                >= 2);
        assertThat(house.asked).isEmpty();
        assertThat(house.rows("select outcome, reason from market_making_cycles"))
                .containsExactly(Map.of("outcome", "ended early", "reason", "the account was not compared yet"));
        assertThat(house.tradeLog()).containsOnlyOnce("Nothing is quoted: the account was not compared yet");

        house.trading.unreconciled(null);
        await().until(() -> !house.plans().isEmpty());
    }

    @Test
    void touchQuotesWhenTheBestPriceMoves() throws Exception {
        house.with("strategy", "touch").with("tickers", MARKET).start();
        await().until(() -> house.meters.counter("market-making.requotes").count() >= 10);

        assertThat(house.asked).doesNotHaveAnyElementsOfTypes(Exit.class, String.class);
        List<QuotePlan> plans = house.plans();
        assertThat(plans).anySatisfy(plan -> assertThat(plan.quotes()).hasSize(2));
        assertThat(house.trading.all()).hasSizeLessThanOrEqualTo(4);
        assertThat(house.tradeLog()).contains("[OPEN ORDER] Ticker: " + MARKET);
    }

    @Test
    void touchQuotesAnewWhenItIsFilledThoughTheBestPriceStays() throws Exception {
        house.edited("(uri: timer:requote-clock\n +parameters:\n)", "$1        delay: 1h\n")
                .edited("seda:top-of-book(\n +parameters:\n +multipleConsumers)", "seda:no-book$1")
                .with("strategy", "touch")
                .with("tickers", MARKET)
                .start();
        await().until(() -> !house.plans().isEmpty());
        int plans = house.plans().size();
        house.camel
                .createProducerTemplate()
                .sendBody(
                        "direct:requote-filled",
                        new Fill(
                                "t-1",
                                "o-1",
                                null,
                                MARKET,
                                BookSide.BID,
                                Outcome.YES,
                                Action.BUY,
                                Price.ofCents(40),
                                Quantity.ofContracts(1),
                                null,
                                null,
                                null,
                                null,
                                Instant.EPOCH));
        await().until(() -> house.plans().size() > plans);
    }

    @Test
    void touchHasASummaryToo() throws Exception {
        house.with("strategy", "touch")
                .with("tickers", MARKET)
                .with("wait-time", "1s")
                .start();
        await().untilAsserted(() -> assertThat(house.asked)
                .filteredOn(Card.class::isInstance)
                .singleElement()
                .extracting(card -> ((Card) card).title())
                .asString()
                .contains(" orders placed, "));
    }

    @Test
    void settingsHoldFromTheNextCycleOnAndAWrongOneIsLeftOut() throws Exception {
        house.with("tickers", MARKET)
                .with("incentive-size", "100000")
                .with("wait-time", "1s")
                .start();
        await().until(() -> !house.trading.all().isEmpty());
        house.with("trade-size", "nothing");
        double cycles = cycles();
        await().until(() -> cycles() >= cycles + 2);
        assertThat(house.trading.all())
                .allSatisfy(order -> assertThat(order.quantity()).hasToString("1.00"));
        house.with("trade-size", "2");
        await().until(() ->
                house.trading.all().stream().anyMatch(order -> order.quantity().units() == 200));
        house.with("enabled", "false");
        await().until(() ->
                house.trading.all().isEmpty() && house.tradeLog().contains("[SHUTDOWN] Nothing is quoted any more"));
    }

    private double cycles() {
        return house.meters.counter("market-making.cycles", "outcome", "done").count();
    }
}
