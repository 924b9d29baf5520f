package caravan.sandbox.exchange.rest;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.Shared;
import caravan.model.BookSide;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Requests that were once made to the exchange are answered here in the same way. */
class RecordedCasesTest {
    private static final String CASES = "rest_demo_v2_cases_2026-06-11_part.jsonl";
    private static final String GOLDEN = "rest_v1_golden_2026-01_part.jsonl";
    private static final String RECORDED_TICKER = "KXWTACHALLENGERMATCH-26JUN11JIMLEP-LEP";
    /** Dollars, as the account had them then. */
    private static final long CASH = 98_018_600;

    /** The order in which the cases were made, as their timestamps tell. */
    private static final List<String> ORDER = List.of(
            "exchange__status",
            "account__limits",
            "markets__limit_over_max",
            "markets__unauth_single",
            "orders__create_v2_maker",
            "orders__numeric_field_types",
            "orders__post_only_cross",
            "orders__insufficient_balance",
            "orders__cancel_v2",
            "orders__duplicate_client_order_id",
            "orders__cancel_already_canceled",
            "orders__create_v2_taker_ioc",
            "fills__after_taker",
            "portfolio__positions",
            "auth__balance_ok");

    /** These never get as far as REST: signatures are checked before, and AuthenticationTest holds their bodies. */
    private static final Set<String> BEFORE_REST =
            Set.of("auth__bad_signature", "auth__missing_signature_header", "auth__skew_minus30s");

    /** What was answered then and is not now. */
    private static final Map<String, String> GONE = Map.ofEntries(
            Map.entry("error.service:STRING", "left the exchange on 2026-08-06"),
            Map.entry("market_positions[].resting_orders_count:NUMBER", "not in the document since August 2026"),
            Map.entry("market.fractional_trading_enabled:BOOLEAN", "left on 2026-07-09"),
            Map.entry("market.response_price_units:STRING", "left on 2026-07-09"),
            Map.entry("market.liquidity_dollars:STRING", "left on 2026-10-01"),
            Map.entry("market.strike_type:STRING", "the sandbox's games have no strikes"),
            Map.entry("market.custom_strike:OBJECT", "the sandbox's games have no strikes"),
            Map.entry("market.custom_strike.tennis_competitor:STRING", "the sandbox's games have no strikes"),
            Map.entry("exchange_estimated_resume_time:NULL", "told only while the exchange is paused"));

    /** What is answered now and was not then. */
    private static final Map<String, String> NEW = Map.ofEntries(
            Map.entry("market.exchange_index:NUMBER", "since July 2026"),
            Map.entry("market.settlement_bounds_type:STRING", "since 2026-10-01"),
            Map.entry("fills[].exchange_index:NUMBER", "since August 2026"),
            Map.entry("market_positions[].exchange_index:NUMBER", "since August 2026"),
            Map.entry("intra_exchange_transfers_active:BOOLEAN", "in the document since August 2026"),
            Map.entry("exchange_index_statuses:ARRAY", "in the document since August 2026"),
            Map.entry("exchange_index_statuses[]:OBJECT", "in the document since August 2026"),
            Map.entry("exchange_index_statuses[].exchange_index:NUMBER", "in the document since August 2026"),
            Map.entry("exchange_index_statuses[].description:STRING", "in the document since August 2026"),
            Map.entry("exchange_index_statuses[].exchange_active:BOOLEAN", "in the document since August 2026"),
            Map.entry("exchange_index_statuses[].trading_active:BOOLEAN", "in the document since August 2026"),
            Map.entry(
                    "exchange_index_statuses[].intra_exchange_transfers_active:BOOLEAN",
                    "in the document since August 2026"),
            Map.entry("subaccount:NUMBER", "order groups name their subaccount since V2"),
            Map.entry("exchange_index:NUMBER", "order groups name their shard since V2"));

    private final Desk desk = new Desk(RestOptions.DEFAULT.unlimited(), CASH);
    private String recordedOrder = "";
    private String ownOrder = "";

