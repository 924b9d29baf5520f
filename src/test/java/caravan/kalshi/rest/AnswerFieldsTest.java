package caravan.kalshi.rest;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.TestCamel;
import caravan.kalshi.KalshiComponent;
import caravan.kalshi.auth.RequestSigner;
import caravan.kalshi.auth.SigningKey;
import caravan.kalshi.auth.TestKeys;
import caravan.kalshi.catalogue.AnswerShape;
import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Operations;
import caravan.kalshi.catalogue.Paging;
import caravan.model.Page;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class AnswerFieldsTest {
    private static final Operation ORDER_GROUPS = Operations.named("GetOrderGroups");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AnswerFields fields = new AnswerFields(meters);

    @Test
    void everyOperationHasFieldsButOne() {
        assertThat(Operations.all())
                .filteredOn(operation -> AnswerShape.of(operation).isEmpty())
                .extracting(Operation::name)
                .as("operations of whose answers nothing is known")
                .containsExactly("GetWeatherIndexCalibrations");
    }

    @Test
    void answersHaveTheFieldsThatPagingGoesBy() {
        for (Operation operation : Operations.all()) {
            AnswerShape shape = AnswerShape.of(operation).orElse(null);
            operation
                    .paging()
                    .ifPresent(paging -> assertThat(List.of(paging.items(), paging.cursor()))
                            .as(operation.name())
                            .allMatch(field -> shape.field(field) != null));
            assertThat(operation.paging().map(Paging::items).map(shape == null ? any -> null : shape::field))
                    .as(operation.name())
                    .matches(items -> items.isEmpty() || items.get().shape() != null);
        }
    }

    @Test
    void expectedAnswerIsNoDrift() {
        fields.check(ORDER_GROUPS, groups(group("1"), group("2").putNull("contracts_limit_fp")));
        assertThat(fields.drift()).isEmpty();
        assertThat(counted("unknown")).isZero();
        assertThat(counted("missing")).isZero();
    }

    @Test
    void unknownAndMissingFieldsAreNamedAndCountedOnceAnAnswer() {
        ObjectNode answer = groups(group("1").put("color", "red"), group("2").put("color", "blue"));
        answer.put("cursor", "");
        ((ObjectNode) answer.path("order_groups").get(1)).remove("id");
        fields.check(ORDER_GROUPS, answer);
        fields.check(ORDER_GROUPS, answer);
        assertThat(fields.drift())
                .containsExactly(new AnswerFields.Drift(
                        "GetOrderGroups", List.of("OrderGroup.color", "cursor"), List.of("OrderGroup.id")));
        assertThat(counted("unknown")).isEqualTo(4);
        assertThat(counted("missing")).isEqualTo(2);
    }

    @Test
    void nullIsNotMissing() {
        fields.check(ORDER_GROUPS, groups(group("1").putNull("id")));
        assertThat(fields.drift()).isEmpty();
    }

    @Test
    void answersWithoutContentAreHeldAgainstNothing() {
        fields.check(Operations.named("CancelAllOrdersV2"), JsonNodeFactory.instance.objectNode());
        fields.check(Operation.unlisted("GET", "/brand/new"), groups());
        fields.check(Operations.named("GetWeatherIndexCalibrations"), groups());
        fields.check(ORDER_GROUPS, JsonNodeFactory.instance.nullNode());
        fields.check(ORDER_GROUPS, JsonNodeFactory.instance.arrayNode());
        fields.check(ORDER_GROUPS, JsonNodeFactory.instance.objectNode().put("order_groups", "none"));
        assertThat(fields.drift()).isEmpty();
    }

    /** Of a long list some items are looked at, others with each answer, so that none stays unseen for long. */
    @Test
    void everyPlaceOfAListIsLookedAtSometime() {
        ObjectNode[] items = new ObjectNode[100];
        for (int i = 0; i < items.length; i++) {
            items[i] = group("" + i);
        }
        items[57].put("rare", true);
        ObjectNode answer = groups(items);
        for (int i = 0; i < 13; i++) {
            fields.check(ORDER_GROUPS, answer);
        }
        assertThat(fields.drift().get(0).unknown()).containsExactly("OrderGroup.rare");
        assertThat(counted("unknown")).isOne();
    }

    @Test
    void listsOfListsAreLookedInto() {
        ObjectNode candle = JsonNodeFactory.instance.objectNode().put("surprise", 1);
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("adjusted_end_ts", 1);
        answer.putArray("market_tickers").add("M");
        answer.putArray("market_candlesticks").addArray().add(candle);
        fields.check(Operations.named("GetMarketCandlesticksByEvent"), answer);
        assertThat(fields.drift().get(0).unknown()).containsExactly("Candlestick.surprise");
    }

    @Test
    void namesFromOutsideAreFewShortAndHarmless() {
        for (int i = 0; i < 40; i++) {
            ObjectNode answer = groups();
            for (int j = 0; j < 40; j++) {
                answer.put("field" + (i * 40 + j), j);
            }
            fields.check(ORDER_GROUPS, answer);
        }
        assertThat(fields.drift().get(0).unknown()).hasSize(50);
        AnswerFields others = new AnswerFields(meters);
        others.check(ORDER_GROUPS, groups().put("a\nb <b>" + "x".repeat(10_000), 1));
        assertThat(others.drift().get(0).unknown().get(0))
                .startsWith("a?b??b?x")
                .hasSizeLessThan(70);
        assertThat(meters.getMeters()).allMatch(meter -> meter.getId().getTags().size() == 1);
    }

    @Test
    void callsOfRoutesAreLookedAtAndNeverFailByIt() throws IOException {
        try (LoopbackServer server = new LoopbackServer().allowingPlenty();
                DefaultCamelContext context = TestCamel.context()) {
            KalshiComponent kalshi = new KalshiComponent();
            kalshi.setRestUrl(server.base().toString());
            kalshi.setSigner(new RequestSigner(
                    "key-id", SigningKey.fromPem(TestKeys.pkcs8(TestKeys.ED25519)), InstantSource.system()));
            kalshi.setMeterRegistry(meters);
            context.addComponent("kalshi", kalshi);
            context.start();
            assertThat(kalshi.getAnswerDrift()).isEmpty();
            server.answering(200, "{\"fills\":null,\"brand_new\":{\"a\":[1]}}");
            assertThat(context.createProducerTemplate().requestBody("kalshi:GetFills", (Object) null))
                    .isEqualTo(new Page<>(List.of(), ""));
            assertThat(kalshi.getAnswerDrift())
                    .containsExactly(new AnswerFields.Drift("GetFills", List.of("brand_new"), List.of("cursor")));
            assertThat(meters.get("kalshi.answers.unknown.fields")
                            .tag("operation", "GetFills")
                            .counter()
                            .count())
                    .isOne();
        }
    }

    private static ObjectNode groups(JsonNode... groups) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("order_groups");
        for (JsonNode group : groups) {
            list.add(group);
        }
        return answer;
    }

    private static ObjectNode group(String id) {
        return JsonNodeFactory.instance.objectNode().put("id", id).put("is_auto_cancel_enabled", false);
    }

    private double counted(String kind) {
        return meters.get("kalshi.answers." + kind + ".fields")
                .tag("operation", "GetOrderGroups")
                .counter()
                .count();
    }
}
