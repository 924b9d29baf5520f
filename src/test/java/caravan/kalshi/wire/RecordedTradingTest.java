package caravan.kalshi.wire;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.Shared;
import caravan.model.AccountLimits;
import caravan.model.Balance;
import caravan.model.BatchItem;
import caravan.model.BookSide;
import caravan.model.BookUpdate.Level;
import caravan.model.Fill;
import caravan.model.IncentiveProgram;
import caravan.model.Market;
import caravan.model.Money;
import caravan.model.OrderReceipt;
import caravan.model.Page;
import caravan.model.Position;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Rejection.Reason;
import caravan.model.RequestCosts;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Answers that the exchange gave, field by field, and the same ones with more in them than is known here. */
class RecordedTradingTest {
    private static final String V2 = "rest_demo_v2_cases_2026-06-11_part.jsonl";
    private static final String V1 = "rest_v1_golden_2026-01_part.jsonl";
    private static final String FACTS = "rest_demo_rfq_account_facts_2026-07-06.jsonl";

    @Test
    void orderThatRests() {
        JsonNode json = recorded(V2, "case", "orders__create_v2_maker", "response");
        OrderReceipt.Placed placed = decoded(json, RestDecoder::placed);
        same(json, "order_id", placed.orderId());
        same(json, "client_order_id", placed.clientOrderId());
        same(json, "fill_count", placed.filled());
        same(json, "remaining_count", placed.remaining());
        same(json, "ts_ms", placed.exchangeTime());
        assertThat(placed.averagePrice()).isNull();
        assertThat(placed.averageFee()).isNull();
    }

    @Test
    void orderThatTradesAtOnce() {
        JsonNode json = recorded(V2, "case", "orders__create_v2_taker_ioc", "response");
        OrderReceipt.Placed placed = decoded(json, RestDecoder::placed);
        same(json, "fill_count", placed.filled());
        same(json, "remaining_count", placed.remaining());
        same(json, "average_fill_price", placed.averagePrice());
        same(json, "average_fee_paid", placed.averageFee());
    }

    @Test
    void cancel() {
        JsonNode json = recorded(V2, "case", "orders__cancel_v2", "response");
        OrderReceipt.Canceled canceled = decoded(json, RestDecoder::canceled);
        same(json, "order_id", canceled.orderId());
        same(json, "reduced_by", canceled.reducedBy());
        same(json, "ts_ms", canceled.exchangeTime());
    }

    @Test
    void refusals() {
        Map<String, Reason> refusals = Map.of(
                "orders__cancel_already_canceled", Reason.NOT_FOUND,
                "orders__duplicate_client_order_id", Reason.DUPLICATE,
                "orders__insufficient_balance", Reason.INSUFFICIENT_BALANCE,
                "orders__post_only_cross", Reason.POST_ONLY_CROSS,
                "orders__numeric_field_types", Reason.OTHER,
                "markets__limit_over_max", Reason.OTHER,
                "auth__bad_signature", Reason.OTHER);
        refusals.forEach((name, reason) -> {
            JsonNode json = recorded(V2, "case", name, "response");
            ErrorBody body = ErrorBody.read(json.toString().getBytes(StandardCharsets.UTF_8));
            assertThat(body.rejection().reason()).as(name).isEqualTo(reason);
            JsonNode source = json.has("error") ? json.path("error") : json;
            assertThat(body.code()).isEqualTo(source.path("code").asText());
            assertThat(body.message())
                    .isEqualTo(
                            source.path(source.has("msg") ? "msg" : "message").asText());
            assertThat(body.details()).isEqualTo(source.path("details").asText());
        });
    }

    @Test
    void balance() {
        JsonNode json = recorded(V2, "case", "auth__balance_ok", "response");
        Balance balance = decoded(json, RestDecoder::balance);
        same(json, "balance_dollars", balance.cash());
        same(json, "portfolio_value", cents(balance.positions()));
        assertThat(balance.exchangeTime())
                .isEqualTo(Instant.ofEpochSecond(json.path("updated_ts").asLong()));
        JsonNode shard = json.at("/balance_breakdown/0");
        same(shard, "balance", balance.shards().get(0).cash());
        assertThat(balance.shards())
                .singleElement()
                .returns(shard.path("exchange_index").asInt(), Balance.Shard::exchangeIndex);
    }

    @Test
    void balanceOfJanuaryIsInCents() {
        JsonNode json = recorded(V1, "file", "portfolio_balance_response.json", "response");
        Balance balance = decoded(json, RestDecoder::balance);
        same(json, "balance", cents(balance.cash()));
        same(json, "portfolio_value", cents(balance.positions()));
        assertThat(balance.shards()).isEmpty();
    }

