package caravan.kalshi.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import caravan.model.BatchItem;
import caravan.model.IncentiveProgram;
import caravan.model.Money;
import caravan.model.OrderGroup;
import caravan.model.OrderReceipt;
import caravan.model.Page;
import caravan.model.Quantity;
import caravan.model.QueuePosition;
import caravan.model.Rejection.Reason;
import caravan.model.Series;
import caravan.model.Settlement;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers of which there is no recording, in the documented form. */
class TradingAnswersTest {
    @Test
    void amendTellsOnlyWhatChanged() {
        assertThat(RestDecoder.amended(json("{\"order_id\":\"o\",\"ts_ms\":1781159360866}")))
                .isEqualTo(new OrderReceipt.Amended(
                        "o", null, null, null, null, null, Instant.ofEpochMilli(1_781_159_360_866L)));
    }

    @Test
    void decreaseTellsWhatIsLeft() {
        assertThat(RestDecoder.decreased(
                                json("{\"order_id\":\"o\",\"client_order_id\":\"c\",\"remaining_count\":\"3.50\"}"))
                        .remaining())
                .isEqualTo(Quantity.parse("3.5"));
    }

    @Test
    void eachItemOfABatchIsAReceiptOrARejection() {
        List<BatchItem<OrderReceipt.Placed>> items = RestDecoder.placedBatch(json("""
                {"orders":[
                {"order_id":"o","client_order_id":"c","fill_count":"0.00","remaining_count":"5.00","ts_ms":1,"error":null},
                {"client_order_id":"d","error":{"code":"order_already_exists","message":"order already exists"}},
                {"client_order_id":"e","error":{"code":"internal_error"}},
                {"client_order_id":"f","error":"too many requests"}]}"""));
        assertThat(items).extracting(BatchItem::clientOrderId).containsExactly("c", "d", "e", "f");
        assertThat(items.get(0).receipt()).returns("o", OrderReceipt.Placed::orderId);
        assertThat(items.subList(1, 4))
                .extracting(item -> item.rejection().reason())
                .containsExactly(Reason.DUPLICATE, Reason.EXCHANGE_FAILED, Reason.TOO_MANY_REQUESTS);
        List<BatchItem<OrderReceipt.Canceled>> canceled = RestDecoder.canceledBatch(json("""
                {"orders":[{"order_id":"o","reduced_by":"5.00","ts_ms":1},
                {"order_id":"p","reduced_by":"0.00","error":{"code":"not_found","message":"not found"}}]}"""));
        assertThat(canceled.get(1).orderId()).isEqualTo("p");
        assertThat(canceled.get(1).rejection().reason()).isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void receiptWithoutAnOrderIsUnreadable() {
        for (String answer : new String[] {"{}", "[]", "null", "{\"order_id\":\"o\",\"fill_count\":\"0\"}"}) {
            assertThatExceptionOfType(WireFormatException.class)
                    .as(answer)
                    .isThrownBy(() -> RestDecoder.placed(json(answer)));
        }
    }

    @Test
    void settlement() {
        Page<Settlement> page = RestDecoder.settlements(json("""
                {"cursor":"n","settlements":[{"ticker":"M","exchange_index":0,"event_ticker":"E","market_result":"yes",
                "yes_count_fp":"10.00","yes_total_cost_dollars":"4.500000","no_count_fp":"0.00",
                "no_total_cost_dollars":"0.000000","revenue":1000,"value":100,"fee_cost":"0.070000",
                "settled_time":"2026-10-01T10:00:00.5Z"}]}"""));
        assertThat(page.items())
                .containsExactly(new Settlement(
                        "M",
                        "E",
                        "yes",
                        Quantity.ofContracts(10),
                        Money.parse("4.5"),
                        Quantity.ZERO,
                        Money.ZERO,
                        Money.parse("10"),
                        Money.parse("1"),
                        Money.parse("0.07"),
                        Instant.parse("2026-10-01T10:00:00.5Z")));
        assertThat(page.cursor()).isEqualTo("n");
    }

    @Test
    void orderGroups() {
        assertThat(RestDecoder.orderGroups(json("""
                        {"order_groups":[{"id":"g","contracts_limit_fp":"150.00","is_auto_cancel_enabled":true}]}""")))
                .containsExactly(new OrderGroup("g", Quantity.ofContracts(150), true, List.of(), null));
        assertThat(RestDecoder.orderGroup(json(
                        "{\"is_auto_cancel_enabled\":false,\"orders\":[\"a\",\"b\"],\"contracts_limit_fp\":\"5.00\"}")))
                .isEqualTo(new OrderGroup(null, Quantity.ofContracts(5), false, List.of("a", "b"), null));
    }

    @Test
    void queuePositions() {
        assertThat(RestDecoder.queuePosition(json("{\"queue_position_fp\":\"12.00\"}")))
                .isEqualTo(new QueuePosition(null, null, Quantity.ofContracts(12)));
        assertThat(RestDecoder.queuePositions(json("""
                                {"queue_positions":[{"order_id":"o","market_ticker":"M","queue_position_fp":"0.00"}]}""")).items())
                .containsExactly(new QueuePosition("o", "M", Quantity.ZERO));
    }

    @Test
    void incentiveThatIsNotDecidedYet() {
        Page<IncentiveProgram> page = RestDecoder.incentivePrograms(json("""
                {"next_cursor":"n","incentive_programs":[{"id":"i","market_ticker":"M","incentive_type":"liquidity",
                "incentive_description":"","period_reward":null,"target_size_fp":"300.00","discount_factor_bps":null,
                "max_reward_per_account":50000,"start_date":"2026-10-01T00:00:00Z"}]}"""));
        assertThat(page.cursor()).isEqualTo("n");
        assertThat(page.items()).singleElement().satisfies(program -> {
            assertThat(program.reward()).isNull();
            assertThat(program.target()).isEqualTo(Quantity.ofContracts(300));
            assertThat(program.mostForOne()).isEqualTo(Money.parse("5"));
        });
    }

    @Test
    void seriesHasItsFees() {
        assertThat(RestDecoder.series(json("""
                        {"series":{"ticker":"KXMLB","title":"Baseball","category":"Sports","frequency":"daily",
                        "tags":null,"fee_type":"quadratic_with_maker_fees","fee_multiplier":0.5}}""")))
                .isEqualTo(new Series(
                        "KXMLB", "Baseball", "Sports", "daily", "quadratic_with_maker_fees", new BigDecimal("0.5")));
    }

    @Test
    void timeOfReads() {
        assertThat(RestDecoder.userDataTime(json("{\"as_of_time\":\"2026-10-01T10:00:00.123456Z\"}")))
                .isEqualTo("2026-10-01T10:00:00.123456Z");
    }

    private static JsonNode json(String text) {
        return RestDecoder.read(text.getBytes(UTF_8));
    }
}
