package caravan.sandbox.exchange.rest;

import static caravan.sandbox.exchange.rest.Desk.EVENT;
import static caravan.sandbox.exchange.rest.Desk.ORDERS;
import static caravan.sandbox.exchange.rest.Desk.RIV;
import static caravan.sandbox.exchange.rest.Desk.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.model.BookSide;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.MarketResult;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortfolioApiTest {
    /** The other market of the event. */
    private static final String OTHER = "KXDEMOGAME-26NOV22RIVLAK-LAK";

    private final Desk desk = new Desk();

    @Test
    void theBalanceIsCashInCentsAndInDollars() {
        desk.strangers(BookSide.ASK, desk.bestAsk(), 10_000);
        desk.take("bid", Desk.dollars(desk.bestAsk()), "10.00");
        JsonNode balance = desk.read("/portfolio/balance");
        long cash = desk.world.own().cash();
        assertThat(balance.path("balance").asLong()).isEqualTo(cash / 10_000);
        assertThat(balance.path("balance_dollars").asText())
                .isEqualTo(caravan.sandbox.wire.Words.money(cash).replaceAll("..$", ""));
        assertThat(balance.path("portfolio_value").asLong())
                .isEqualTo(10L * desk.market().lastPrice() / 100);
        assertThat(balance.at("/balance_breakdown/0/balance")).isEqualTo(balance.path("balance_dollars"));
    }

    @Test
    void restingOrdersHoldBackMoney() {
        desk.place("bid", "0.0200", "10.00");
        assertThat(desk.read("/portfolio/summary/total_resting_order_value")
                        .path("total_resting_order_value")
                        .asInt())
                .isEqualTo(20);
    }

    @Test
    void aPositionIsToldByMarketAndByEvent() {
        int ask = desk.bestAsk();
        desk.take("bid", Desk.dollars(ask), "2.00");
        JsonNode positions = desk.read("/portfolio/positions");
        JsonNode market = positions.at("/market_positions/0");
        assertThat(market.path("position_fp").asText()).isEqualTo("2.00");
        assertThat(market.path("market_exposure_dollars").asText())
                .isEqualTo(caravan.sandbox.wire.Words.money(200L * ask));
        assertThat(positions.at("/event_positions/0/event_ticker").asText()).isEqualTo(EVENT);
        assertThat(positions.at("/event_positions/0/event_exposure_dollars"))
                .isEqualTo(market.path("market_exposure_dollars"));
        assertThat(desk.read("/portfolio/positions?ticker=KXRAINSEA-26DEC01-T0").path("market_positions"))
                .isEmpty();
        assertThat(desk.read("/portfolio/positions?count_filter=position").path("market_positions"))
                .hasSize(1);
        assertThat(desk.get("/portfolio/positions?count_filter=volume").status())
                .isEqualTo(400);
    }

    @Test
    void anEventIsSummedUpAlsoWhereItsMarketsAreOnTwoPages() {
        desk.take("bid", Desk.dollars(desk.bestAsk()), "2.00");
        takeOther("3.00");
        JsonNode all = desk.read("/portfolio/positions");
        JsonNode first = desk.read("/portfolio/positions?limit=1");
        JsonNode second = desk.read(
                "/portfolio/positions?limit=1&cursor=" + first.path("cursor").asText());
        assertThat(all.path("market_positions")).hasSize(2);
        assertThat(all.path("event_positions")).hasSize(1);
        assertThat(all.at("/event_positions/0/total_cost_shares_fp").asText()).isEqualTo("5.00");
        assertThat(first.path("market_positions")).hasSize(1);
        assertThat(first.path("event_positions")).isEqualTo(all.path("event_positions"));
        assertThat(second.path("event_positions")).isEqualTo(all.path("event_positions"));
    }

    @Test
    void anEventsPositionsBecomeHistoricalTogether() {
        Desk desk = new Desk(new RestOptions(Tier.BASIC, false, Duration.ofMinutes(10)), 10_000_000_000L);
        desk.take("bid", Desk.dollars(desk.bestAsk()), "2.00");
        settle(desk, desk.market());
        desk.advance(Duration.ofMinutes(30));
        String live = "/portfolio/positions?settlement_status=all";
        assertThat(desk.read(live).path("market_positions")).hasSize(1);
        assertThat(desk.read("/historical/positions").path("market_positions")).isEmpty();
        settle(desk, desk.records.market(OTHER).market());
        desk.advance(Duration.ofMinutes(30));
        assertThat(desk.read(live).path("market_positions")).isEmpty();
        assertThat(desk.read("/historical/positions").path("market_positions")).hasSize(1);
    }

    private static void settle(Desk desk, Market market) {
        desk.engine().life().moveClose(market, desk.engine().now());
        desk.engine().life().determine(market, MarketResult.YES);
    }

    private void takeOther(String count) {
        Market market = desk.records.market(OTHER).market();
        String price = Desk.dollars(market.book().best(BookSide.ASK));
        body(desk.post(ORDERS, """
                {"ticker":"%s","client_order_id":"other","side":"bid","price":"%s","count":"%s",\
                "time_in_force":"immediate_or_cancel","self_trade_prevention_type":"taker_at_cross"}""".formatted(OTHER, price, count)), 201);
    }

    @Test
    void aSettlementPaysAndThePositionIsOver() {
        desk.take("bid", Desk.dollars(desk.bestAsk()), "2.00");
        desk.engine().life().moveClose(desk.market(), desk.engine().now());
        desk.engine().life().determine(desk.market(), MarketResult.YES);
        desk.advance(Duration.ofMinutes(6));
        JsonNode settlement = desk.read("/portfolio/settlements?ticker=" + RIV).at("/settlements/0");
        assertThat(settlement.path("market_result").asText()).isEqualTo("yes");
        assertThat(settlement.path("yes_count_fp").asText()).isEqualTo("2.00");
        assertThat(settlement.path("revenue").asInt()).isEqualTo(200);
        assertThat(settlement.path("value").asInt()).isEqualTo(100);
        assertThat(desk.read("/portfolio/positions").path("market_positions")).isEmpty();
        assertThat(desk.read("/portfolio/positions?settlement_status=settled").path("market_positions"))
                .hasSize(1);
    }

    @Test
    void pagesOfFillsShowEachOnce() {
        for (int i = 0; i < 7; i++) {
            desk.take("bid", "0.9900", "1.00");
        }
        Set<String> seen = new HashSet<>();
        String cursor = "";
        do {
            JsonNode page = desk.read("/portfolio/fills?limit=2&cursor=" + cursor);
            page.path("fills").forEach(fill -> seen.add(fill.path("trade_id").asText()));
            cursor = page.path("cursor").asText();
        } while (!cursor.isEmpty());
        assertThat(seen).hasSize(7);
        assertThat(desk.read("/portfolio/fills?ticker=" + RIV + ",KXRAINSEA-26DEC01-T0")
                        .path("fills"))
                .hasSize(7);
        assertThat(desk.read("/portfolio/fills?min_ts=" + (Desk.START / 1_000_000 + 1))
                        .path("fills"))
                .isEmpty();
    }

    @Test
    void readsMayLagBehindWhatWasAnswered() {
        desk.records.lag(Duration.ofMillis(500));
        desk.advance(Duration.ofSeconds(1));
        long cash = desk.read("/portfolio/balance").path("balance").asLong();
        String id = desk.place("bid", "0.0100", "3.00").path("order_id").asText();
        assertThat(desk.get("/portfolio/orders/" + id).status()).isEqualTo(404);
        desk.advance(Duration.ofMillis(500));
        assertThat(desk.read("/portfolio/orders/" + id).at("/order/status").asText())
                .isEqualTo("resting");
        body(desk.delete(ORDERS + "/" + id), 200);
        desk.take("bid", "0.9900", "1.00");
        desk.advance(Duration.ofMillis(360));
        assertThat(desk.read("/portfolio/orders/" + id).at("/order/status").asText())
                .isEqualTo("resting");
        assertThat(desk.read("/portfolio/fills").path("fills")).isEmpty();
        assertThat(desk.read("/portfolio/positions").path("market_positions")).isEmpty();
        assertThat(desk.read("/portfolio/balance").path("balance").asLong()).isEqualTo(cash);
        desk.advance(Duration.ofMillis(140));
        assertThat(desk.read("/portfolio/orders/" + id).at("/order/status").asText())
                .isEqualTo("canceled");
        assertThat(desk.read("/portfolio/fills").path("fills")).hasSize(1);
        assertThat(desk.read("/portfolio/balance").path("balance").asLong()).isLessThan(cash);
        assertThatThrownBy(() -> desk.records.lag(Duration.ofMinutes(2))).hasMessageContaining("0 to 60 s");
    }

    @Test
    void placesInTheQueueSumsAndPayoutsLagBehindToo() {
        desk.records.lag(Duration.ofSeconds(2));
        desk.take("bid", Desk.dollars(desk.bestAsk()), "2.00");
        String id = desk.place("bid", "0.0200", "10.00").path("order_id").asText();
        String place = "/portfolio/orders/" + id + "/queue_position";
        String places = "/portfolio/orders/queue_positions?market_tickers=" + RIV;
        assertThat(desk.get(place).status()).isEqualTo(404);
        assertThat(desk.read(places).path("queue_positions")).isEmpty();
        assertThat(restingValue()).isZero();
        desk.advance(Duration.ofSeconds(2));
        assertThat(desk.get(place).status()).isEqualTo(200);
        assertThat(desk.read(places).path("queue_positions")).hasSize(1);
        assertThat(restingValue()).isEqualTo(20);
        body(desk.delete(ORDERS + "/" + id), 200);
        assertThat(restingValue()).isEqualTo(20);
        desk.advance(Duration.ofSeconds(2));
        assertThat(restingValue()).isZero();

        settle(desk, desk.market());
        desk.engine().life().settle(desk.market());
        desk.advance(Duration.ofSeconds(1));
        assertThat(desk.read("/portfolio/settlements").path("settlements")).isEmpty();
        desk.advance(Duration.ofSeconds(1));
        assertThat(desk.read("/portfolio/settlements").path("settlements")).hasSize(1);
    }

    private int restingValue() {
        return desk.read("/portfolio/summary/total_resting_order_value")
                .path("total_resting_order_value")
                .asInt();
    }

    @ParameterizedTest
    @CsvSource({
        "{},invalid_parameters",
        "'{\"contracts_limit\":0}',invalid_parameters",
        "'{\"contracts_limit\":1000001}',invalid_parameters",
        "'{\"contracts_limit\":5,\"contracts_limit_fp\":\"6\"}',invalid_parameters",
        "'{\"contracts_limit\":\"5\"}',bad_request"
    })
    void anOrderGroupNeedsALimit(String text, String code) {
        assertThat(body(desk.post("/portfolio/order_groups/create", text), 400)
                        .path("code")
                        .asText())
                .isEqualTo(code);
    }

    @Test
    void aGroupThatTradesTooMuchTakesNoMoreOrdersUntilItIsReset() {
        String groups = "/portfolio/order_groups";
        String id = body(desk.post(groups + "/create", "{\"contracts_limit\":1}"), 201)
                .path("order_group_id")
                .asText();
        String member = ",\"order_group_id\":\"" + id + "\"";
        body(desk.post(ORDERS, desk.order("bid", "0.0100", "1.00", member)), 201);
        assertThat(desk.read(groups + "/" + id).path("orders")).hasSize(1);
        body(desk.post(ORDERS, desk.order("bid", "0.9900", "2.00", member)), 201);
        assertThat(desk.read(groups + "/" + id).path("orders")).isEmpty();
        assertThat(body(desk.post(ORDERS, desk.order("bid", "0.0100", "1.00", member)), 400)
                        .at("/error/code")
                        .asText())
                .isEqualTo("exceeded_order_group_risk_limit");
        body(desk.send("PUT", groups + "/" + id + "/reset", "{}"), 200);
        body(desk.post(ORDERS, desk.order("bid", "0.0100", "1.00", member)), 201);
        body(desk.delete(groups + "/" + id), 200);
        assertThat(desk.read("/portfolio/orders?status=resting").path("orders")).isEmpty();
        assertThat(desk.get(groups + "/" + id).status()).isEqualTo(404);
    }
}
