package caravan.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import caravan.model.BookSide;
import caravan.model.ConnectionEvent;
import caravan.model.MarketView;
import caravan.model.Money;
import caravan.model.Page;
import caravan.model.Position;
import caravan.model.PositionUpdate;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.StreamCommand.AddMarkets;
import caravan.model.StreamCommand.RemoveMarkets;
import caravan.model.StreamCommand.SetMarkets;
import caravan.model.Trade;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LatestMarketsTest {
    private Instant now = Views.TIME;
    private final Set<String> followed = new HashSet<>(Set.of("A"));
    private final LatestMarkets markets = new LatestMarkets(() -> null, 3, () -> now);
    private final Watchers watchers = new Watchers(followed::contains, () -> now);

    @Test
    void theLastTradesAndFillsAreKeptNewestFirst() {
        for (int i = 1; i <= 150; i++) {
            markets.keep(Views.trade("" + i, "0.5", BookSide.BID));
            markets.keep(Views.fill("" + i));
            markets.keep(Views.fill("" + i));
        }
        MarketView view = markets.view(Views.TICKER, true);
        assertThat(view.tradesHeard()).isEqualTo(150);
        assertThat(view.trades())
                .hasSize(100)
                .first()
                .extracting(Trade::tradeId)
                .isEqualTo("150");
        assertThat(Objects.requireNonNull(view.account()).fills()).hasSize(50);
        assertThat(view.account().fillsHeard()).isEqualTo(150);
        assertThat(view.account().position()).isEqualTo(Quantity.parse("-12.5"));
        assertThat(markets.view(Views.TICKER, false).account()).isNull();
    }

    @Test
    void theMarketThatNobodyLookedAtForLongestIsForgotten() {
        for (String ticker : List.of("A", "B", "C")) {
            markets.keep(trade(ticker));
        }
        markets.view("A", false);
        markets.keep(trade("D"));
        assertThat(markets.tickers()).containsExactly("A", "C", "D");
    }

    @Test
    void whatRestLeavesOutIsNoPosition() {
        markets.position(new Page<>(List.of(new Position("B", Quantity.ofContracts(3))), "", List.of()), "A");
        markets.position(new Page<>(List.of(new Position("B", Quantity.ofContracts(3))), "", List.of()), "B");
        assertThat(Objects.requireNonNull(markets.view("A", true).account()).position())
                .isEqualTo(Quantity.ZERO);
        assertThat(Objects.requireNonNull(markets.view("B", true).account()).position())
                .isEqualTo(Quantity.ofContracts(3));
        assertThat(markets.wantsAccount("A", true)).isTrue();
        assertThat(markets.wantsAccount("A", true)).isFalse();
        now = now.plusSeconds(30);
        assertThat(markets.wantsAccount("A", true)).isTrue();
    }

    @Test
    void positionComesFromTheStreamAndRestFillsInAtItsStart() {
        markets.keep(new ConnectionEvent.Ready("private"));
        assertThat(markets.wantsAccount("A", true)).isTrue();
        markets.position(positions("A", 3), "A");
        assertThat(account()).isEqualTo(new MarketView.Account(Quantity.ofContracts(3), now, 0, List.of()));
        now = now.plusSeconds(60);
        assertThat(markets.wantsAccount("A", true)).isFalse();
        markets.keep(update(5, null));
        Instant told = now;
        now = now.plusSeconds(60);
        assertThat(account()).isEqualTo(new MarketView.Account(Quantity.ofContracts(5), told, 0, List.of()));
        markets.keep(new ConnectionEvent.Closed("market-data", "cut"));
        assertThat(markets.wantsAccount("A", true)).isFalse();
        markets.keep(new ConnectionEvent.Closed("private", "cut"));
        assertThat(markets.wantsAccount("A", true)).isTrue();
        markets.position(positions("A", 7), "A");
        assertThat(account().position()).isEqualTo(Quantity.ofContracts(7));
        now = now.plusSeconds(60);
        markets.keep(new ConnectionEvent.Ready("private"));
        assertThat(markets.wantsAccount("A", true)).isTrue();
    }

    @Test
    void streamThatSpokeSinceTheQuestionKnowsBetterThanRest() {
        assertThat(markets.wantsAccount("A", true)).isTrue();
        now = now.plusMillis(1);
        markets.keep(update(5, 0));
        markets.position(positions("A", 3), "A");
        assertThat(account().position()).isEqualTo(Quantity.ofContracts(5));
    }

    @Test
    void streamKnowsBetterThanRestWhileItsConnectionIsThere() {
        markets.keep(new ConnectionEvent.Ready("private"));
        markets.keep(update(5, 0));
        now = now.plusSeconds(1);
        assertThat(markets.wantsAccount("A", true)).isTrue();
        markets.position(positions("A", 3), "A");
        assertThat(account().position()).isEqualTo(Quantity.ofContracts(5));
    }

    @Test
    void questionWithoutAnAnswerIsAskedAgain() {
        markets.keep(new ConnectionEvent.Ready("private"));
        assertThat(markets.wantsAccount("A", true)).isTrue();
        now = now.plusSeconds(30);
        assertThat(markets.wantsAccount("A", true)).isTrue();
    }

    @Test
    void partOfASubaccountIsNotTheWhole() {
        markets.keep(new ConnectionEvent.Ready("private"));
        assertThat(markets.wantsAccount("A", true)).isTrue();
        markets.position(positions("A", 3), "A");
        now = now.plusSeconds(60);
        markets.keep(update(5, 2));
        assertThat(account().position()).isEqualTo(Quantity.ofContracts(3));
        assertThat(markets.wantsAccount("A", true)).isTrue();
    }

    private MarketView.Account account() {
        return Objects.requireNonNull(markets.view("A", true).account());
    }

    private static Page<Position> positions(String ticker, int contracts) {
        return new Page<>(List.of(new Position(ticker, Quantity.ofContracts(contracts))), "", List.of());
    }

    private static PositionUpdate update(int contracts, Integer subaccount) {
        return new PositionUpdate(
                "A",
                Quantity.ofContracts(contracts),
                Money.ZERO,
                Money.ZERO,
                Money.ZERO,
                null,
                Quantity.ZERO,
                subaccount);
    }

    @Test
    void aMarketIsFollowedAsLongAsSomebodyWatchesIt() {
        assertThat(watchers.watch("A")).isNull();
        assertThat(watchers.watch("B")).isEqualTo(new AddMarkets(List.of("B")));
        followed.add("B");
        assertThat(watchers.watch("B")).isNull();
        assertThat(watchers.also(new SetMarkets(List.of("A")))).isEqualTo(new SetMarkets(List.of("A", "B")));
        now = now.plus(Duration.ofSeconds(14));
        assertThat(watchers.watch("B")).isNull();
        now = now.plus(Duration.ofSeconds(14));
        assertThat(watchers.forget()).isNull();
        now = now.plus(Duration.ofSeconds(1));
        assertThat(watchers.forget()).isEqualTo(new RemoveMarkets(List.of("B")));
        assertThat(watchers.forget()).isNull();
    }

    @Test
    void moreWatchedMarketsThanAPersonCanSeeAreRefused() {
        for (int i = 0; i < Watchers.MOST; i++) {
            watchers.watch("B" + i);
        }
        assertThatExceptionOfType(TooManyWatchedException.class)
                .isThrownBy(() -> watchers.watch("C"))
                .withMessageContaining("at most 50");
    }

    @Test
    void nearAreThoseThatBeginAlike() {
        assertThat(NearTickers.near("kxrain-26nov2", List.of("KXRAIN-26NOV21-T1", "KXRAIN-26DEC01-T0", "KXBTC-1", "A")))
                .containsExactly("KXRAIN-26NOV21-T1", "KXRAIN-26DEC01-T0");
        assertThat(NearTickers.near("?", List.of("KXRAIN-26NOV21-T1"))).isEmpty();
    }

    @Test
    void anUnknownTickerIsRefusedWithTheNearest() {
        markets.keep(trade("KXRAIN-26NOV21-T1"));
        NearTickers near = new NearTickers(markets);
        assertThatExceptionOfType(UnknownTickerException.class)
                .isThrownBy(() ->
                        near.refuse(new Page<>(List.of(Views.market("KXRAIN?")), "", List.of()), "KXRAIN-26NOV21-T2"))
                .withMessage("ticker: expected a market that the exchange knows, found 'KXRAIN-26NOV21-T2';"
                        + " near that are KXRAIN-26NOV21-T1");
        assertThatExceptionOfType(UnknownTickerException.class)
                .isThrownBy(() -> near.refuse(new Page<>(List.of(), "", List.of()), "NOPE"))
                .withMessageEndingWith("nothing is near that; known are KXRAIN-26NOV21-T1");
    }

    @Test
    void tickersAreLettersAndDigits() {
        WatchRequests requests = new WatchRequests(markets);
        assertThat(requests.ticker(Map.of("ticker", "KXBTCD-26NOV2717-T99999.99")))
                .isEqualTo("KXBTCD-26NOV2717-T99999.99");
        for (String wrong : List.of("", "a b", "${body}", "../x", "A?b=c", "A".repeat(129))) {
            assertThatExceptionOfType(UnknownTickerException.class)
                    .isThrownBy(() -> requests.ticker(Map.of("ticker", wrong)));
        }
    }

    private static Trade trade(String ticker) {
        return new Trade(null, ticker, Price.parse("0.5"), Quantity.ofContracts(1), null, false, null);
    }
}