    @Test
    void limitsAndCosts() {
        JsonNode json = recorded(V2, "case", "account__limits", "response");
        AccountLimits limits = decoded(json, RestDecoder::accountLimits);
        same(json, "usage_tier", limits.tier());
        same(json.path("read"), "refill_rate", BigDecimal.valueOf(limits.read().refill()));
        same(
                json.path("read"),
                "bucket_capacity",
                BigDecimal.valueOf(limits.read().capacity()));
        same(
                json.path("write"),
                "refill_rate",
                BigDecimal.valueOf(limits.write().refill()));
        same(
                json.path("write"),
                "bucket_capacity",
                BigDecimal.valueOf(limits.write().capacity()));
        JsonNode told = recorded(FACTS, "step", "endpoint_costs", "data");
        RequestCosts costs = decoded(told, RestDecoder::requestCosts);
        same(told, "default_cost", BigDecimal.valueOf(costs.usual()));
        assertThat(costs.exceptions())
                .hasSize(told.path("endpoint_costs").size())
                .allSatisfy(cost -> assertThat(told.path("endpoint_costs").findParents("path"))
                        .anySatisfy(item -> {
                            same(item, "method", cost.method());
                            same(item, "path", cost.path());
                            same(item, "cost", BigDecimal.valueOf(cost.tokens()));
                        }));
    }

    @Test
    void fillsOfAllYears() throws IOException {
        List<JsonNode> answers = List.of(
                recorded(V2, "case", "fills__after_taker", "response"),
                recorded(V1, "file", "portfolio_fills_response.json", "response"),
                json("rest_prod_portfolio_fills_redacted_2026-08.json").path("payload"));
        for (JsonNode json : answers) {
            Page<Fill> page = decoded(json, RestDecoder::fills);
            assertThat(page.unreadable()).isEmpty();
            assertThat(page.cursor()).isEqualTo(json.path("cursor").asText());
            assertThat(page.items()).hasSize(json.path("fills").size());
            for (int i = 0; i < page.items().size(); i++) {
                same(page.items().get(i), json.path("fills").get(i));
            }
        }
    }

