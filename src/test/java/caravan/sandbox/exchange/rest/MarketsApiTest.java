package caravan.sandbox.exchange.rest;

import static caravan.sandbox.exchange.rest.Desk.EVENT;
import static caravan.sandbox.exchange.rest.Desk.RIV;
import static caravan.sandbox.exchange.rest.Desk.SERIES;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookSide;
import caravan.sandbox.engine.MarketResult;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarketsApiTest {
    private final Desk desk = new Desk();

    @Test
    void theBookHoldsBidsForBothOutcomesBestLast() {
        JsonNode book = desk.read("/markets/" + RIV + "/orderbook?depth=2").path("orderbook_fp");
        int bid = desk.bestBid();
        assertThat(book.path("yes_dollars")).hasSize(2);
        assertThat(book.at("/yes_dollars/1/0").asText()).isEqualTo(Desk.dollars(bid));
        assertThat(book.at("/no_dollars/1/0").asText()).isEqualTo(Desk.dollars(10_000 - desk.bestAsk()));
        assertThat(book.at("/yes_dollars/0/0").asText()).isLessThan(Desk.dollars(bid));
        JsonNode several = desk.read("/markets/orderbooks?tickers=" + RIV + "&tickers=KXRAINSEA-26DEC01-T0");
        assertThat(several.at("/orderbooks/0/ticker").asText()).isEqualTo(RIV);
        assertThat(several.path("orderbooks")).hasSize(2);
    }

    @Test
    void anEmptySideIsZeroOrADollar() {
        desk.strangers(BookSide.BID, 9_900, 100_000_00);
        assertThat(desk.bestAsk()).isEqualTo(-1);
        JsonNode market = desk.read("/markets/" + RIV).path("market");
        assertThat(market.path("yes_ask_dollars").asText()).isEqualTo("1.0000");
        assertThat(market.path("yes_ask_size_fp").asText()).isEqualTo("0.00");
        assertThat(market.path("no_bid_dollars").asText()).isEqualTo("0.0000");
        assertThat(desk.read("/markets/" + RIV + "/orderbook").at("/orderbook_fp/no_dollars"))
                .isEmpty();
    }

    @Test
    void filtersNarrow() {
        assertThat(tickers("/markets?event_ticker=" + EVENT)).contains(RIV).hasSize(2);
        assertThat(tickers("/markets?series_ticker=" + SERIES)).hasSize(2);
        assertThat(tickers("/markets?tickers=" + RIV + ",KXRAINSEA-26DEC01-T0")).hasSize(2);
        assertThat(tickers("/markets?status=open&tickers=" + RIV)).hasSize(1);
        assertThat(tickers("/markets?status=settled")).isEmpty();
        assertThat(tickers("/markets?mve_filter=only")).isEmpty();
        long now = desk.engine().now() / 1_000_000;
        long closes = desk.market().closes() / 1_000_000;
        assertThat(tickers("/markets?min_close_ts=" + closes + "&max_close_ts=" + closes))
                .contains(RIV)
                .doesNotContain("KXRAINSEA-26DEC01-T0");
        assertThat(tickers("/markets?max_close_ts=" + now)).isEmpty();
        assertThat(tickers("/markets?min_created_ts=" + (now + 1))).isEmpty();
    }

    @Test
    void pagesShowEveryMarketOnce() {
        List<String> all = tickers("/markets?limit=1000");
        List<String> paged = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = desk.read("/markets?limit=3&cursor=" + cursor);
            page.path("markets")
                    .forEach(market -> paged.add(market.path("ticker").asText()));
            cursor = page.path("cursor").asText();
        } while (!cursor.isEmpty());
        assertThat(paged).isEqualTo(all);
    }

    @Test
    void pagesOfTheTapeStandStillWhileItGrows() {
        for (int i = 0; i < 5; i++) {
            desk.take("bid", "0.9900", "1.00");
        }
        JsonNode first = desk.read("/markets/trades?limit=2&ticker=" + RIV);
        desk.take("bid", "0.9900", "1.00");
        JsonNode second = desk.read("/markets/trades?limit=2&ticker=" + RIV + "&cursor="
                + first.path("cursor").asText());
        List<String> all = new ArrayList<>();
        desk.read("/markets/trades")
                .path("trades")
                .forEach(trade -> all.add(trade.path("trade_id").asText()));
        assertThat(all).hasSize(6);
        assertThat(second.at("/trades/0/trade_id").asText()).isEqualTo(all.get(3));
        assertThat(first.at("/trades/0/taker_outcome_side").asText()).isEqualTo("yes");
    }

    @Test
    void candlesTellEachPeriodAndFillTheQuietOnes() {
        long minute = desk.engine().now() / 60_000_000 * 60 + 60;
        int ask = desk.bestAsk();
        desk.take("bid", Desk.dollars(ask), "1.00");
        desk.advance(Duration.ofMinutes(3));
        desk.take("ask", "0.0100", "2.00");
        JsonNode candles = desk.read("/series/" + SERIES + "/markets/" + RIV + "/candlesticks?start_ts=" + minute
                        + "&end_ts=" + (minute + 180) + "&period_interval=1")
                .path("candlesticks");
        assertThat(candles).hasSize(4);
        assertThat(candles.at("/0/price/close_dollars").asText()).isEqualTo(Desk.dollars(ask));
        assertThat(candles.at("/0/volume_fp").asText()).isEqualTo("1.00");
        assertThat(candles.at("/1/price/close_dollars").isMissingNode()).isTrue();
        assertThat(candles.at("/1/price/previous_dollars").asText()).isEqualTo(Desk.dollars(ask));
        assertThat(candles.at("/1/yes_ask/open_dollars")).isEqualTo(candles.at("/0/yes_ask/close_dollars"));
        assertThat(candles.at("/3/volume_fp").asText()).isEqualTo("2.00");
        assertThat(candles.at("/3/end_period_ts").asLong()).isEqualTo(minute + 180);
        JsonNode hours = desk.read("/markets/candlesticks?market_tickers=" + RIV + "&start_ts=" + minute + "&end_ts="
                        + (minute + 3_600) + "&period_interval=60")
                .at("/markets/0/candlesticks");
        assertThat(hours).hasSize(1);
        assertThat(hours.at("/0/volume_fp").asText()).isEqualTo("3.00");
    }

    @Test
    void theLatestCandleBeforeTheStartIsNotTheFirstOneTwice() {
        long minute = desk.engine().now() / 60_000_000 * 60 + 60;
        int ask = desk.bestAsk();
        desk.take("bid", Desk.dollars(ask), "1.00");
        desk.advance(Duration.ofMinutes(3));
        JsonNode candles = latest(minute + 60, minute + 120);
        assertThat(candles).hasSize(2);
        assertThat(candles.at("/0/end_period_ts").asLong()).isEqualTo(minute + 60);
        assertThat(candles.at("/0/yes_ask/close_dollars").isTextual()).isTrue();

        JsonNode later = latest(minute + 601, minute + 720);
        assertThat(later).hasSize(1);
        assertThat(later.at("/0/end_period_ts").asLong()).isEqualTo(minute + 660);
        for (String range : List.of("yes_bid", "yes_ask", "price")) {
            for (String name : List.of("open", "low", "high", "close")) {
                assertThat(later.at("/0/" + range + '/' + name + "_dollars").isNull())
                        .isTrue();
            }
        }
        assertThat(later.at("/0/price/previous_dollars").asText()).isEqualTo(Desk.dollars(ask));
    }

    private JsonNode latest(long start, long end) {
        return desk.read("/series/" + SERIES + "/markets/" + RIV + "/candlesticks?start_ts=" + start + "&end_ts=" + end
                        + "&period_interval=1&include_latest_before_start=true")
                .path("candlesticks");
    }

    @Test
    void filtersOfHistoricalMarketsExcludeEachOther() {
        assertThat(desk.get("/historical/markets?event_ticker=" + EVENT).status())
                .isEqualTo(200);
        assertThat(desk.get("/historical/markets?tickers=" + RIV + "&event_ticker=" + EVENT)
                        .status())
                .isEqualTo(400);
        assertThat(desk.get("/historical/markets?series_ticker=" + SERIES + "&event_ticker=" + EVENT)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void whatSettledLongAgoIsHistorical() {
        Desk desk = new Desk(new RestOptions(Tier.BASIC, false, Duration.ofMinutes(10)), 10_000_000_000L);
        desk.take("bid", "0.9900", "10.00");
        desk.engine().life().moveClose(desk.market(), desk.engine().now());
        desk.engine().life().determine(desk.market(), MarketResult.YES);
        desk.advance(Duration.ofMinutes(6));
        JsonNode market = desk.read("/markets/" + RIV).path("market");
        assertThat(market.path("status").asText()).isEqualTo("finalized");
        assertThat(market.path("result").asText()).isEqualTo("yes");
        assertThat(market.path("settlement_value_dollars").asText()).isEqualTo("1.0000");
        assertThat(desk.get("/historical/markets/" + RIV).status()).isEqualTo(404);
        desk.advance(Duration.ofMinutes(20));
        assertThat(desk.get("/markets/" + RIV).status()).isEqualTo(404);
        assertThat(desk.get("/historical/markets/" + RIV).status()).isEqualTo(200);
        assertThat(desk.read("/portfolio/fills").path("fills")).isEmpty();
        assertThat(desk.read("/historical/fills").path("fills")).isNotEmpty();
        assertThat(desk.read("/historical/orders").path("orders")).hasSize(1);
        assertThat(desk.read("/historical/positions").path("market_positions")).isEmpty();
        assertThat(desk.read("/historical/trades?ticker=" + RIV).path("trades")).isNotEmpty();
        assertThat(desk.read("/portfolio/settlements").path("settlements")).hasSize(1);
    }

    @Test
    void eventsCarryTheirMarketsWhenAsked() {
        JsonNode event = desk.read("/events/" + EVENT);
        assertThat(event.path("markets")).hasSize(2);
        assertThat(event.at("/event/markets").isMissingNode()).isTrue();
        assertThat(desk.read("/events/" + EVENT + "?with_nested_markets=true").at("/event/markets"))
                .hasSize(2);
        assertThat(desk.read("/events?series_ticker=" + SERIES + "&status=open").path("events"))
                .hasSize(1);
        assertThat(desk.read("/series/" + SERIES).at("/series/fee_type").asText())
                .isEqualTo("quadratic_with_maker_fees");
    }

    @Test
    void theTapeHidesWhoTraded() {
        desk.strangers(BookSide.BID, desk.bestAsk(), 100);
        JsonNode trade = desk.read("/markets/trades").at("/trades/0");
        assertThat(trade.has("order_id")).isFalse();
        assertThat(desk.read("/portfolio/fills").path("fills")).isEmpty();
    }

    private List<String> tickers(String path) {
        List<String> tickers = new ArrayList<>();
        desk.read(path)
                .path("markets")
                .forEach(market -> tickers.add(market.path("ticker").asText()));
        return tickers;
    }
}
