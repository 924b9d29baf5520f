package caravan.kalshi.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import caravan.Shared;
import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Operations;
import caravan.kalshi.catalogue.Paging;
import caravan.kalshi.wire.RestDecoder;
import caravan.model.Page;
import caravan.rules.PriceGrid;
import caravan.rules.PriceStructure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the exchange once answered, answered again by a server on loopback: nothing of it gets lost. */
class RecordedAnswersTest extends CallsOverLoopback {
    private static final String CASES = "rest_demo_v2_cases_2026-06-11_part.jsonl";
    private static final String GOLDEN = "rest_v1_golden_2026-01_part.jsonl";
    private static final String QUOTES = "rest_demo_rfq_accept_yes_2026-07-06.jsonl";
    private static final String FACTS = "rest_demo_rfq_account_facts_2026-07-06.jsonl";
    private static final String MARKET = "rest_prod_market_single_2026-08.json";
    private static final String FILLS = "rest_prod_portfolio_fills_redacted_2026-08.json";
    private static final String GRIDS = "rest_prod_price_grids_2026-08.json";

    /** The old names of what had the same answer then. */
    private static final Map<String, String> GOLDEN_OPERATIONS = Map.ofEntries(
            Map.entry("batch_create_orders", "BatchCreateOrdersV2"),
            Map.entry("create_order", "GetOrder"),
            Map.entry("exchange_schedule", "GetExchangeSchedule"),
            Map.entry("exchange_status", "GetExchangeStatus"),
            Map.entry("incentive_programs", "GetIncentivePrograms"),
            Map.entry("market_single", "GetMarket"),
            Map.entry("order_group_create", "CreateOrderGroup"),
            Map.entry("orderbook", "GetMarketOrderbook"),
            Map.entry("portfolio_balance", "GetBalance"),
            Map.entry("portfolio_fills", "GetFills"),
            Map.entry("portfolio_positions", "GetPositions"));

    private static final Map<String, String> STEPS = Map.of(
            "rfq_created", "CreateRFQ",
            "market_payload", "GetMarket",
            "orderbook", "GetMarketOrderbook",
            "fills_by_creator_order_id", "GetFills",
            "endpoint_costs", "GetAccountEndpointCosts",
            "api_limits", "GetAccountApiLimits",
            "communications_id", "GetCommunicationsID");

    /** Markets had these fields until 9 July 2026. */
    private static final Map<String, String> TAKEN_AWAY_IN_JULY =
            Map.of("GetMarket", "[Market.fractional_trading_enabled, Market.response_price_units] []");

    private record Recorded(Operation operation, int status, JsonNode body) {}

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AnswerFields fields = new AnswerFields(meters);

    @BeforeEach
    void watchFields() {
        client.observe(fields::check);
    }

    @Test
    void demoCasesComeBackWhole() {
        List<Recorded> recorded = cases();
        assertThat(recorded).hasSize(18);
        for (Recorded one : recorded) {
            if (one.status() < 300) {
                comesBackWhole(one);
            } else {
                answer(one);
                KalshiException failure =
                        catchThrowableOfType(KalshiException.class, () -> client.json(one.operation(), values(one)));
                JsonNode error =
                        one.body().path("error").isObject() ? one.body().path("error") : one.body();
                assertThat(failure.status()).isEqualTo(one.status());
                assertThat(failure.code()).isEqualTo(error.path("code").asText(""));
            }
        }
        assertThat(drift()).isEqualTo(TAKEN_AWAY_IN_JULY);
    }

    /** In the form of January 2026, which nobody sends any more and which is read all the same. */
    @Test
    void goldenFilesComeBackWhole() {
        List<String> lines = Shared.lines(GOLDEN);
        assertThat(lines).hasSize(11);
        for (String line : lines) {
            JsonNode recorded = json(line);
            String endpoint = recorded.path("_metadata").path("endpoint").asText();
            comesBackWhole(
                    new Recorded(Operations.named(GOLDEN_OPERATIONS.get(endpoint)), 200, recorded.path("response")));
        }
    }

