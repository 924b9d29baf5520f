package caravan.kalshi.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import caravan.kalshi.rest.Request;
import caravan.model.BookSide;
import caravan.model.Price;
import caravan.model.Quantity;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the catalogue makes of values, and what it refuses. */
class CatalogueTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private record NewOrder(
            String ticker,
            BookSide side,
            Quantity count,
            Price price,
            String timeInForce,
            String selfTradePreventionType,
            Optional<Instant> expirationTime) {}

    @Test
    void everyNameAndEveryPathIsThereOnce() {
        assertThat(Operations.all()).extracting(Operation::name).doesNotHaveDuplicates();
        assertThat(Operations.all())
                .extracting(operation -> operation.method() + " " + operation.path())
                .doesNotHaveDuplicates();
    }

    @Test
    void pathsHaveTheParametersThatTheyName() {
        for (Operation operation : Operations.all()) {
            Set<String> named = new TreeSet<>();
            for (String part : operation.path().split("/", -1)) {
                if (part.startsWith("{")) {
                    named.add(part.substring(1, part.length() - 1));
                }
            }
            assertThat(operation.parameters(Parameter.Place.PATH))
                    .as(operation.name())
                    .allMatch(Parameter::required)
                    .extracting(Parameter::name)
                    .containsExactlyInAnyOrderElementsOf(named);
        }
    }

    @Test
    void everyParameterIsExplained() {
        assertThat(Operations.all().stream()
                        .flatMap(operation -> operation.parameters().stream())
                        .flatMap(CatalogueTest::withFields)
                        .filter(parameter -> parameter.description().isBlank())
                        .map(Parameter::name))
                .isEmpty();
    }

    private static Stream<Parameter> withFields(Parameter parameter) {
        return Stream.concat(Stream.of(parameter), parameter.fields().stream());
    }

    @Test
    void whatHasACursorHasPages() {
        for (Operation operation : Operations.all()) {
            assertThat(operation.paging().isPresent())
                    .as(operation.name())
                    .isEqualTo(operation.parameterNames().contains("cursor"));
        }
    }

    @Test
    void missingParametersAreNamedWithWhatIsAllowed() {
        refuses("GetMarket", Map.of(), "expected 'ticker' for GetMarket (text: A market's ticker), found none");
        refuses("GetMarketOrderbooks", Map.of("tickers", List.of()), "expected 'tickers' for GetMarketOrderbooks");
        refuses("CancelOrderV2", Map.of("order_id", ""), "expected 'order_id' for CancelOrderV2");
        refuses(
                "CreateOrderV2",
                Map.of("ticker", "M", "side", "bid", "count", "1", "price", "0.5", "time_in_force", "fill_or_kill"),
                "expected 'self_trade_prevention_type' for CreateOrderV2 (one of taker_at_cross, maker");
        refuses(
                "BatchCancelOrdersV2",
                Map.of("orders", List.of(Map.of("subaccount", 0))),
                "expected 'order_id' for orders");
    }

    @Test
    void unknownParametersAreRefusedAlsoInsideOfOthers() {
        refuses("GetMarkets", Map.of("statsu", "open"), "found 'statsu'");
        refuses(
                "BatchCancelOrdersV2",
                Map.of("orders", List.of(Map.of("order_id", "o", "ordr", 1))),
                "expected parameters of orders to be among [order_id, subaccount, exchange_index, market_ticker],"
                        + " found 'ordr'");
    }

    @ParameterizedTest
    @CsvSource({
        "GetMarkets, limit, 1001, 'limit: expected whole number, 0 to 1000, found ''1001'''",
        "GetMarkets, limit, -1, 'limit: expected whole number, 0 to 1000, found ''-1'''",
        "GetMarkets, limit, 5.0, 'found ''5.0'''",
        "GetMarkets, limit, ten, 'found ''ten'''",
        "GetMarkets, limit, 99999999999999999999, 'found ''99999999999999999999'''",
        "GetMarkets, min_close_ts, tomorrow, 'expected Unix seconds, or a time such as 2026-11-20T10:00:00Z, found'",
        "GetMarkets, status, opne, 'found ''opne''; did you mean open?'",
        "GetMarkets, status, Open, 'found ''Open''; did you mean open?'",
        "GetMarkets, status, 'open,closed', 'found ''open,closed'''",
        "GetEvents, with_nested_markets, yes, 'expected true or false, found ''yes'''",
        "CreateQuote, yes_bid, 1e-2, 'yes_bid: expected dollars as a decimal, for example 0.56, found ''1e-2'''",
        "CreateQuote, yes_bid, -0.5, 'found ''-0.5'''",
        "CreateQuote, yes_bid, '0,5', 'found ''0,5'''"
    })
    void wrongValuesAreRefused(String operation, String parameter, String value, String message) {
        Map<String, Object> values = new HashMap<>();
        if (operation.equals("CreateQuote")) {
            values.putAll(Map.of("rfq_id", "r", "no_bid", "0.50", "rest_remainder", true));
        }
        values.put(parameter, value);
        refuses(operation, values, message);
    }

    @Test
    void oneValueIsNotSeveral() {
        refuses("GetMarkets", Map.of("event_ticker", List.of("A", "B")), "event_ticker: expected one value (text)");
        refuses("GetMarkets", Map.of("limit", Map.of("a", 1)), "limit: expected one value");
        refuses("CreateSubaccount", Map.of("exchange_index", List.of(1)), "exchange_index: expected one value");
    }

    @Test
    void longNonsenseIsShownInPart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request("GetMarkets", Map.of("limit", "9".repeat(10_000))))
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(200));
    }

    @Test
    void numbersAreSentInPlainDigits() {
        assertThat(query("GetMarkets", Map.of("limit", "+5"))).isEqualTo("limit=5");
        assertThat(query("GetMarkets", Map.of("limit", "٥"))).isEqualTo("limit=5");
        assertThat(query("GetMarkets", Map.of("limit", new BigDecimal("1E+2")))).isEqualTo("limit=100");
        assertThat(body("CreateQuote", quote(0.0001)).path("yes_bid").asText()).isEqualTo("0.00010");
        assertThat(body("CreateQuote", quote(new BigDecimal("0.5600")))
                        .path("yes_bid")
                        .asText())
                .isEqualTo("0.5600");
    }

    private static Map<String, Object> quote(Object yesBid) {
        return Map.of("rfq_id", "r", "yes_bid", yesBid, "no_bid", "0.40", "rest_remainder", true);
    }

    @Test
    void momentsMayBeWrittenAsPeopleDo() {
        long seconds = 1_795_168_800;
        String text = "2026-11-20T10:00:00Z";
        for (Object moment : List.of(seconds, String.valueOf(seconds), text, Instant.parse(text))) {
            assertThat(query("GetTrades", Map.of("min_ts", moment))).isEqualTo("min_ts=" + seconds);
        }
        assertThat(query("GetTrades", Map.of("min_ts", "2026-11-20T05:00:00-05:00")))
                .isEqualTo("min_ts=" + seconds);
    }

    @Test
    void listsTakeEveryFormThatAListHas() {
        List<Object> forms = List.of(
                List.of("A", "B"),
                Set.copyOf(List.of("A", "B")).stream().sorted().toList(),
                new String[] {"A", "B"},
                Arrays.asList("A", null, "B"),
                "A,B",
                "A, B,",
                "[\"A\",\"B\"]",
                JsonNodeFactory.instance.arrayNode().add("A").add("B"));
        for (Object form : forms) {
            assertThat(query("GetMarkets", Map.of("tickers", form))).isEqualTo("tickers=A%2CB");
            assertThat(query("GetMarketOrderbooks", Map.of("tickers", form))).isEqualTo("tickers=A&tickers=B");
        }
        for (Object form : List.of("read,write::trade", List.of("read", "write::trade"))) {
            assertThat(body("CreateApiKey", Map.of("name", "n", "public_key", "p", "scopes", form)))
                    .hasToString("{\"name\":\"n\",\"public_key\":\"p\",\"scopes\":[\"read\",\"write::trade\"]}");
        }
        refuses(
                "CreateApiKey",
                Map.of("name", "n", "public_key", "p", "scopes", "read,wriet"),
                "found 'wriet'; did you mean write?");
        assertThat(query(
                        "GetEventForecastPercentilesHistory",
                        Map.of(
                                "ticker",
                                "E",
                                "series_ticker",
                                "S",
                                "percentiles",
                                List.of(100, "5000"),
                                "start_ts",
                                1,
                                "end_ts",
                                2,
                                "period_interval",
                                60)))
                .contains("percentiles=100&percentiles=5000");
    }

    @Test
    void textThatLooksLikeAListIsTextWhereThereIsOnlyOne() {
        assertThat(query("GetMarkets", Map.of("event_ticker", "[A"))).isEqualTo("event_ticker=%5BA");
    }

    @Test
    void emptyListsTurnOffWhatTheyList() {
        assertThat(body("SetTargetBalanceAllocation", Map.of("allocations", List.of())))
                .hasToString("{\"allocations\":[]}");
    }

    @Test
    void objectsMayBeMapsRecordsTreesOrText() {
        NewOrder order = new NewOrder(
                "M",
                BookSide.BID,
                Quantity.parse("10"),
                Price.parse("0.56"),
                "good_till_canceled",
                "maker",
                Optional.of(Instant.ofEpochSecond(1_795_168_800)));
        String expected = "{\"orders\":[{\"ticker\":\"M\",\"side\":\"bid\",\"count\":\"10.00\",\"price\":\"0.5600\","
                + "\"time_in_force\":\"good_till_canceled\",\"self_trade_prevention_type\":\"maker\","
                + "\"expiration_time\":1795168800}]}";
        assertThat(body("BatchCreateOrdersV2", Map.of("orders", List.of(order))))
                .hasToString(expected);
        String text = expected.substring("{\"orders\":".length(), expected.length() - 1);
        assertThat(body("BatchCreateOrdersV2", Map.of("orders", text))).hasToString(expected);
        assertThat(body("BatchCreateOrdersV2", Given.values(expected).orElseThrow()))
                .hasToString(expected);
        assertThat(body("BatchCreateOrdersV2", Given.values(tree(expected)).orElseThrow()))
                .hasToString(expected);
        assertThat(body("CreateOrderV2", Given.values(order).orElseThrow()))
                .isEqualTo(tree(text.substring(1, text.length() - 1)));
    }

    @Test
    void whatIsEmptyIsNotGivenAlsoInsideOfObjects() {
        Map<String, Object> cancel = new HashMap<>();
        cancel.put("order_id", "o");
        cancel.put("subaccount", "");
        cancel.put("market_ticker", null);
        assertThat(body("BatchCancelOrdersV2", Map.of("orders", List.of(cancel))))
                .hasToString("{\"orders\":[{\"order_id\":\"o\"}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "{\"a\":1} x", "{\"a\":1,\"a\":2}"})
    void damagedJsonIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Given.values(text))
                .withMessageStartingWith("expected JSON, found: ");
    }

    @Test
    void textIsNoObject() {
        refuses(
                "BatchCancelOrdersV2",
                Map.of("orders", List.of("o-1", "o-2")),
                "orders: expected a JSON object for each, found 'o-1'");
    }

    @Test
    void postsAndPutsHaveABodyBeItAnEmptyOne() {
        assertThat(request("UpgradeAccountApiUsageLevel", Map.of()).body()).isEqualTo("{}");
        assertThat(request("ResetOrderGroup", Map.of("order_group_id", "g")).body())
                .isEqualTo("{}");
        assertThat(request("CancelOrderV2", Map.of("order_id", "o")).body()).isEmpty();
        assertThat(request("GetMarkets", Map.of()).body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "exchange/status", "/a?b=c", "/a/../b", "/./a", "/a//b", "/a b", "/a%2", "/a#b", "/{x}"})
    void unlistedPathThatWouldBeSignedOtherThanSentIsRefused(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Request.of(Operation.unlisted("GET", path), Map.of()))
                .withMessageStartingWith("expected a path such as /exchange/status");
    }

    @Test
    void unlistedOperationsTakeWhatTheyAreGiven() {
        Request read = Request.of(Operation.unlisted("get", "/a/b%20c"), Map.of("x", List.of(1, 2), "y", "ü"));
        assertThat(read.target()).isEqualTo("/a/b%20c?x=1&x=2&y=%C3%BC");
        assertThat(read.body()).isEmpty();
        Map<String, Object> values = Given.values(
                        "{\"n\":5,\"b\":true,\"d\":0.5,\"t\":\"5\",\"l\":[1,\"x\"],\"o\":{\"p\":null},\"z\":null}")
                .orElseThrow();
        assertThat(Request.of(Operation.unlisted("POST", "/a"), values).body())
                .isEqualTo("{\"b\":true,\"d\":0.5,\"l\":[1,\"x\"],\"n\":5,\"o\":{\"p\":null},\"t\":\"5\"}");
    }

    private static void refuses(String operation, Map<String, ?> values, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request(operation, values))
                .withMessageContaining(message);
    }

    private static Request request(String operation, Map<String, ?> values) {
        return Request.of(Operations.named(operation), values);
    }

    private static String query(String operation, Map<String, ?> values) {
        return request(operation, values).query();
    }

    private static JsonNode body(String operation, Map<String, ?> values) {
        return tree(request(operation, values).body());
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException noJson) {
            throw new AssertionError(noJson);
        }
    }
}