    @Test
    void sameStatusSameCodeSameShape() {
        Map<String, JsonNode> cases = Shared.lines(CASES).stream()
                .map(Desk::json)
                .collect(Collectors.toMap(line -> line.path("case").asText(), line -> line));
        Set<String> known = new TreeSet<>(ORDER);
        known.addAll(BEFORE_REST);
        assertThat(known).isEqualTo(new TreeSet<>(cases.keySet()));
        for (String name : ORDER) {
            replay(name, cases.get(name));
        }
    }

    private void replay(String name, JsonNode recorded) {
        if (name.equals("orders__create_v2_taker_ioc")) {
            desk.strangers(BookSide.ASK, desk.bestAsk(), 100);
        }
        JsonNode response = recorded.path("response");
        String path =
                recorded.path("path").asText().replace("/trade-api/v2", "").replace(RECORDED_TICKER, Desk.RIV);
        if (!recordedOrder.isEmpty()) {
            path = path.replace(recordedOrder, ownOrder);
        }
        JsonNode request = recorded.path("request_body");
        Answer answer = request.isObject()
                ? desk.send(
                        recorded.path("method").asText(),
                        path,
                        request.toString().replace(RECORDED_TICKER, Desk.RIV))
                : desk.send(recorded.path("method").asText(), path, null, "");
        if (name.equals("orders__create_v2_maker")) {
            recordedOrder = response.path("order_id").asText();
            ownOrder = answer.body().path("order_id").asText();
        }
        desk.advance(Duration.ofSeconds(1));
        assertThat(answer.status())
                .as(name + " " + answer)
                .isEqualTo(recorded.path("status").asInt());
        for (String field :
                List.of("/error/code", "/error/message", "/error/details", "/code", "/message", "/details", "/msg")) {
            assertThat(answer.body().at(field)).as(name + " " + field).isEqualTo(response.at(field));
        }
        requireSameShape(name, response, answer.body());
    }

    /** Answers of January 2026 that still have their form. */
    @Test
    void goldenAnswersOfTheFirstVersionThatStillHold() {
        Map<String, JsonNode> golden = Shared.lines(GOLDEN).stream()
                .map(Desk::json)
                .collect(Collectors.toMap(
                        line -> line.path("file").asText(), line -> line.path("response"), (a, b) -> a));
        Map<String, Answer> answers = new LinkedHashMap<>();
        answers.put("exchange_schedule_response.json", desk.get("/exchange/schedule"));
        answers.put("exchange_status_response.json", desk.get("/exchange/status"));
        answers.put(
                "order_group_create_response.json",
                desk.post("/portfolio/order_groups/create", "{\"contracts_limit\":1}"));
        answers.forEach((file, answer) -> requireSameShape(file, golden.get(file), answer.body()));
        assertThat(answers.get("exchange_schedule_response.json").body())
                .isEqualTo(golden.get("exchange_schedule_response.json"));
    }

    private static void requireSameShape(String name, JsonNode recorded, JsonNode answered) {
        Set<String> before = shape("", recorded);
        Set<String> now = shape("", answered);
        Set<String> missing = new TreeSet<>(before);
        missing.removeAll(now);
        missing.removeAll(GONE.keySet());
        Set<String> added = new TreeSet<>(now);
        added.removeAll(before);
        added.removeAll(NEW.keySet());
        assertThat(missing).as(name + ": fields that are missing").isEmpty();
        assertThat(added).as(name + ": fields that are new").isEmpty();
    }

    /** The paths of all fields with their JSON types. */
    private static Set<String> shape(String path, JsonNode node) {
        Set<String> shape = new TreeSet<>();
        if (!path.isEmpty()) {
            shape.add(path + ":" + node.getNodeType());
        }
        node.properties()
                .forEach(entry -> shape.addAll(
                        shape(path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), entry.getValue())));
        if (node.isArray()) {
            node.forEach(item -> shape.addAll(shape(path + "[]", item)));
        }
        return shape;
    }
}