    private static void same(Fill fill, JsonNode json) {
        same(json, "trade_id", fill.tradeId());
        same(json, "order_id", fill.orderId());
        same(json, "ticker", fill.ticker());
        same(json, json.has("count_fp") ? "count_fp" : "count", fill.quantity());
        same(json, json.has("yes_price_dollars") ? "yes_price_dollars" : "yes_price_fixed", fill.price());
        assertThat(fill.taker()).isEqualTo(json.path("is_taker").asBoolean());
        assertThat(fill.exchangeTime())
                .isEqualTo(Instant.parse(json.path("created_time").asText()));
        if (json.has("fee_cost")) {
            same(json, "fee_cost", fill.fee());
            same(json, "book_side", fill.side().name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    @Test
    void positions() {
        JsonNode json = recorded(V2, "case", "portfolio__positions", "response");
        Page<Position> page = decoded(json, RestDecoder::positions);
        JsonNode item = json.at("/market_positions/0");
        assertThat(page.items()).singleElement().satisfies(position -> {
            same(item, "ticker", position.ticker());
            same(item, "position_fp", position.quantity());
        });
    }

    @Test
    void ordersOfTheFirstVersion() {
        JsonNode one = recorded(V1, "file", "create_order_response.json", "response");
        same(one.path("order"), decoded(one, RestDecoder::placed));
        JsonNode several = recorded(V1, "file", "batch_create_orders_response.json", "response");
        List<BatchItem<OrderReceipt.Placed>> items = decoded(several, RestDecoder::placedBatch);
        assertThat(items).hasSize(several.path("orders").size());
        for (int i = 0; i < items.size(); i++) {
            same(several.at("/orders/" + i + "/order"), items.get(i).receipt());
            assertThat(items.get(i).rejection()).isNull();
        }
    }

    private static void same(JsonNode order, OrderReceipt.@Nullable Placed placed) {
        assertThat(placed).isNotNull();
        same(order, "order_id", placed.orderId());
        same(order, "client_order_id", placed.clientOrderId());
        same(order, "fill_count", placed.filled());
        same(order, "remaining_count", placed.remaining());
    }

    @Test
    void incentives() {
        JsonNode json = recorded(V1, "file", "incentive_programs_response.json", "response");
        Page<IncentiveProgram> page = decoded(json, RestDecoder::incentivePrograms);
        assertThat(page.unreadable()).isEmpty();
        assertThat(page.cursor()).isEqualTo(json.path("next_cursor").asText(""));
        assertThat(page.items()).hasSize(json.path("incentive_programs").size()).isNotEmpty();
        for (int i = 0; i < page.items().size(); i++) {
            JsonNode item = json.path("incentive_programs").get(i);
            IncentiveProgram program = page.items().get(i);
            same(item, "id", program.id());
            same(item, "market_ticker", program.marketTicker());
            same(item, "incentive_type", program.type());
            same(item, "target_size", program.target());
            same(item, "period_reward", program.reward().toBigDecimal().movePointRight(4));
            same(item, "discount_factor_bps", BigDecimal.valueOf(program.discountBasisPoints()));
            assertThat(program.paidOut()).isEqualTo(item.path("paid_out").asBoolean());
            assertThat(program.start()).isEqualTo(item.path("start_date").asText());
            assertThat(program.end()).isEqualTo(item.path("end_date").asText());
        }
    }

    @Test
    void orderGroupAndEmptyBook() {
        JsonNode group = recorded(V1, "file", "order_group_create_response.json", "response");
        same(group, "order_group_id", decoded(group, RestDecoder::orderGroup).id());
        JsonNode book = recorded(V1, "file", "orderbook_response.json", "response");
        assertThat(decoded(book, answer -> RestDecoder.orderBook(answer, "M")).levels())
                .isEmpty();
    }

    @Test
    void marketAndItsBook() throws IOException {
        JsonNode capture = json("rest_prod_market_single_2026-08.json");
        JsonNode json = capture.at("/single/market");
        Market market = decoded(capture.path("single"), RestDecoder::market);
        same(json, "ticker", market.ticker());
        same(json, "event_ticker", market.eventTicker());
        same(json, "title", market.title());
        same(json, "yes_sub_title", market.yesSubTitle());
        same(json, "no_sub_title", market.noSubTitle());
        same(json, "status", market.status());
        same(json, "yes_bid_dollars", market.bid());
        same(json, "yes_ask_dollars", market.ask());
        same(json, "last_price_dollars", market.lastPrice());
        same(json, "volume_fp", market.volume());
        same(json, "volume_24h_fp", market.volume24Hours());
        same(json, "open_interest_fp", market.openInterest());
        assertThat(market.openTime()).isEqualTo(json.path("open_time").asText());
        assertThat(market.closeTime()).isEqualTo(json.path("close_time").asText());
        JsonNode book = capture.path("orderbook");
        List<Level> levels = decoded(book, answer -> RestDecoder.orderBook(answer, market.ticker()))
                .levels();
        List<Level> expected = new ArrayList<>();
        for (JsonNode pair : book.at("/orderbook_fp/yes_dollars")) {
            expected.add(level(BookSide.BID, Price.parse(pair.get(0).asText()), pair));
        }
        for (JsonNode pair : book.at("/orderbook_fp/no_dollars")) {
            expected.add(level(BookSide.ASK, Price.parse(pair.get(0).asText()).complement(), pair));
        }
        assertThat(levels).isEqualTo(expected).isNotEmpty();
    }

    private static Level level(BookSide side, Price price, JsonNode pair) {
        return new Level(side, price, Quantity.parse(pair.get(1).asText()));
    }

    /** Decodes the answer, and once more with unknown fields in each object. */
    private static <T> T decoded(JsonNode json, Function<JsonNode, T> decoder) {
        T decoded = decoder.apply(json);
        JsonNode more = json.deepCopy();
        extend(more);
        assertThat(decoder.apply(more)).as("with unknown fields").isEqualTo(decoded);
        return decoded;
    }

    private static void extend(JsonNode json) {
        json.forEach(RecordedTradingTest::extend);
        if (json instanceof ObjectNode object) {
            object.put("brand_new", 7).putNull("unheard_of").putObject("nested").putArray("list");
        }
    }

    private static void same(JsonNode json, String field, @Nullable Object value) {
        assertThat(json.has(field)).as(field + " in the recording").isTrue();
        String text = json.path(field).asText();
        if (value instanceof Instant time) {
            assertThat(time.toEpochMilli()).as(field).isEqualTo(Long.parseLong(text));
        } else if (value instanceof String) {
            assertThat(value).as(field).isEqualTo(text);
        } else {
            assertThat(decimal(value)).as(field).isEqualByComparingTo(text);
        }
    }

    private static @Nullable BigDecimal decimal(@Nullable Object value) {
        if (value instanceof Quantity quantity) {
            return quantity.toBigDecimal();
        }
        if (value instanceof Price price) {
            return price.toBigDecimal();
        }
        return value instanceof Money money ? money.toBigDecimal() : (BigDecimal) value;
    }

    private static @Nullable BigDecimal cents(@Nullable Money money) {
        return money == null ? null : money.toBigDecimal().movePointRight(2);
    }

    private static JsonNode recorded(String file, String key, String name, String part) {
        return Shared.lines(file).stream()
                .map(line -> RestDecoder.read(line.getBytes(StandardCharsets.UTF_8)))
                .filter(line -> line.path(key).asText().equals(name))
                .findFirst()
                .orElseThrow()
                .path(part);
    }

    private static JsonNode json(String file) throws IOException {
        return RestDecoder.read(Files.readAllBytes(Shared.recording(file)));
    }
}
