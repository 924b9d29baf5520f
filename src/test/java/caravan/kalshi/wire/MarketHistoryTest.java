package caravan.kalshi.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import caravan.model.BookSide;
import caravan.model.Candle;
import caravan.model.Page;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Trade;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trades and candlesticks over REST. */
class MarketHistoryTest {
    @Test
    void tradesHaveTheTimeTheyWereMade() {
        Page<Trade> page = RestDecoder.trades(RestDecoder.read("""
                {"cursor":"c","trades":[{"trade_id":"t1","ticker":"M","yes_price_dollars":"0.3600",
                "no_price_dollars":"0.6400","count_fp":"136.50","taker_side":"no","taker_book_side":"ask",
                "is_block_trade":true,"created_time":"2026-11-20T10:00:00.123456Z"},{"trade_id":"t2"}]}
                """.getBytes(UTF_8)));
        assertThat(page.items())
                .containsExactly(new Trade(
                        "t1",
                        "M",
                        Price.parse("0.36"),
                        Quantity.parse("136.5"),
                        BookSide.ASK,
                        true,
                        Instant.parse("2026-11-20T10:00:00.123456Z")));
        assertThat(page.cursor()).isEqualTo("c");
        assertThat(page.unreadable()).hasSize(1).allMatch(reason -> reason.startsWith("trades[1]: "));
    }

    @Test
    void candlesInBothForms() {
        Page<Candle> page = RestDecoder.candles(RestDecoder.read("""
                {"markets":[{"market_ticker":"M","candlesticks":[
                {"end_period_ts":1795168800,"yes_bid":{"open_dollars":"0.1","high_dollars":"0.3","low_dollars":"0.05",
                "close_dollars":"0.2"},"yes_ask":{"open_dollars":null},"price":{"previous_dollars":"0.2"},
                "volume_fp":"3.25","open_interest_fp":"7.00"},
                {"end_period_ts":1795168860,"yes_bid":{},"yes_ask":{},"price":{"open":"0.1000","high":"0.1000",
                "low":"0.1000","close":"0.1000"},"volume":"1.00"},
                {"end_period_ts":"soon"},{"end_period_ts":1,"volume_fp":"many"}]}]}
                """.getBytes(UTF_8)));
        assertThat(page.items())
                .containsExactly(
                        new Candle(
                                "M",
                                Instant.ofEpochSecond(1795168800),
                                range("0.1", "0.3", "0.05", "0.2"),
                                null,
                                null,
                                Quantity.parse("3.25"),
                                Quantity.parse("7")),
                        new Candle(
                                "M",
                                Instant.ofEpochSecond(1795168860),
                                null,
                                null,
                                range("0.1", "0.1", "0.1", "0.1"),
                                Quantity.parse("1"),
                                null));
        assertThat(page.unreadable())
                .isEqualTo(List.of(
                        "M candlesticks[2]: expected 'market_ticker' and 'end_period_ts', found no such pair",
                        "M candlesticks[3]: expected a decimal number, found 'many'"));
    }

    @Test
    void answersOfAnotherKindAreRefused() {
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> RestDecoder.candles(RestDecoder.read("{}".getBytes(UTF_8))))
                .withMessage("expected a list 'markets' in the answer, found none");
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> RestDecoder.historicalCutoff(RestDecoder.read("{}".getBytes(UTF_8))))
                .withMessage("expected 'trades_created_ts' in the answer, found none");
    }

    private static Candle.Range range(String open, String high, String low, String close) {
        return new Candle.Range(Price.parse(open), Price.parse(high), Price.parse(low), Price.parse(close));
    }
}
