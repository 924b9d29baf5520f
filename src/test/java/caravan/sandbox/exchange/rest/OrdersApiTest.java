package caravan.sandbox.exchange.rest;

import static caravan.sandbox.exchange.rest.Desk.ORDERS;
import static caravan.sandbox.exchange.rest.Desk.RIV;
import static caravan.sandbox.exchange.rest.Desk.body;
import static caravan.sandbox.exchange.rest.Desk.dollars;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookSide;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrdersApiTest {
    private final Desk desk = new Desk();

    @Test
    void aRestingOrderIsToldInBriefAndReadBackInFull() {
        JsonNode placed = desk.place("bid", "0.0100", "10.00");
        assertThat(placed.path("fill_count").asText()).isEqualTo("0.00");
        assertThat(placed.path("remaining_count").asText()).isEqualTo("10.00");
        assertThat(placed.has("average_fill_price")).isFalse();
        JsonNode order = desk.read(
                        "/portfolio/orders/" + placed.path("order_id").asText())
                .path("order");
        assertThat(order.path("status").asText()).isEqualTo("resting");
        assertThat(order.path("yes_price_dollars").asText()).isEqualTo("0.0100");
        assertThat(order.path("client_order_id").asText()).isEqualTo("order-1");
        assertThat(order.path("outcome_side").asText()).isEqualTo("yes");
        assertThat(desk.read("/portfolio/orders?status=resting").path("orders")).hasSize(1);
    }

    @Test
    void aTakerPaysTheRestingPriceAndTheFee() {
        int ask = desk.bestAsk();
        JsonNode taken = desk.take("bid", "0.9900", "1.00");
        assertThat(taken.path("average_fill_price").asText()).isEqualTo(dollars(ask));
        assertThat(taken.path("average_fee_paid").asText()).startsWith("0.01");
        JsonNode fill = desk.read("/portfolio/fills").at("/fills/0");
        assertThat(fill.path("order_id").asText())
                .isEqualTo(taken.path("order_id").asText());
        assertThat(fill.path("yes_price_dollars").asText()).isEqualTo(dollars(ask));
        assertThat(fill.path("is_taker").asBoolean()).isTrue();
        assertThat(desk.read("/markets/trades?limit=1").at("/trades/0/trade_id"))
                .isEqualTo(fill.path("trade_id"));
    }

    @Test
    void anAverageIsOfAllPartsAndAtTheYesPrice() {
        int bid = desk.bestBid();
        long atBest = desk.market().book().quantity(BookSide.BID, bid);
        String count = caravan.sandbox.wire.Words.count(atBest * 2);
        JsonNode taken = desk.take("ask", "0.0100", count);
        assertThat(taken.path("average_fill_price").asText())
                .isLessThan(dollars(bid))
                .isGreaterThan("0.4");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.5550 | 1.00    |                                    | 400 | invalid_price        |
            1.0000 | 1.00    |                                    | 400 | invalid_price        |
            0.0100 | 0.00    |                                    | 400 | invalid_order_size   |
            0.9900 | 99999   |                                    | 400 | insufficient_balance |
            0.9900 | 1.00    | ,"post_only":true                  | 400 | invalid_order        | post only cross
            0.0100 | 1.00    | ,"reduce_only":true                | 400 | invalid_order        | reduce_only requires immediate_or_cancel
            0.0100 | 1.00    | ,"expiration_time":1000            | 400 | invalid_order        | expiration_time must be in the future and goes only with good_till_canceled
            0.0100 | 1.00    | ,"order_group_id":"nobody's"       | 404 | not_found            | order group not found
            0.0100 | 1.00    | ,"subaccount":3                    | 400 | invalid_parameters   | subaccount must be 0, found one that does not exist
            0.0100 | 1.00    | ,"exchange_index":2                | 400 | invalid_parameters   | exchange_index must be 0, found one without markets
            """)
    void whatTheEngineRefusesIsNested(
            String price, String count, String extra, int status, String code, String details) {
        JsonNode error = body(desk.post(ORDERS, desk.order("bid", price, count, extra == null ? "" : extra)), status)
                .path("error");
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("message").asText()).isEqualTo(code.replace('_', ' '));
        assertThat(error.path("details").asText(null)).isEqualTo(details);
    }

    @Test
    void aClientOrderIdIsTakenForeverAlsoAfterACancel() {
        String order = desk.order("bid", "0.0100", "1.00", "");
        String id = body(desk.post(ORDERS, order), 201).path("order_id").asText();
        assertThat(body(desk.post(ORDERS, order), 409).at("/error/code").asText())
                .isEqualTo("order_already_exists");
        body(desk.delete(ORDERS + "/" + id), 200);
        assertThat(body(desk.post(ORDERS, order), 409).at("/error/code").asText())
                .isEqualTo("order_already_exists");
    }

    @Test
    void aCanceledOrderIsNotFoundAgain() {
        String id = desk.place("bid", "0.0100", "3.00").path("order_id").asText();
        JsonNode canceled = body(desk.delete(ORDERS + "/" + id), 200);
        assertThat(canceled.path("reduced_by").asText()).isEqualTo("3.00");
        assertThat(body(desk.delete(ORDERS + "/" + id), 404).at("/error/code").asText())
                .isEqualTo("not_found");
        assertThat(desk.read("/portfolio/orders/" + id).at("/order/status").asText())
                .isEqualTo("canceled");
    }

    @Test
    void anAmendmentTellsWhatItChanged() {
        String id = desk.place("bid", "0.0100", "3.00").path("order_id").asText();
        JsonNode smaller = body(amend(id, "0.0100", "2.00", ""), 200);
        assertThat(smaller.path("remaining_count").asText()).isEqualTo("2.00");
        assertThat(smaller.path("fill_count").asText()).isEqualTo("0.00");
        JsonNode filled = body(amend(id, dollars(desk.bestAsk()), "2.00", ",\"updated_client_order_id\":\"new\""), 200);
        assertThat(filled.path("fill_count").asText()).isEqualTo("2.00");
        assertThat(filled.path("remaining_count").asText()).isEqualTo("0.00");
        assertThat(filled.path("client_order_id").asText()).isEqualTo("new");
        assertThat(filled.has("average_fill_price")).isTrue();
    }

    @Test
    void anAmendmentOfTheExpirationAloneTellsNoCounts() {
        String id = desk.place("bid", "0.0100", "3.00").path("order_id").asText();
        long soon = desk.engine().now() / 1_000_000 + 5;
        JsonNode changed = body(amend(id, "0.0100", "3.00", ",\"expiration_time\":" + soon), 200);
        assertThat(changed.has("remaining_count")).isFalse();
        assertThat(desk.read("/portfolio/orders/" + id)
                        .at("/order/expiration_time")
                        .asText())
                .isEqualTo("2026-11-20T12:00:35Z");
        body(amend(id, "0.0100", "3.00", ",\"expiration_time\":0"), 200);
        desk.advance(Duration.ofSeconds(6));
        assertThat(desk.read("/portfolio/orders/" + id).at("/order/status").asText())
                .isEqualTo("resting");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            KXDEMOGAME-26NOV22RIVLAK-LAK | bid | order-1 | order_ticker_mismatch
            KXDEMOGAME-26NOV22RIVLAK-RIV | ask | order-1 | order_side_mismatch
            KXDEMOGAME-26NOV22RIVLAK-RIV | bid | other   | order_id_and_client_order_id_mismatch
            """)
    void anAmendmentOfAnotherOrderIsRefused(String ticker, String side, String clientOrderId, String code) {
        String id = desk.place("bid", "0.0100", "3.00").path("order_id").asText();
        Answer answer = desk.post(ORDERS + "/" + id + "/amend", """
                {"ticker":"%s","side":"%s","price":"0.0200","count":"3.00","client_order_id":"%s"}""".formatted(ticker, side, clientOrderId));
        assertThat(body(answer, 400).at("/error/code").asText()).isEqualTo(code);
    }

    @Test
    void aDecreaseGoesByOrTo() {
        String id = desk.place("bid", "0.0100", "3.00").path("order_id").asText();
        String decrease = ORDERS + "/" + id + "/decrease";
        assertThat(body(desk.post(decrease, "{\"reduce_by\":\"0.50\"}"), 200)
                        .path("remaining_count")
                        .asText())
                .isEqualTo("2.50");
        assertThat(body(desk.post(decrease, "{\"reduce_to\":\"1\"}"), 200)
                        .path("remaining_count")
                        .asText())
                .isEqualTo("1.00");
        assertThat(body(desk.post(decrease, "{\"reduce_to\":\"1\",\"reduce_by\":\"1\"}"), 400)
                        .path("code")
                        .asText())
                .isEqualTo("invalid_parameters");
        assertThat(body(desk.post(decrease, "{}"), 400).path("code").asText()).isEqualTo("invalid_parameters");
        assertThat(body(desk.post(decrease, "{\"reduce_to\":\"0.00\"}"), 200)
                        .path("remaining_count")
                        .asText())
                .isEqualTo("0.00");
        assertThat(desk.post(decrease, "{\"reduce_to\":\"0.00\"}").status()).isEqualTo(404);
    }

    @Test
    void aBatchFailsItemByItemInItsOrder() {
        String batch = "{\"orders\":[" + desk.order("bid", "0.0100", "1.00", "") + ','
                + desk.order("bid", "0.0150", "1.00", "") + ',' + desk.order("ask", "0.9900", "2.00", "") + "]}";
        JsonNode orders = body(desk.post(ORDERS + "/batched", batch), 201).path("orders");
        assertThat(orders).hasSize(3);
        assertThat(orders.at("/1/error/code").asText()).isEqualTo("invalid_price");
        assertThat(orders.at("/1/client_order_id").asText()).isEqualTo("order-2");
        assertThat(orders.at("/2/remaining_count").asText()).isEqualTo("2.00");
        String cancel = "{\"orders\":[{\"order_id\":\"nobody's\"},{\"order_id\":\""
                + orders.at("/0/order_id").asText() + "\"}]}";
        JsonNode canceled =
                body(desk.send("DELETE", ORDERS + "/batched", cancel), 200).path("orders");
        assertThat(canceled.at("/0/error/code").asText()).isEqualTo("not_found");
        assertThat(canceled.at("/0/reduced_by").asText()).isEqualTo("0.00");
        assertThat(canceled.at("/1/reduced_by").asText()).isEqualTo("1.00");
    }

    @Test
    void cancelAllLeavesNothing() {
        desk.place("bid", "0.0100", "1.00");
        desk.place("ask", "0.9900", "1.00");
        Answer answer = desk.delete(ORDERS);
        assertThat(answer).isEqualTo(new Answer(204, null));
        assertThat(desk.read("/portfolio/orders?status=resting").path("orders")).isEmpty();
        assertThat(desk.read("/portfolio/summary/total_resting_order_value")
                        .path("total_resting_order_value")
                        .asInt())
                .isZero();
    }

    @Test
    void theQueuePositionCountsWhatTradesBefore() {
        String id = desk.place("bid", dollars(desk.bestBid()), "1.00")
                .path("order_id")
                .asText();
        long ahead = desk.market().book().quantity(BookSide.BID, desk.bestBid()) - 100;
        String expected = caravan.sandbox.wire.Words.count(ahead);
        assertThat(desk.read("/portfolio/orders/" + id + "/queue_position")
                        .path("queue_position_fp")
                        .asText())
                .isEqualTo(expected);
        assertThat(desk.read("/portfolio/orders/queue_positions?market_tickers=" + RIV)
                        .at("/queue_positions/0/queue_position_fp")
                        .asText())
                .isEqualTo(expected);
        assertThat(desk.get("/portfolio/orders/queue_positions").status()).isEqualTo(400);
    }

    @Test
    void aPauseRefusesOrdersAndTakesCancels() {
        String id = desk.place("bid", "0.0100", "1.00").path("order_id").asText();
        desk.engine().trading(false);
        assertThat(body(desk.post(ORDERS, desk.order("bid", "0.0100", "1.00", "")), 409)
                        .at("/error/code")
                        .asText())
                .isEqualTo("trading_is_paused");
        assertThat(desk.delete(ORDERS + "/" + id).status()).isEqualTo(200);
        desk.engine().exchange(false);
        assertThat(desk.delete(ORDERS).status()).isEqualTo(409);
        assertThat(desk.read("/exchange/status").path("exchange_active").asBoolean())
                .isFalse();
    }

    @Test
    void aClosedMarketRefusesEvenCancels() {
        String id = desk.place("bid", "0.0100", "1.00").path("order_id").asText();
        desk.engine().life().moveClose(desk.market(), desk.engine().now());
        assertThat(body(desk.delete(ORDERS + "/" + id), 400).at("/error/code").asText())
                .isEqualTo("MARKET_INACTIVE");
        assertThat(desk.post(ORDERS, desk.order("bid", "0.0100", "1.00", "")).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"POST,''", "DELETE,/x", "POST,/x/amend", "POST,/x/decrease", "POST,/batched", "DELETE,/batched"})
    void writesOfTheFirstVersionAreGone(String method, String below) {
        JsonNode error = body(desk.send(method, "/portfolio/orders" + below, "{}"), 410);
        assertThat(error.path("details").asText()).contains("/trade-api/v2/portfolio/events/orders");
    }

    private Answer amend(String id, String price, String count, String extra) {
        return desk.post(ORDERS + "/" + id + "/amend", """
                {"ticker":"%s","side":"bid","price":"%s","count":"%s"%s}""".formatted(RIV, price, count, extra));
    }
}
