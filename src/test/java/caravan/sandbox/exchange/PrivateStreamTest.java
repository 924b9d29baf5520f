package caravan.sandbox.exchange;

import static caravan.sandbox.exchange.ExchangeRig.MARKET;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookSide;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.NewOrder;
import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.OrderGroup;
import caravan.sandbox.engine.SelfTradePrevention;
import caravan.sandbox.engine.TimeInForce;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the account hears about itself, and what everybody hears about a market's life. */
class PrivateStreamTest {
    private final ExchangeRig rig = new ExchangeRig();
    private final TestClient client = rig.client();

    @BeforeEach
    void listen() {
        client.subscribe(
                1,
                "[\"orderbook_delta\",\"fill\",\"user_orders\",\"market_positions\",\"order_group_updates\","
                        + "\"market_lifecycle_v2\"]",
                "[\"" + MARKET + "\"]");
        client.await(7);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void strangersStayStrangers() {
        int bid = rig.best(BookSide.BID);
        rig.stranger(BookSide.ASK, bid, 100);
        ExchangeRig.await(client, "orderbook_delta", 1);
        assertThat(client.frames("fill")).isEmpty();
        assertThat(client.frames("user_order")).isEmpty();
        assertThat(client.frames("market_position")).isEmpty();
        assertThat(client.frames("orderbook_delta").get(0).at("/msg").has("subaccount"))
                .isFalse();
    }

    @Test
    void anOwnOrderIsMarkedInTheBookWhetherItRestsOrTakes() {
        int bid = rig.best(BookSide.BID);
        Order resting = rig.own(BookSide.BID, 100, 300);
        rig.own(BookSide.ASK, bid, 100);
        rig.cancel(resting);
        ExchangeRig.await(client, "orderbook_delta", 3);
        assertThat(client.frames("orderbook_delta"))
                .allMatch(frame -> frame.at("/msg").has("subaccount"));
        assertThat(client.frames("orderbook_delta").stream()
                        .map(frame -> frame.at("/msg/delta_fp").asText()))
                .containsExactly("3.00", "-1.00", "-3.00");
        assertThat(client.frames("user_order").stream()
                        .map(frame -> frame.at("/msg/status").asText() + " "
                                + frame.at("/msg/last_update_reason").asText()))
                .containsExactly("resting ", "resting ", "executed Trade", "canceled ");
        JsonNode position = client.frames("market_position").get(0).path("msg");
        assertThat(position.path("position_fp").asText()).isEqualTo("-1.00");
        assertThat(position.path("volume_fp").asText()).isEqualTo("1.00");
        assertThat(client.frames("fill").get(0).at("/msg/post_position_fp").asText())
                .isEqualTo("-1.00");
        assertThat(client.frames("fill").get(0).at("/msg/book_side").asText()).isEqualTo("ask");
    }

    @Test
    void aMakersFillHasTheAggressorsSideAndItsOwn() {
        int bid = rig.best(BookSide.BID);
        rig.exchange.inWorld(world -> {
            Market market = Objects.requireNonNull(world.market(MARKET));
            return world.engine()
                    .place(new NewOrder(
                            world.own(),
                            market,
                            "mine",
                            BookSide.BID,
                            bid,
                            100,
                            TimeInForce.GOOD_TILL_CANCELED,
                            SelfTradePrevention.TAKER_AT_CROSS,
                            0,
                            false,
                            false,
                            false,
                            null));
        });
        // All that is bid at this price.
        rig.stranger(BookSide.ASK, bid, 10_000_000);
        ExchangeRig.await(client, "fill", 1);
        JsonNode fill = client.frames("fill").get(0).path("msg");
        assertThat(fill.path("is_taker").asBoolean()).isFalse();
        assertThat(fill.path("side").asText()).isEqualTo("no");
        assertThat(fill.path("purchased_side").asText()).isEqualTo("yes");
        assertThat(fill.path("outcome_side").asText()).isEqualTo("yes");
        assertThat(fill.path("book_side").asText()).isEqualTo("bid");
        assertThat(fill.has("client_order_id")).isFalse();
        assertThat(client.frames("user_order").get(0).at("/msg/client_order_id").asText())
                .isEqualTo("mine");
    }

    @Test
    void groupsTellTheirLives() {
        rig.exchange.inWorld(world -> {
            OrderGroup group = world.engine().createGroup(world.own(), 10_000);
            world.engine().limit(group, 5_000);
            world.engine().trigger(group);
            world.engine().reset(group);
            world.engine().delete(group);
            return group.id();
        });
        ExchangeRig.await(client, "order_group_updates", 5);
        List<JsonNode> frames = client.frames("order_group_updates");
        assertThat(frames.stream().map(frame -> frame.at("/msg/event_type").asText()))
                .containsExactly("created", "limit_updated", "triggered", "reset", "deleted");
        assertThat(frames.stream().map(frame -> frame.path("seq").asInt())).containsExactly(1, 2, 3, 4, 5);
        assertThat(frames.get(1).at("/msg/contracts_limit_fp").asText()).isEqualTo("50.00");
    }

    @Test
    void marketsAreLedThroughTheirLives() {
        Order waiting = rig.own(BookSide.BID, 100, 300);
        String market = "/markets/" + MARKET;
        for (String step : List.of(
                "/pause", "/activate", "/close", "/determine?result=yes", "/dispute", "/amend?result=no", "/settle")) {
            assertThat(client.post(market + step, "").statusCode()).as(step).isEqualTo(200);
        }
        assertThat(client.post(market + "/settle", "").body()).contains("expected a market that this can happen to");
        ExchangeRig.await(client, "market_lifecycle_v2", 5);
        assertThat(client.frames("market_lifecycle_v2").stream()
                        .filter(frame -> frame.at("/msg/market_ticker").asText().equals(MARKET))
                        .map(frame -> frame.at("/msg/event_type").asText()))
                .containsExactly("deactivated", "activated", "close_date_updated", "determined", "settled");
        assertThat(waiting.isResting()).isFalse();
        List<JsonNode> orders = client.frames("user_order");
        assertThat(orders.get(orders.size() - 1).at("/msg/last_update_reason").asText())
                .isEqualTo("HaltCancel");
    }

    @Test
    void aScalarResultHasItsValue() {
        client.post("/markets/" + MARKET + "/close", "");
        assertThat(client.post("/markets/" + MARKET + "/determine?result=perhaps", "")
                        .statusCode())
                .isEqualTo(400);
        client.post("/markets/" + MARKET + "/determine?result=scalar&value=0.3700", "");
        Awaitility.await()
                .until(() -> client.frames("market_lifecycle_v2").stream()
                        .anyMatch(frame ->
                                frame.at("/msg/settlement_value").asText().equals("0.3700")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"14.0001", "-1", "0.12345", "1e-999999999", "9e999999999", "NaN", "1d", ""})
    void aMultiplierThatFeesCannotHaveIsRefused(String multiplier) {
        HttpResponse<String> answer = client.post("/events/KXFEDDECISION-26DEC/fees?multiplier=" + multiplier, "");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestClient.json(answer.body()).path("details").asText())
                .startsWith("expected a")
                .contains("multiplier", "found");
    }

    @Test
    void theLargestMultiplierIsTaken() {
        assertThat(client.post("/events/KXFEDDECISION-26DEC/fees?multiplier=14", "")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void eventsCanChangeTheirFees() {
        client.post("/events/KXFEDDECISION-26DEC/fees?type=quadratic&multiplier=0.5", "");
        JsonNode event = TestClient.json(
                        client.get("/events/KXFEDDECISION-26DEC").body())
                .path("event");
        assertThat(event.path("fee_type_override").asText()).isEqualTo("quadratic");
        assertThat(event.path("fee_multiplier_override").asText()).isEqualTo("0.5");
        client.post("/events/KXFEDDECISION-26DEC/fees", "");
        assertThat(TestClient.json(client.get("/events/KXFEDDECISION-26DEC").body())
                        .path("event")
                        .has("fee_type_override"))
                .isFalse();
        JsonNode changes = TestClient.json(client.get("/events/fee_changes?event_ticker=KXFEDDECISION-26DEC")
                        .body())
                .path("event_fee_changes");
        assertThat(changes).hasSize(2);
        assertThat(changes.get(0).path("fee_multiplier_override").asText()).isEqualTo("0.5");
        assertThat(changes.get(1).path("fee_type_override").isNull()).isTrue();
        assertThat(TestClient.json(client.get("/events/fee_changes?event_ticker=KXNONE")
                                .body())
                        .path("event_fee_changes"))
                .isEmpty();
        ExchangeRig.await(client, "event_fee_update", 2);
        assertThat(client.frames("event_fee_update")
                        .get(0)
                        .at("/msg/fee_multiplier_override")
                        .asText())
                .isEqualTo("0.5");
        assertThat(client.frames("event_fee_update")
                        .get(1)
                        .at("/msg/fee_type_override")
                        .isNull())
                .isTrue();
    }

    @Test
    void pausesAndMaintenanceAreToldByTheStatus() {
        client.post("/trading/pause", "");
        assertThat(status().path("trading_active").asBoolean()).isFalse();
        client.post("/trading/resume", "");
        client.post("/maintenance?seconds=3600", "");
        assertThat(status().path("exchange_active").asBoolean()).isFalse();
        assertThat(status().path("exchange_estimated_resume_time").asText())
                .isEqualTo(rig.clock
                        .instant()
                        .plus(Duration.ofHours(1))
                        .truncatedTo(java.time.temporal.ChronoUnit.MICROS)
                        .toString());
        client.post("/exchange/resume", "");
        assertThat(status().path("trading_active").asBoolean()).isTrue();
        assertThat(status().has("exchange_estimated_resume_time")).isFalse();
    }

    @Test
    void newMarketsAndTheirEventsAreAnnounced() {
        try (ExchangeRig lively = new ExchangeRig(options -> options.withShortMarkets(Duration.ofMinutes(2)))) {
            TestClient listener = lively.client();
            listener.send("{\"id\":1,\"cmd\":\"subscribe\",\"params\":{\"channels\":[\"market_lifecycle_v2\"]}}");
            listener.await(1);
            for (int i = 0; i < 20; i++) {
                lively.pass(Duration.ofSeconds(30));
            }
            ExchangeRig.await(listener, "event_lifecycle", 1);
            JsonNode created = listener.frames("market_lifecycle_v2").stream()
                    .filter(frame -> frame.at("/msg/event_type").asText().equals("created"))
                    .findFirst()
                    .orElseThrow();
            assertThat(created.at("/msg/additional_metadata/event_ticker").asText())
                    .isNotEmpty();
            assertThat(created.at("/msg/price_ranges/0/step").asText()).isNotEmpty();
            assertThat(created.at("/msg/close_ts").asLong())
                    .isGreaterThan(created.at("/msg/open_ts").asLong());
            JsonNode quick = TestClient.json(lively.caller()
                            .get("/markets?series_ticker=KXDEMOCOIN")
                            .body())
                    .at("/markets/0");
            assertThat(quick.path("settlement_timer_seconds").asInt()).isEqualTo(10);
        }
    }

    private JsonNode status() {
        return TestClient.json(client.get("/exchange/status").body());
    }
}
