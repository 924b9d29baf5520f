package caravan.sandbox.exchange;

import static caravan.sandbox.exchange.ExchangeRig.MARKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.model.BookSide;
import caravan.sandbox.exchange.stream.Form;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fields of each form are those of recorded frames of its time. */
class FormsTest {
    private ExchangeRig rig;

    @AfterEach
    void stop() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CURRENT      | orderbook_snapshot | market_id market_ticker no_dollars_fp yes_dollars_fp
            CURRENT      | orderbook_delta    | delta_fp market_id market_ticker price_dollars side ts ts_ms
            CURRENT      | trade              | count_fp is_block_trade market_ticker no_price_dollars taker_book_side taker_outcome_side taker_side trade_id ts ts_ms yes_price_dollars
            CURRENT      | ticker             | dollar_open_interest dollar_volume last_trade_size_fp market_id market_ticker open_interest_fp price_dollars time ts ts_ms volume_fp yes_ask_dollars yes_ask_size_fp yes_bid_dollars yes_bid_size_fp
            CURRENT      | fill               | action book_side count_fp exchange_index fee_cost is_taker market_ticker order_id outcome_side post_position_fp purchased_side side subaccount trade_id ts ts_ms yes_price_dollars
            CURRENT      | market_position    | fees_paid_dollars market_ticker position_cost_dollars position_fee_cost_dollars position_fp realized_pnl_dollars subaccount user_id volume_fp
            LEGACY       | orderbook_snapshot | market_id market_ticker no yes
            LEGACY       | orderbook_delta    | delta market_id market_ticker price side ts
            LEGACY       | trade              | count market_ticker no_price taker_side trade_id ts yes_price
            LEGACY       | ticker             | dollar_open_interest dollar_volume market_id market_ticker open_interest price ts volume yes_ask yes_bid
            LEGACY       | fill               | action count is_taker market_ticker order_id post_position purchased_side side trade_id ts yes_price
            LEGACY       | market_position    | fees_paid market_ticker position position_cost position_fee_cost realized_pnl user_id volume
            TRANSITIONAL | orderbook_snapshot | market_id market_ticker no no_dollars no_dollars_fp yes yes_dollars yes_dollars_fp
            TRANSITIONAL | orderbook_delta    | delta delta_fp market_id market_ticker price price_dollars side ts
            TRANSITIONAL | trade              | count count_fp market_ticker no_price no_price_dollars taker_side trade_id ts yes_price yes_price_dollars
            """)
    void eachFormHasItsFields(Form form, String type, String fields) {
        rig = new ExchangeRig(options -> options.withForm(form));
        assertThat(String.join(" ", fields(scene(), type))).isEqualTo(fields);
    }

    @Test
    void oldFramesCountInCentsAndContracts() {
        rig = new ExchangeRig(options -> options.withForm(Form.LEGACY));
        TestClient client = scene();
        JsonNode trade = client.frames("trade").get(0).path("msg");
        int bid = trade.path("yes_price").asInt();
        assertThat(trade.path("no_price").asInt()).isEqualTo(100 - bid);
        assertThat(trade.path("count").asInt()).isEqualTo(2);
        assertThat(client.frames("trade").get(0).has("sending_ts_ms")).isFalse();
        JsonNode delta = client.frames("orderbook_delta").get(0).path("msg");
        assertThat(delta.path("delta").asInt()).isEqualTo(10);
        assertThat(delta.path("price").asInt()).isEqualTo(1);
    }

    @Test
    void fractionsOfContractsAddUpInOldFrames() {
        rig = new ExchangeRig(options -> options.withForm(Form.LEGACY));
        TestClient client = rig.client();
        client.subscribe(1, "[\"orderbook_delta\"]", "[\"" + MARKET + "\"]");
        client.await(2);
        int before = whole(client.frames().get(1), 1);
        for (int i = 0; i < 5; i++) {
            rig.stranger(BookSide.BID, 100, 45);
        }
        ExchangeRig.await(client, "orderbook_delta", 2);
        client.send("{\"id\":2,\"cmd\":\"update_subscription\",\"params\":{\"sid\":1,\"action\":\"get_snapshot\","
                + "\"market_tickers\":[\"" + MARKET + "\"]}}");
        ExchangeRig.await(client, "orderbook_snapshot", 2);
        int deltas = client.frames("orderbook_delta").stream()
                .mapToInt(frame -> frame.at("/msg/delta").asInt())
                .sum();
        int after = whole(client.frames("orderbook_snapshot").get(1), 1);
        assertThat(deltas).isEqualTo(after - before).isEqualTo(2);
    }

    @Test
    void theFormChangesWhileItRuns() {
        rig = new ExchangeRig();
        TestClient client = rig.client();
        client.subscribe(1, "[\"orderbook_delta\"]", "[\"" + MARKET + "\"]");
        client.await(2);
        rig.stranger(BookSide.BID, 100, 1_000);
        assertThat(client.post("/form?value=legacy", "").body()).contains("legacy");
        rig.stranger(BookSide.BID, 100, 1_000);
        ExchangeRig.await(client, "orderbook_delta", 2);
        assertThat(client.frames("orderbook_delta").get(0).at("/msg").has("delta_fp"))
                .isTrue();
        assertThat(client.frames("orderbook_delta").get(1).at("/msg").has("delta_fp"))
                .isFalse();
        assertThat(client.post("/form?value=modern", "").body())
                .contains("form must be current, legacy or transitional, was modern");
        assertThatThrownBy(() -> Form.of("modern")).isInstanceOf(IllegalArgumentException.class);
    }

    /** One frame of everything. */
    private TestClient scene() {
        TestClient client = rig.client();
        client.subscribe(
                1,
                "[\"orderbook_delta\",\"trade\",\"ticker\",\"fill\",\"market_positions\"]",
                TestClient.list(List.of(MARKET)));
        client.await(6);
        rig.stranger(BookSide.BID, 100, 1_000);
        rig.stranger(BookSide.ASK, 9_900, 1_000);
        rig.own(BookSide.ASK, rig.best(BookSide.BID), 200);
        ExchangeRig.await(client, "market_position", 1);
        ExchangeRig.await(client, "ticker", 1);
        client.send("{\"id\":2,\"cmd\":\"update_subscription\",\"params\":{\"sid\":1,\"action\":\"get_snapshot\","
                + "\"market_tickers\":[\"" + MARKET + "\"]}}");
        ExchangeRig.await(client, "orderbook_snapshot", 2);
        return client;
    }

    private static Set<String> fields(TestClient client, String type) {
        List<JsonNode> frames = client.frames(type);
        // Of several, the last snapshot and the first of all others: strangers caused them.
        JsonNode frame = frames.get(type.equals("orderbook_snapshot") ? frames.size() - 1 : 0);
        Set<String> fields = new TreeSet<>();
        frame.path("msg").fieldNames().forEachRemaining(fields::add);
        return fields;
    }

    private static int whole(JsonNode snapshot, int cents) {
        for (JsonNode level : snapshot.at("/msg/yes")) {
            if (level.get(0).asInt() == cents) {
                return level.get(1).asInt();
            }
        }
        return 0;
    }
}