    @Test
    void quotesAndFactsComeBackWhole() {
        List<Recorded> recorded = new ArrayList<>();
        for (String file : List.of(QUOTES, FACTS)) {
            for (String line : Shared.lines(file)) {
                JsonNode step = json(line);
                JsonNode data = step.path("data");
                String name = step.path("step").asText();
                if (STEPS.containsKey(name)) {
                    recorded.add(new Recorded(Operations.named(STEPS.get(name)), 200, data));
                } else if (name.equals("quote_terminal")) {
                    recorded.add(new Recorded(
                            Operations.named("GetQuote"),
                            200,
                            JsonNodeFactory.instance.objectNode().set("quote", data)));
                } else if (data.has("label")) {
                    recorded.add(new Recorded(Operations.named("GetBalance"), 200, data.path("balance")));
                    recorded.add(new Recorded(Operations.named("GetPositions"), 200, data.path("positions")));
                    recorded.add(new Recorded(Operations.named("GetFills"), 200, data.path("fills")));
                }
            }
        }
        assertThat(recorded).hasSize(20);
        recorded.forEach(this::comesBackWhole);
        assertThat(drift()).isEqualTo(TAKEN_AWAY_IN_JULY);
    }

    @Test
    void answersOfProductionComeBackWhole() throws IOException {
        JsonNode market = json(Files.readString(Shared.recording(MARKET)));
        JsonNode fills = json(Files.readString(Shared.recording(FILLS))).path("payload");
        comesBackWhole(new Recorded(Operations.named("GetMarket"), 200, market.path("single")));
        comesBackWhole(new Recorded(Operations.named("GetMarketOrderbook"), 200, market.path("orderbook")));
        comesBackWhole(new Recorded(Operations.named("GetFills"), 200, fills));
        // Whoever took the identities out of the recording took the cursor too.
        assertThat(drift()).isEqualTo(Map.of("GetFills", "[] [cursor]"));
    }

    @Test
    void gridsOfProductionAreThoseOfTheirNames() throws IOException {
        for (JsonNode grid : json(Files.readString(Shared.recording(GRIDS))).path("grids")) {
            List<PriceGrid.Band> bands = StreamSupport.stream(
                            grid.path("price_ranges").spliterator(), false)
                    .map(range -> PriceGrid.Band.parse(
                            range.path("start").asText(),
                            range.path("end").asText(),
                            range.path("step").asText()))
                    .toList();
            assertThat(PriceStructure.of(grid.path("price_level_structure").asText()))
                    .get()
                    .satisfies(structure -> assertThat(structure.grid().bands()).isEqualTo(bands));
        }
    }

    private static List<Recorded> cases() {
        return Shared.lines(CASES).stream()
                .map(RecordedAnswersTest::json)
                .map(recorded -> new Recorded(
                        operation(
                                recorded.path("method").asText(),
                                recorded.path("path").asText()),
                        recorded.path("status").asInt(),
                        recorded.path("response")))
                .toList();
    }

    private static Operation operation(String method, String path) {
        String plain = path.replace("/trade-api/v2", "").replaceAll("\\?.*", "");
        return Operations.all().stream()
                .filter(operation -> operation.method().equals(method)
                        && plain.matches(operation.path().replaceAll("\\{[^}]*}", "[^/]+")))
                .min((one, other) ->
                        Boolean.compare(one.path().contains("{"), other.path().contains("{")))
                .orElseThrow(() -> new AssertionError("no operation for " + method + " " + path));
    }

    /** As JSON to the last digit, and as a word of the model with everything that is on it. */
    private void comesBackWhole(Recorded recorded) {
        answer(recorded);
        Operation operation = recorded.operation();
        assertThat(client.json(operation, values(recorded))).isEqualTo(recorded.body());
        Object typed = client.call(operation, values(recorded));
        if (typed instanceof Page<?> page) {
            assertThat(page.unreadable()).isEmpty();
            Paging paging = operation.paging().orElseThrow();
            assertThat(page.items()).hasSameSizeAs(recorded.body().path(paging.items()));
            assertThat(page.cursor())
                    .isEqualTo(recorded.body().path(paging.cursor()).asText(""));
        }
    }

    private void answer(Recorded recorded) {
        byte[] body = recorded.body().toString().getBytes(StandardCharsets.UTF_8);
        server.answerFromNowOn(exchange -> {
            exchange.sendResponseHeaders(recorded.status(), body.length);
            exchange.getResponseBody().write(body);
        });
    }

    private static Map<String, Object> values(Recorded recorded) {
        Map<String, Object> values = new HashMap<>();
        recorded.operation().parameters().stream()
                .filter(parameter -> parameter.required())
                .forEach(parameter -> values.put(parameter.name(), Samples.of(parameter)));
        return values;
    }

    private Map<String, String> drift() {
        Map<String, String> drift = new TreeMap<>();
        fields.drift().forEach(one -> drift.put(one.operation(), one.unknown() + " " + one.missing()));
        return drift;
    }

    private static JsonNode json(String text) {
        return RestDecoder.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
