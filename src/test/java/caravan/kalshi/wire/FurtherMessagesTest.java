package caravan.kalshi.wire;

import static caravan.kalshi.wire.Decoding.decode;
import static caravan.kalshi.wire.Decoding.unreadable;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.Communication;
import caravan.model.ControlReply;
import caravan.model.IndexValue;
import caravan.model.MarketLifecycle;
import caravan.model.Money;
import caravan.model.OrderGroupUpdate;
import caravan.model.Outcome;
import caravan.model.PositionUpdate;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.UnderlyingValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Positions, order groups, requests for quotes, and values of other vendors. */
class FurtherMessagesTest {
    private static final Instant TIME = Instant.parse("2026-11-20T10:00:00.123Z");

    @Test
    void positionInTheCurrentForm() {
        assertThat(decode("""
                                {"type":"market_position","sid":14,"msg":{"user_id":"u","market_ticker":"FED",
                                "position_fp":"-100.50","position_cost_dollars":"50.0000","realized_pnl_dollars":"-10.123456",
                                "fees_paid_dollars":"1.0000","position_fee_cost_dollars":"0.5000","volume_fp":"15.00",
                                "subaccount":3}}"""))
                .isEqualTo(new PositionUpdate(
                        "FED",
                        Quantity.parse("-100.5"),
                        Money.parse("50"),
                        Money.parse("-10.123456"),
                        Money.parse("1"),
                        Money.parse("0.5"),
                        Quantity.ofContracts(15),
                        3));
    }

    @Test
    void positionInTenThousandthsOfADollar() {
        assertThat(decode("""
                                {"type":"market_position","sid":14,"msg":{"user_id":"user123","market_ticker":"FED","position":100,
                                "position_cost":500000,"realized_pnl":-100001,"fees_paid":10000,"volume":15}}"""))
                .isEqualTo(new PositionUpdate(
                        "FED",
                        Quantity.ofContracts(100),
                        Money.parse("50"),
                        Money.parse("-10.0001"),
                        Money.parse("1"),
                        null,
                        Quantity.ofContracts(15),
                        null));
    }

    @Test
    void positionWithoutItsSizeIsUnreadable() {
        assertThat(unreadable("{\"type\":\"market_position\",\"sid\":14,\"msg\":{\"market_ticker\":\"FED\"}}")
                        .reason())
                .contains("position_fp");
    }

    @Test
    void orderGroup() {
        assertThat(decode("""
                                {"type":"order_group_updates","sid":21,"seq":7,"msg":{"event_type":"limit_updated",
                                "order_group_id":"og_123","contracts_limit_fp":"150.00","ts_ms":1795168800123}}"""))
                .isEqualTo(new OrderGroupUpdate("og_123", "limit_updated", Quantity.ofContracts(150), TIME));
    }

    @Test
    void orderGroupThatDoesNotSayItsLimit() {
        assertThat(decode("""
                                {"type":"order_group_updates","sid":21,"seq":7,"msg":{"event_type":"triggered",
                                "order_group_id":"og_123","ts_ms":1795168800123}}""")).isEqualTo(new OrderGroupUpdate("og_123", "triggered", null, TIME));
    }

    @Test
    void requestForACombination() {
        assertThat(decode("""
                                {"type":"rfq_created","sid":15,"seq":1,"msg":{"id":"r1","creator_id":"","market_ticker":"KXMVE-1",
                                "event_ticker":"KXMVE","target_cost_dollars":"35.0000","created_ts":"2026-11-20T10:00:00.123Z",
                                "mve_collection_ticker":"KXMVE-C","mve_selected_legs":[{"event_ticker":"E","market_ticker":"L",
                                "side":"yes","yes_settlement_value_dollars":0.10}]}}"""))
                .isEqualTo(new Communication.Requested(
                        "r1",
                        null,
                        "KXMVE-1",
                        "KXMVE",
                        null,
                        Money.parse("35"),
                        "KXMVE-C",
                        "[{\"event_ticker\":\"E\",\"market_ticker\":\"L\",\"side\":\"yes\",\"yes_settlement_value_dollars\":0.10}]",
                        TIME));
    }

    @Test
    void deletedRequest() {
        assertThat(decode("""
                                {"type":"rfq_deleted","sid":15,"seq":2,"msg":{"id":"r1","creator_id":"c","market_ticker":"M",
                                "contracts":7,"target_cost":350000,"deleted_ts":"2026-11-20T10:00:00.123Z"}}"""))
                .isEqualTo(new Communication.RequestDeleted(
                        "r1", "c", "M", null, Quantity.ofContracts(7), Money.parse("35"), TIME));
    }

    @Test
    void quoteHasYesPrices() {
        assertThat(decode("""
                                {"type":"quote_created","sid":15,"seq":3,"msg":{"quote_id":"q1","rfq_id":"r1","quote_creator_id":"c1",
                                "rfq_creator_id":"c2","market_ticker":"M","yes_bid_dollars":"0.3500","no_bid_dollars":"0.6000",
                                "yes_contracts_offered_fp":"10.00","no_contracts_offered_fp":"20.50","subaccount":1,
                                "created_ts":"2026-11-20T10:00:00.123Z"}}"""))
                .isEqualTo(new Communication.Quoted(
                        "r1",
                        new Communication.Offer(
                                "q1",
                                "c1",
                                "c2",
                                "M",
                                null,
                                Price.parse("0.35"),
                                Price.parse("0.40"),
                                Quantity.ofContracts(10),
                                Quantity.parse("20.5"),
                                null,
                                1),
                        TIME));
    }

