package caravan.sandbox.exchange.rest;

import static caravan.sandbox.exchange.rest.Desk.ORDERS;
import static caravan.sandbox.exchange.rest.Desk.RIV;
import static caravan.sandbox.exchange.rest.Desk.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not said as the exchange wants it is refused, in the shape that the exchange uses. */
class ValidationTest {
    private final Desk desk = new Desk();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "count":"1.00"       | "count":1             | json: cannot unmarshal number into Go struct field CreateOrderV2Request.count of type string
            "price":"0.0100"     | "price":0.01          | json: cannot unmarshal number into Go struct field CreateOrderV2Request.price of type string
            "price":"0.0100"     | "price":["0.0100"]    | json: cannot unmarshal array into Go struct field CreateOrderV2Request.price of type string
            "post_only":false    | "post_only":"false"   | json: cannot unmarshal string into Go struct field CreateOrderV2Request.post_only of type bool
            "expiration_time":0  | "expiration_time":1.5 | json: cannot unmarshal number into Go struct field CreateOrderV2Request.expiration_time of type int64
            """)
    void anotherTypeIsNotUnderstood(String right, String wrong, String details) {
        String order = desk.order("bid", "0.0100", "1.00", ",\"post_only\":false,\"expiration_time\":0");
        JsonNode error = body(desk.post(ORDERS, order.replace(right, wrong)), 400);
        assertThat(error.path("code").asText()).isEqualTo("bad_request");
        assertThat(error.path("message").asText()).isEqualTo("bad request");
        assertThat(error.path("details").asText()).isEqualTo(details);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ticker", "side", "count", "price", "time_in_force", "self_trade_prevention_type"})
    void whatIsRequiredMustBeThere(String field) {
        String order = desk.order("bid", "0.0100", "1.00", "");
        for (String value : new String[] {"null", "\"\""}) {
            String without = order.replaceFirst("\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":" + value);
            JsonNode error = body(desk.post(ORDERS, without), 400);
            assertThat(error.path("code").asText()).isEqualTo("invalid_parameters");
            assertThat(error.path("details").asText()).contains("'required' tag");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"post_onyl\":true",
                "\"count\":\"2.00\"",
                "\"expiration_ts\":1",
                "\"buy_max_cost\":5",
                "\"action\":\"buy\""
            })
    void unknownAndRepeatedFieldsAreRefused(String field) {
        assertThat(body(desk.post(ORDERS, desk.order("bid", "0.0100", "1.00", "," + field)), 400)
                        .path("code")
                        .asText())
                .isEqualTo("bad_request");
        assertThat(desk.read("/portfolio/orders").path("orders")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "price,0.5",
        "price,.50",
        "price,1e-2",
        "price,-0.50",
        "price,0.56000",
        "count,1.005",
        "count,-1",
        "count,1e3"
    })
    void numbersAreWrittenPlainly(String field, String value) {
        String order = desk.order("bid", "0.0100", "1.00", "")
                .replaceFirst("\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":\"" + value + "\"");
        assertThat(body(desk.post(ORDERS, order), 400).path("code").asText()).isEqualTo("invalid_parameters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "1", "\"x\"", "{} {}", "{'a':1}", "\u0000"})
    void whatIsNoObjectIsRefused(String text) {
        assertThat(body(desk.post(ORDERS, text), 400).path("code").asText())
                .isIn("bad_request", "invalid_content_type");
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/portfolio/events/orders",
        "PUT,/portfolio/order_groups/x/reset",
        "DELETE,/portfolio/events/orders/batched"
    })
    void aBodyNeedsItsContentType(String method, String path) {
        for (String type : new String[] {null, "text/plain", "application/x-www-form-urlencoded"}) {
            assertThat(body(desk.send(method, path, type, "{}"), 400)
                            .path("code")
                            .asText())
                    .isEqualTo("invalid_content_type");
        }
        assertThat(body(desk.send(method, path, "application/json", ""), 400)
                        .path("code")
                        .asText())
                .isEqualTo("invalid_content_type");
        assertThat(desk.send("PUT", "/portfolio/order_groups/x/reset", "application/json; charset=utf-8", "{}")
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /markets?limit=1001                                     | Parameter validation failed for GetMarkets: Key: 'GetMarketsParams.Limit' Error:Field validation for 'Limit' failed on the 'lte' tag
            /markets?limit=0                                        | Parameter validation failed for GetMarkets: Key: 'GetMarketsParams.Limit' Error:Field validation for 'Limit' failed on the 'gte' tag
            /markets?limit=x                                        | Parameter validation failed for GetMarkets: Key: 'GetMarketsParams.Limit' Error:Field validation for 'Limit' failed on the 'numeric' tag
            /markets?status=active                                  | Parameter validation failed for GetMarkets: Key: 'GetMarketsParams.Status' Error:Field validation for 'Status' failed on the 'oneof' tag
            /markets?min_close_ts=5&status=open                     | Parameter validation failed for GetMarkets: Key: 'GetMarketsParams.MinCloseTs' Error:Field validation for 'MinCloseTs' failed on the 'excluded_with' tag
            /events?limit=201                                       | Parameter validation failed for GetEvents: Key: 'GetEventsParams.Limit' Error:Field validation for 'Limit' failed on the 'lte' tag
            /markets/KXDEMOGAME-26NOV22RIVLAK-RIV/orderbook?depth=101 | Parameter validation failed for GetMarketOrderbook: Key: 'GetMarketOrderbookParams.Depth' Error:Field validation for 'Depth' failed on the 'lte' tag
            /markets/orderbooks                                     | Parameter validation failed for GetMarketOrderbooks: Key: 'GetMarketOrderbooksParams.Tickers' Error:Field validation for 'Tickers' failed on the 'required' tag
            /markets/candlesticks?market_tickers=A&start_ts=1&end_ts=2&period_interval=5 | Parameter validation failed for BatchGetMarketCandlesticks: Key: 'BatchGetMarketCandlesticksParams.PeriodInterval' Error:Field validation for 'PeriodInterval' failed on the 'oneof' tag
            /portfolio/fills?min_ts=-1                              | Parameter validation failed for GetFills: Key: 'GetFillsParams.MinTs' Error:Field validation for 'MinTs' failed on the 'gte' tag
            """)
    void parametersAreCheckedInTheBareShape(String path, String message) {
        assertThat(body(desk.get(path), 400).path("msg").asText()).isEqualTo(message);
    }

    @Test
    void anUnknownParameterIsRefused() {
        assertThat(body(desk.get("/portfolio/fills?tikcer=" + RIV), 400)
                        .path("msg")
                        .asText())
                .contains("unknown parameter");
    }

    @Test
    void aGarbageCursorIsTheFirstPage() {
        assertThat(desk.read("/markets?cursor=garbage!")).isEqualTo(desk.read("/markets"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nowhere",
                "/markets/",
                "/markets/NOBODY",
                "/portfolio/orders/x",
                "/events/x",
                "/series/x",
                "//",
                "/markets/%zz"
            })
    void whatIsNotThereIsNotFound(String path) {
        assertThat(body(desk.get(path), 404).at("/error/code").asText()).isEqualTo("not_found");
    }

    @ParameterizedTest
    @CsvSource({"POST,/markets", "PUT,/portfolio/balance", "PATCH,/portfolio/events/orders/x"})
    void anotherMethodIsNotAllowed(String method, String path) {
        assertThat(desk.send(method, path, "{}").status()).isEqualTo(405);
    }

    @Test
    void aStrangerReadsOnlyWhatIsPublic() {
        assertThat(desk.stranger("/markets").status()).isEqualTo(200);
        assertThat(desk.stranger("/portfolio/balance").status()).isEqualTo(401);
    }
}
