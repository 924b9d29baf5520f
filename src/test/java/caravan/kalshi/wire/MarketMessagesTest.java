package caravan.kalshi.wire;

import static caravan.kalshi.wire.Decoding.decode;
import static caravan.kalshi.wire.Decoding.unreadable;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookSide;
import caravan.model.MarketLifecycle;
import caravan.model.MarketSummary;
import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Trade;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarketMessagesTest {
    private static final Instant TIME = Instant.parse("2022-11-22T20:44:01Z");

    @Test
    void tickerInTheCurrentForm() {
        assertThat(decode("""
                                {"type":"ticker","sid":11,"sending_ts_ms":1669149841002,"msg":{"market_ticker":"FED-23DEC-T3.00",
                                "market_id":"9b0f","price_dollars":"0.4800","yes_bid_dollars":"0.4500","yes_ask_dollars":"0.5300",
                                "volume_fp":"33896.00","open_interest_fp":"20422.50","dollar_volume":16948,
                                "dollar_open_interest":10211,"yes_bid_size_fp":"300.00","yes_ask_size_fp":"150.00",
                                "last_trade_size_fp":"25.00","ts":1669149841,"ts_ms":1669149841005,
                                "time":"2022-11-22T20:44:01Z","Clock":4117569085}}"""))
                .isEqualTo(new MarketSummary(
                        "FED-23DEC-T3.00",
                        Price.parse("0.48"),
                        Price.parse("0.45"),
                        Price.parse("0.53"),
                        Quantity.ofContracts(33_896),
                        Quantity.parse("20422.50"),
                        16_948L,
                        10_211L,
                        Quantity.ofContracts(300),
                        Quantity.ofContracts(150),
                        Quantity.ofContracts(25),
                        TIME.plusMillis(5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ticker", "ticker_v2"})
    void tickerInWholeCents(String type) {
        assertThat(decode("""
                                {"type":"%s","sid":11,"msg":{"market_ticker":"FED-23DEC-T3.00","price":48,"yes_bid":45,
                                "yes_ask":53,"volume":33896,"open_interest":20422,"dollar_volume":16948,
                                "dollar_open_interest":10211,"ts":1669149841}}""".formatted(type)))
                .isEqualTo(new MarketSummary(
                        "FED-23DEC-T3.00",
                        Price.parse("0.48"),
                        Price.parse("0.45"),
                        Price.parse("0.53"),
                        Quantity.ofContracts(33_896),
                        Quantity.ofContracts(20_422),
                        16_948L,
                        10_211L,
                        null,
                        null,
                        null,
                        TIME));
    }

    @Test
    void marketThatNeverTradedHasNoLastPrice() {
        assertThat(decode("""
                                {"type":"ticker","sid":1,"msg":{"market_ticker":"M","price":0,"yes_bid":0,"yes_ask":3,
                                "price_dollars":"","yes_bid_dollars":"0.0000","yes_ask_dollars":"0.0310","volume":0,
                                "time":"2022-11-22T20:44:01Z"}}"""))
                .isEqualTo(new MarketSummary(
                        "M",
                        null,
                        new Price(0),
                        Price.parse("0.0310"),
                        Quantity.ZERO,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        TIME));
    }

    @Test
    void tradeInTheCurrentForm() {
        assertThat(decode("""
                                {"type":"trade","sid":3,"seq":1,"msg":{"trade_id":"879217f6","market_ticker":"HIGHNY",
                                "yes_price_dollars":"0.3600","no_price_dollars":"0.6400","count_fp":"136.50",
                                "taker_side":"yes","taker_outcome_side":"no","taker_book_side":"ask",
                                "is_block_trade":true,"ts":1669149841,"ts_ms":1669149841000}}"""))
                .isEqualTo(new Trade(
                        "879217f6", "HIGHNY", Price.parse("0.36"), Quantity.parse("136.50"), BookSide.ASK, true, TIME));
    }

    @Test
    void tradeInWholeCents() {
        assertThat(decode("""
                                {"type":"trade","sid":11,"msg":{"market_ticker":"HIGHNY","yes_price":36,"no_price":64,
                                "count":136,"taker_side":"no","ts":1669149841}}"""))
                .isEqualTo(new Trade(
                        null, "HIGHNY", Price.parse("0.36"), Quantity.ofContracts(136), BookSide.ASK, false, TIME));
    }

    @Test
    void tradeInBothFormsHasTheExactPriceAndCount() {
        assertThat(decode("""
                                {"type":"trade","sid":11,"msg":{"market_ticker":"M","yes_price":27,"no_price":73,
                                "yes_price_dollars":"0.2750","no_price_dollars":"0.7250","count":7,"count_fp":"7.25",
                                "taker_side":"yes"}}"""))
                .isEqualTo(
                        new Trade(null, "M", Price.parse("0.2750"), Quantity.parse("7.25"), BookSide.BID, false, null));
    }

    @Test
    void tradeOfNothingIsRefused() {
        assertThat(unreadable("""
                {"type":"trade","msg":{"market_ticker":"M","yes_price":27,"count":0}}""").reason())
                .isEqualTo("expected more than 0 contracts in 'count_fp' or 'count', found 0.00");
    }

    @Test
    void marketLifecycleKeepsItsWholeBody() {
        String details = """
                {"market_ticker":"INXD-23SEP14-B4487", "event_type":"created", "exchange_index":0,
                "open_ts":1694635200,"close_ts":1694721600,"price_ranges":[{"start":"0","end":"1","step":"0.01"}],
                "additional_metadata":{"title":"S&P \\"500\\" } ü 🙂","event_ticker":"INXD-23SEP14","floor_strike":4487}}""";
        assertThat(decode("{\"sid\":13,\"seq\":7,\"msg\": " + details + " ,\"type\":\"market_lifecycle_v2\"}\n"))
                .isEqualTo(new MarketLifecycle(
                        "INXD-23SEP14-B4487",
                        "INXD-23SEP14",
                        "created",
                        Instant.ofEpochSecond(1_694_635_200),
                        Instant.ofEpochSecond(1_694_721_600),
                        null,
                        null,
                        null,
                        null,
                        details));
    }

    @Test
    void longLifecycleKeepsItsWholeBodyToo() {
        String details =
                "{\"market_ticker\":\"M\",\"event_type\":\"created\",\"additional_metadata\":{\"rules_primary\":\""
                        + "é".repeat(200_000) + "\"}}";
        assertThat(decode("{\"type\":\"market_lifecycle_v2\",\"sid\":13,\"msg\":" + details + "}"))
                .isInstanceOfSatisfying(
                        MarketLifecycle.class,
                        lifecycle -> assertThat(lifecycle.details()).isEqualTo(details));
    }

    @Test
    void eventIsTakenFromTheMessageBeforeItsMetadata() {
        String details =
                "{\"additional_metadata\":{\"title\":{},\"event_ticker\":\"INNER\"},\"event_ticker\":\"OUTER\","
                        + "\"market_ticker\":\"M\",\"event_type\":\"created\"}";
        assertThat(decode("{\"type\":\"market_lifecycle_v2\",\"msg\":" + details + "}"))
                .isInstanceOfSatisfying(
                        MarketLifecycle.class,
                        lifecycle -> assertThat(lifecycle.eventTicker()).isEqualTo("OUTER"));
    }

    @Test
    void determinedMarketSaysWhatItPays() {
        String details = """
                {"market_ticker":"M","event_type":"determined","result":"yes","determination_ts":1694721600,\
                "settled_ts":1694721660,"settlement_value":"1.0000"}""";
        assertThat(decode("{\"type\":\"multivariate_market_lifecycle\",\"sid\":14,\"msg\":" + details + "}"))
                .isEqualTo(new MarketLifecycle(
                        "M",
                        null,
                        "determined",
                        null,
                        null,
                        Instant.ofEpochSecond(1_694_721_600),
                        Instant.ofEpochSecond(1_694_721_660),
                        "yes",
                        Money.parse("1"),
                        details));
    }

    @Test
    void eventsHaveNoMarket() {
        String created = "{\"event_ticker\":\"KXQS-26JAN25\",\"title\":\"…\",\"series_ticker\":\"KXQS\"}";
        assertThat(decode("{\"type\":\"event_lifecycle\",\"sid\":13,\"seq\":8,\"msg\":" + created + "}"))
                .isEqualTo(event("KXQS-26JAN25", "event_lifecycle", created));
        String fee = "{\"event_ticker\":\"KXB\",\"fee_type_override\":null,\"fee_multiplier_override\":null}";
        assertThat(decode("{\"type\":\"event_fee_update\",\"sid\":13,\"seq\":9,\"msg\":" + fee + "}"))
                .isEqualTo(event("KXB", "event_fee_update", fee));
    }

    private static MarketLifecycle event(String eventTicker, String change, String details) {
        return new MarketLifecycle(null, eventTicker, change, null, null, null, null, null, null, details);
    }
}
