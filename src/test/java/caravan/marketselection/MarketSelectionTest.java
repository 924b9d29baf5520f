package caravan.marketselection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.model.Action;
import caravan.model.BookSide;
import caravan.model.Fill;
import caravan.model.Market;
import caravan.model.OrderUpdate;
import caravan.model.Outcome;
import caravan.model.Page;
import caravan.model.Position;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.StreamCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarketSelectionTest {
    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    private Instant now = START;
    /** What was asked, as operation and parameters. */
    private final List<String> asked = new ArrayList<>();
    /** Answers by what is asked, page by page. */
    private final Map<String, List<Page<?>>> answers = new HashMap<>();

    private MarketSelection selection(String... selectors) {
        return new MarketSelection(List.of(selectors), Duration.ofMinutes(1), () -> now);
    }

    @Test
    void namedMarketsNeedNoLook() {
        MarketSelection selection = selection("A", "B", "*");
        assertThat(selection.isDue()).isFalse();
        assertThat(selection.wanted().tickers()).containsExactly("A", "B", "*");
    }

    @Test
    void watchListIsFollowedAsItChanges() {
        MarketSelection selection = selection("watch-list", "A");
        assertThat(selection.wantsWatchList()).isTrue();
        assertThat(selection.isDue()).isFalse();
        assertThat(selection.wanted().tickers()).containsExactly("A");
        assertThat(selection.watchList(list("A", "B", "C"))).isTrue();
        assertThat(selection.wanted().tickers()).containsExactly("A", "B", "C");
        assertThat(selection.watchList(list("C", "B"))).isFalse();
        assertThat(selection.watchList(list("C"))).isTrue();
        assertThat(selection.wanted().tickers()).containsExactly("C", "A");
        assertThat(selection.watchList(list())).isTrue();
        assertThat(selection.wanted().tickers()).containsExactly("A");
    }

    @Test
    void watchListBelongsToTheSelectionUnlessSomebodyTakesItOut() {
        MarketSelection selection = selection("A");
        assertThat(selection.watchList(list("B"))).isTrue();
        assertThat(selection.status().selectors()).containsExactly("A", "watch-list");
        selection.change("{\"remove\":[\"watch-list\"]}");
        assertThat(selection.wanted().tickers()).containsExactly("A");
        assertThat(selection.watchList(list("C"))).isFalse();
        selection.change("{\"add\":[\"watch-list\"]}");
        assertThat(selection.wanted().tickers()).containsExactly("A", "C");
    }

    private static StreamCommand list(String... tickers) {
        return new StreamCommand.AddMarkets(List.of(tickers));
    }

    @Test
    void seriesIsReadToItsLastPageAndAgainAfterTheInterval() {
        MarketSelection selection = selection("A", "series:S");
        answer(
                "GetMarkets {limit=1000, series_ticker=S, status=open}",
                new Page<>(List.of(market("S-1", "active")), "next"));
        answer(
                "GetMarkets {cursor=next, limit=1000, series_ticker=S, status=open}",
                new Page<>(List.of(market("S-2", "active"), market("S-0", "finalized")), ""));
        answer(
                "GetMarkets {limit=1000, series_ticker=S, status=paused}",
                new Page<>(List.of(market("S-3", "inactive")), ""));
        assertThat(selection.isDue()).isTrue();
        round(selection);
        assertThat(selection.wanted().tickers()).containsExactly("A", "S-1", "S-2", "S-3");
        assertThat(selection.isDue()).isFalse();
        now = START.plusSeconds(60);
        assertThat(selection.isDue()).isTrue();
    }

    @Test
    void marketThatIsOverLeavesItsEvent() {
        MarketSelection selection = selection("event:E", "E-NAMED");
        String request = "GetMarkets {event_ticker=E, limit=1000}";
        answer(request, new Page<>(List.of(market("E-1", "active"), market("E-2", "initialized")), ""));
        answer(request, new Page<>(List.of(market("E-1", "closed"), market("E-2", "active")), ""));
        round(selection);
        assertThat(selection.wanted().tickers()).containsExactly("E-1", "E-2", "E-NAMED");
        now = START.plusSeconds(60);
        round(selection);
        assertThat(selection.wanted().tickers()).containsExactly("E-2", "E-NAMED");
    }

    @Test
    void queryTakesTheFirstOfAllPages() {
        MarketSelection selection = selection("query:open;sort=volume;top=2");
        String first = "GetMarkets {limit=1000, mve_filter=exclude, status=open}";
        answer(first, new Page<>(List.of(traded("A", 5), traded("B", 9), market("C", "active")), "2"));
        answer(
                "GetMarkets {cursor=2, limit=1000, mve_filter=exclude, status=open}",
                new Page<>(List.of(traded("D", 7), traded("E", 5)), ""));
        round(selection);
        assertThat(selection.wanted().tickers()).containsExactly("B", "D");
    }

    @Test
    void mineIsWhatIsHeldRestingOrJustFilledAndStillThere() {
        MarketSelection selection = selection("mine");
        account(
                List.of(held("HELD", 3), held("FLAT", 0), held("SETTLED", 1)),
                List.of(order("RESTING")),
                List.of("SOLD"));
        round(selection);
        assertThat(selection.wanted().tickers()).containsExactly("HELD", "RESTING", "SOLD");
        assertThat(asked)
                .contains(
                        "GetPositions {count_filter=position, limit=1000}",
                        "GetOrders {limit=1000, status=resting}",
                        "GetFills {limit=1000, min_ts="
                                + START.minus(Duration.ofHours(1)).getEpochSecond() + "}");
    }

    @Test
    void fillIsFollowedAtOnceAndLookedUpSoon() {
        MarketSelection selection = selection("mine", "series:S");
        account(List.of(), List.of(), List.of());
        answer("GetMarkets {limit=1000, series_ticker=S, status=open}", new Page<>(List.of(), ""));
        answer("GetMarkets {limit=1000, series_ticker=S, status=paused}", new Page<>(List.of(), ""));
        round(selection);
        now = START.plusSeconds(10);
        assertThat(selection.notice(fill("NEW"))).isTrue();
        assertThat(selection.notice(fill("NEW"))).isFalse();
        assertThat(selection.wanted().tickers()).containsExactly("NEW");
        assertThat(selection.isDue()).isFalse();
        now = START.plusSeconds(12);
        assertThat(selection.isDue()).isTrue();
        asked.clear();
        account(List.of(), List.of(), List.of());
        round(selection);
        assertThat(asked).allMatch(request -> !request.contains("series_ticker"));
        assertThat(selection.wanted().tickers()).containsExactly("NEW"); // REST may be late
        now = START.plusSeconds(72);
        account(List.of(), List.of(), List.of());
        answer("GetMarkets {limit=1000, series_ticker=S, status=open}", new Page<>(List.of(), ""));
        answer("GetMarkets {limit=1000, series_ticker=S, status=paused}", new Page<>(List.of(), ""));
        round(selection);
        assertThat(selection.wanted().tickers()).isEmpty();
    }

    @Test
    void fillDuringALookStaysUntilTheNextOne() {
        MarketSelection selection = selection("mine");
        account(List.of(), List.of(), List.of());
        selection.begin();
        selection.notice(order("NEW"));
        finish(selection);
        assertThat(selection.wanted().tickers()).containsExactly("NEW");
        now = now.plusSeconds(2);
        assertThat(selection.isDue()).isTrue();
    }

    @Test
    void accountIsNotFollowedUnlessItIsAskedFor() {
        MarketSelection selection = selection("A");
        assertThat(selection.notice(fill("NEW"))).isFalse();
        assertThat(selection.wanted().tickers()).containsExactly("A");
    }

    @Test
    void failedLookKeepsWhatWasFoundAndIsMadeAgainLaterAndLater() {
        MarketSelection selection = selection("event:E");
        answer("GetMarkets {event_ticker=E, limit=1000}", new Page<>(List.of(market("E-1", "active")), ""));
        round(selection);
        now = START.plusSeconds(60);
        for (int wait : new int[] {5, 10, 20, 40, 60, 60}) {
            assertThat(selection.isDue()).isTrue();
            selection.begin();
            selection.failed(new IllegalStateException("away"));
            now = now.plusSeconds(wait - 1);
            assertThat(selection.isDue()).isFalse();
            now = now.plusSeconds(1);
        }
        assertThat(selection.wanted().tickers()).containsExactly("E-1");
        assertThat(selection.status().failedInARow()).isEqualTo(6);
        assertThat(selection.status().lastFailure()).isEqualTo("away");
    }

    @Test
    void aLookThatWasBrokenOffLetsNoMarketGo() {
        MarketSelection selection = selection("event:E");
        answer("GetMarkets {event_ticker=E, limit=1000}", new Page<>(List.of(market("E-1", "active")), ""));
        round(selection);
        now = START.plusSeconds(60);
        selection.begin();
        assertThatThrownBy(selection::complete).hasMessageContaining("not read to its end");
        selection.failed(new IllegalStateException("stopping"));
        assertThat(selection.wanted().tickers()).containsExactly("E-1");
    }

    @Test
    void pagesInACircleAreAFailure() {
        MarketSelection selection = selection("event:E");
        selection.begin();
        assertThat(selection.hasMore()).isTrue();
        selection.keep(new Page<>(List.of(), "again"));
        Page<?> second = new Page<>(List.of(), "again");
        assertThatThrownBy(() -> selection.keep(second)).hasMessageContaining("cursor");
    }

    @Test
    void changesStayThroughLaterLooks() {
        MarketSelection selection = selection("A", "event:E");
        String request = "GetMarkets {event_ticker=E, limit=1000}";
        answer(request, new Page<>(List.of(market("E-1", "active"), market("E-2", "active")), ""));
        answer(request, new Page<>(List.of(market("E-1", "active"), market("E-2", "active")), ""));
        round(selection);
        selection.change("{\"add\":[\"B\"],\"remove\":[\"A\",\"E-1\"]}");
        assertThat(selection.wanted().tickers()).containsExactly("E-2", "B");
        assertThat(selection.isDue()).isTrue();
        round(selection);
        assertThat(selection.wanted().tickers()).containsExactly("E-2", "B");
        selection.change(new StreamCommand.AddMarkets(List.of("E-1")));
        assertThat(selection.wanted().tickers()).contains("E-1");
        selection.change("{\"remove\":[\"event:E\"]}");
        assertThat(selection.wanted().tickers()).containsExactly("B", "E-1");
        selection.change(new StreamCommand.SetMarkets(List.of("C")));
        assertThat(selection.wanted().tickers()).containsExactly("C");
        selection.change("{\"set\":[]}");
        assertThat(selection.wanted().tickers()).isEmpty();
        assertThat(selection.status().selectors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "KX-1",
                "[]",
                "{}",
                "{\"add\":\"A\"}",
                "{\"add\":[1]}",
                "{\"adds\":[\"A\"]}",
                "{\"add\":[\"A\"],\"x\":1}",
                "{\"add\":[\"A B\"]}",
                "{\"add\":["
            })
    void changeThatCannotBeMeantChangesNothing(String text) {
        MarketSelection selection = selection("A");
        assertThatThrownBy(() -> selection.change(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected");
        assertThatThrownBy(() -> selection.change(null)).isInstanceOf(IllegalArgumentException.class);
        assertThat(selection.wanted().tickers()).containsExactly("A");
    }

    private void round(MarketSelection selection) {
        selection.begin();
        finish(selection);
    }

    private void finish(MarketSelection selection) {
        while (selection.hasMore()) {
            Request request = selection.next();
            String text = request.operation() + " " + new java.util.TreeMap<>(request.parameters());
            asked.add(text);
            List<Page<?>> pages = answers.get(text);
            assertThat(pages).as("an answer to %s", text).isNotEmpty();
            selection.keep(pages.remove(0));
        }
        selection.complete();
    }

    private void answer(String request, Page<?> page) {
        answers.computeIfAbsent(request, first -> new ArrayList<>()).add(page);
    }

    private void account(List<Position> positions, List<OrderUpdate> orders, List<String> filled) {
        answer("GetPositions {count_filter=position, limit=1000}", new Page<>(positions, ""));
        answer("GetOrders {limit=1000, status=resting}", new Page<>(orders, ""));
        answer(
                "GetFills {limit=1000, min_ts=" + now.minus(Duration.ofHours(1)).getEpochSecond() + "}",
                new Page<>(filled.stream().map(this::fill).toList(), ""));
        answer(
                "GetMarkets {limit=1000, tickers=[HELD, SETTLED, RESTING, SOLD]}",
                new Page<>(
                        List.of(
                                market("HELD", "active"),
                                market("SETTLED", "finalized"),
                                market("RESTING", "inactive"),
                                market("SOLD", "active")),
                        ""));
    }

    private static Position held(String ticker, int contracts) {
        return new Position(ticker, new Quantity(contracts * 100L));
    }

    private static Market traded(String ticker, int contracts) {
        return market(ticker, "active", new Quantity(contracts * 100L));
    }

    private static Market market(String ticker, String status) {
        return market(ticker, status, null);
    }

    private static Market market(String ticker, String status, Quantity volume) {
        return new Market(
                ticker, null, null, null, null, status, null, null, null, null, null, null, volume, null, null);
    }

    private OrderUpdate order(String ticker) {
        return new OrderUpdate(
                "order-" + ticker,
                null,
                ticker,
                BookSide.BID,
                OrderUpdate.Status.RESTING,
                Price.parse("0.5"),
                new Quantity(100),
                new Quantity(0),
                new Quantity(100),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private Fill fill(String ticker) {
        return new Fill(
                "trade-" + ticker,
                "order-" + ticker,
                null,
                ticker,
                BookSide.BID,
                Outcome.YES,
                Action.BUY,
                Price.parse("0.5"),
                new Quantity(100),
                null,
                null,
                null,
                null,
                now);
    }
}