    @Test
    void acceptedQuoteInWholeCents() {
        assertThat(decode("""
                                {"type":"quote_accepted","sid":15,"seq":4,"msg":{"quote_id":"q1","rfq_id":"r1","quote_creator_id":"c1",
                                "market_ticker":"M","yes_bid":35,"no_bid":0,"accepted_side":"no","contracts_accepted":50}}"""))
                .isEqualTo(new Communication.Accepted(
                        "r1",
                        new Communication.Offer(
                                "q1",
                                "c1",
                                null,
                                "M",
                                null,
                                Price.parse("0.35"),
                                Price.parse("1"),
                                null,
                                null,
                                null,
                                null),
                        Outcome.NO,
                        Quantity.ofContracts(50)));
    }

    @Test
    void executedQuote() {
        assertThat(decode("""
                                {"type":"quote_executed","sid":15,"seq":5,"msg":{"quote_id":"q1","rfq_id":"r1","quote_creator_id":"c1",
                                "rfq_creator_id":"c2","order_id":"o1","client_order_id":"mine","market_ticker":"M",
                                "executed_ts":"2026-11-20T10:00:00.123Z"}}"""))
                .isEqualTo(new Communication.Executed("r1", "q1", "c1", "c2", "o1", "mine", "M", null, TIME));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cfbenchmarks_value", "cfbenchmarks_value_5hz"})
    void index(String type) {
        String vendorText = "{\"type\":\"value\",\"id\":\"BRTI\",\"time\":1795168800100,\"value\":\"68000.12345678\"}";
        assertThat(decode("""
                                {"type":"%s","sid":1,"seq":42,"msg":{"index_id":"BRTI","received_at":1795168800123,"data":"%s",
                                "avg_60s_data":{"value":"68000.12000000","window_size":3,"window_start_ts_ms":1709999940123,
                                "window_end_ts_exclusive":1710000000123},"last_60s_windowed_average_15min":
                                {"value":"68000.23000000","window_size":14}}}""".formatted(type, vendorText.replace("\"", "\\\""))))
                .isEqualTo(new IndexValue(
                        "BRTI",
                        new BigDecimal("68000.12345678"),
                        new IndexValue.Average(new BigDecimal("68000.12000000"), 3),
                        new IndexValue.Average(new BigDecimal("68000.23000000"), 14),
                        vendorText,
                        TIME.minusMillis(23),
                        TIME));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"surprise", "[]", "{\\\"value\\\":\\\"1E2147483647\\\"}", "{\\\"value\\\":{},\\\"time\\\":-1}"})
    void vendorsTextThatCannotBeReadIsKept(String text) {
        IndexValue index = (IndexValue)
                decode("{\"type\":\"cfbenchmarks_value\",\"sid\":1,\"seq\":1,\"msg\":{\"index_id\":\"BRTI\",\"data\":\""
                        + text + "\"}}");
        assertThat(index.value()).isNull();
        assertThat(index.vendorTime()).isNull();
        assertThat(index.vendorText()).isEqualTo(text.replace("\\", ""));
    }

    @Test
    void underlying() {
        assertThat(decode("""
                                {"type":"pyth_value","sid":1,"seq":42,"msg":{"underlying_ticker":"Metal.XAU/USD",
                                "value_usd":"2365.12345000","source_ts_ms":1795168800100,"received_at":1795168800123}}"""))
                .isEqualTo(new UnderlyingValue(
                        "Metal.XAU/USD", new BigDecimal("2365.12345000"), TIME.minusMillis(23), TIME));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E2147483647", "1e-2147483647", "12345678901234567890", "0.12345678901", "NaN", "2,5"})
    void valueThatNoColumnHoldsIsUnreadable(String value) {
        assertThat(unreadable("{\"type\":\"pyth_value\",\"sid\":1,\"msg\":{\"underlying_ticker\":\"X\",\"value_usd\":\""
                                + value + "\"}}")
                        .reason())
                .contains("value_usd", value);
    }

    @Test
    void whatASubscriptionCanHave() {
        assertThat(decode("""
                                {"type":"cfbenchmarks_value_indexlist","id":2,"sid":1,"seq":1,"msg":{"index_ids":["BRTI","E"]}}""")).isEqualTo(new ControlReply.Available(2, 1, List.of("BRTI", "E")));
        assertThat(decode("""
                                {"type":"pyth_value_underlying_list","id":2,"sid":1,"seq":1,
                                "msg":{"underlying_tickers":["Metal.XAG/USD"]}}""")).isEqualTo(new ControlReply.Available(2, 1, List.of("Metal.XAG/USD")));
    }

    @Test
    void lookUpOfACombinationInTheFormOf2025() {
        String body =
                "{\"collection_ticker\":\"C\",\"event_ticker\":\"E\",\"market_ticker\":\"M\",\"selected_markets\":[{"
                        + "\"event_ticker\":\"A\",\"market_ticker\":\"B\",\"side\":\"yes\"}]}";
        assertThat(decode("{\"type\":\"multivariate_lookup\",\"sid\":13,\"msg\":" + body + "}"))
                .isEqualTo(
                        new MarketLifecycle("M", "E", "multivariate_lookup", null, null, null, null, null, null, body));
    }
}
