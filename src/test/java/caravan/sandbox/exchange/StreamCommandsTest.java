package caravan.sandbox.exchange;

import static caravan.sandbox.exchange.ExchangeRig.MARKET;
import static caravan.sandbox.exchange.ExchangeRig.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookSide;
import caravan.sandbox.exchange.stream.StreamOptions;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamCommandsTest {
    private final ExchangeRig rig = new ExchangeRig(options -> options.withStream(
            StreamOptions.DEFAULT.withMarketsPerSubscription(3).withCommandsPerSecond(40)));
    private final TestClient client = rig.client();

    @AfterEach
    void stop() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            nonsense                                                                                                 | 1
            [1,2]                                                                                                    | 1
            {"id":1,"cmd":"list_subscriptions"} {"id":2,"cmd":"list_subscriptions"}                                  | 1
            {"id":1,"cmd":"list_subscriptions"}]                                                                     | 1
            {"id":"one","cmd":"list_subscriptions"}                                                                  | 1
            {"id":1,"cmd":7}                                                                                         | 1
            {"id":1,"cmd":"subscribe","params":[]}                                                                   | 1
            {"id":1,"cmd":"subscribe"}                                                                               | 2
            {"id":1,"cmd":"unsubscribe"}                                                                             | 2
            {"id":1,"cmd":"update_subscription"}                                                                     | 2
            {"id":1,"cmd":"subscribe","params":{}}                                                                   | 3
            {"id":1,"cmd":"subscribe","params":{"channels":[]}}                                                      | 3
            {"id":1,"cmd":"unsubscribe","params":{}}                                                                 | 4
            {"id":1,"cmd":"dance"}                                                                                   | 5
            {"id":1}                                                                                                 | 5
            {"id":1,"cmd":"unsubscribe","params":{"sids":[9]}}                                                       | 7
            {"id":1,"cmd":"update_subscription","params":{"sid":9,"action":"add_markets"}}                           | 7
            {"id":1,"cmd":"subscribe","params":{"channels":["ticker_v2"]}}                                           | 8
            {"id":1,"cmd":"subscribe","params":{"channels":["multivariate"]}}                                        | 8
            {"id":1,"cmd":"subscribe","params":{"channels":["pyth_value"]}}                                          | 9
            {"id":1,"cmd":"subscribe","params":{"channels":"trade"}}                                                 | 11
            {"id":1,"cmd":"subscribe","params":{"channels":["trade"],"market_tickers":["KXNONE"]}}                   | 11
            {"id":1,"cmd":"subscribe","params":{"channels":["trade"],"market_ticker":"A","market_tickers":["A"]}}    | 11
            {"id":1,"cmd":"subscribe","params":{"channels":["trade"],"market_ids":["a"]}}                            | 11
            {"id":1,"cmd":"subscribe","params":{"channels":["orderbook_delta"],"use_yes_price":"yes"}}               | 14
            {"id":1,"cmd":"update_subscription","params":{"sids":[1,2],"action":"add_markets"}}                      | 12
            {"id":1,"cmd":"update_subscription","params":{"action":"add_markets"}}                                   | 12
            {"id":1,"cmd":"subscribe","params":{"channels":["orderbook_delta"]}}                                     | 14
            {"id":1,"cmd":"subscribe","params":{"channels":["orderbook_delta"],"market_ids":["a"]}}                  | 14
            {"id":1,"cmd":"subscribe","params":{"channels":["communications"],"shard_factor":0}}                     | 19
            {"id":1,"cmd":"subscribe","params":{"channels":["communications"],"shard_key":1}}                        | 20
            {"id":1,"cmd":"subscribe","params":{"channels":["communications"],"shard_factor":4,"shard_key":4}}       | 21
            {"id":1,"cmd":"subscribe","params":{"channels":["communications"],"shard_factor":101,"shard_key":4}}     | 22
            """)
    void badCommandsAreAnsweredWithTheirCode(String command, int code) {
        client.send(command);
        client.await(1);
        JsonNode error = client.frames().get(0);
        assertThat(error.path("type").asText()).isEqualTo("error");
        assertThat(error.at("/msg/code").asInt()).isEqualTo(code);
        assertThat(error.at("/msg/msg").asText()).isNotEmpty();
        assertThat(error.has("sid")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"id":2,"cmd":"update_subscription","params":{"sid":1,"market_tickers":["X"]}}                           | 15
            {"id":2,"cmd":"update_subscription","params":{"sid":1,"action":"dance","market_tickers":["X"]}}          | 13
            {"id":2,"cmd":"update_subscription","params":{"sid":1,"action":"add_markets"}}                           | 14
            {"id":2,"cmd":"update_subscription","params":{"sid":1,"action":"add_markets","market_tickers":["X"]}}    | 11
            {"id":2,"cmd":"update_subscription","params":{"sids":[1],"action":"get_snapshot"}}                       | 14
            """)
    void errorsOfASubscriptionAreCounted(String command, int code) {
        client.subscribe(1, "[\"orderbook_delta\"]", "[\"" + MARKET + "\"]");
        client.await(2);
        client.send(command);
        client.await(3);
        JsonNode error = client.frames().get(2);
        assertThat(error.at("/msg/code").asInt()).isEqualTo(code);
        assertThat(error.path("id").asInt()).isEqualTo(2);
        assertThat(error.path("sid").asInt()).isEqualTo(1);
        assertThat(error.path("seq").asInt()).isEqualTo(2);
    }

    @Test
    void snapshotsAreForBooksOnly() {
        client.subscribe(1, "[\"trade\"]", "[\"" + MARKET + "\"]");
        client.await(1);
        client.send("{\"id\":2,\"cmd\":\"update_subscription\",\"params\":{\"sid\":1,\"action\":\"get_snapshot\","
                + "\"market_tickers\":[\"" + MARKET + "\"]}}");
        client.await(2);
        JsonNode error = client.frames().get(1);
        assertThat(error.at("/msg/code").asInt()).isEqualTo(13);
        assertThat(error.path("seq").asInt()).isEqualTo(1);
    }

    @Test
    void aSubscriptionHoldsSoManyMarkets() {
        List<String> tickers = rig.exchange.tickers();
        client.subscribe(1, "[\"orderbook_delta\"]", TestClient.list(tickers.subList(0, 4)));
        client.await(1);
        assertThat(client.frames().get(0).at("/msg/code").asInt()).isEqualTo(26);
        client.subscribe(2, "[\"orderbook_delta\"]", TestClient.list(tickers.subList(0, 3)));
        client.await(5);
        client.send("{\"id\":3,\"cmd\":\"update_subscription\",\"params\":{\"sid\":1,\"action\":\"add_markets\","
                + "\"market_tickers\":[\"" + tickers.get(3) + "\"]}}");
        client.await(6);
        assertThat(client.frames().get(5).at("/msg/code").asInt()).isEqualTo(26);
    }

    @Test
    void tooManyCommandsInASecondAreRefused() {
        for (int i = 1; i <= 41; i++) {
            client.send("{\"id\":%d,\"cmd\":\"list_subscriptions\"}".formatted(i));
        }
        client.await(41);
        assertThat(client.frames("error")).hasSize(1);
        assertThat(client.frames("error").get(0).at("/msg/code").asInt()).isEqualTo(27);
        rig.pass(java.time.Duration.ofSeconds(1));
        client.send("{\"id\":42,\"cmd\":\"list_subscriptions\"}");
        client.await(42);
        assertThat(client.frames("error")).hasSize(1);
    }

    @Test
    void zeroIsNoId() {
        client.send("{\"id\":0,\"cmd\":\"list_subscriptions\"}");
        client.await(1);
        assertThat(client.frames().get(0).has("id")).isFalse();
    }

    @Test
    void theListOfTickersCanBeLeftOut() {
        client.subscribe(1, "[\"ticker\"]", "[\"" + MARKET + "\"]");
        client.await(1);
        client.send("{\"id\":2,\"cmd\":\"update_subscription\",\"params\":{\"sid\":1,\"action\":\"add_markets\","
                + "\"skip_ticker_ack\":true,\"market_tickers\":[\"" + OTHER + "\"]}}");
        client.await(2);
        client.send("{\"id\":3,\"cmd\":\"update_subscription\",\"params\":{\"sid\":1,\"action\":\"delete_markets\","
                + "\"market_ticker\":\"" + MARKET + "\"}}");
        client.await(3);
        JsonNode added = reply(2);
        assertThat(added.path("msg")).isEmpty();
        assertThat(added.has("seq")).isFalse();
        assertThat(reply(3).at("/msg/market_tickers").toString()).isEqualTo("[\"" + OTHER + "\"]");
    }

    @Test
    void tickersCanBeChosenByIdAndShownAtOnce() {
        client.subscribe(1, "[\"orderbook_delta\"]", "[\"" + MARKET + "\"]");
        client.await(2);
        String id = client.frames().get(1).at("/msg/market_id").asText();
        client.send("{\"id\":2,\"cmd\":\"subscribe\",\"params\":{\"channels\":[\"ticker\"],\"market_ids\":[\"" + id
                + "\"],\"send_initial_snapshot\":true}}");
        client.await(4);
        JsonNode ticker = client.frames().get(3);
        assertThat(ticker.path("type").asText()).isEqualTo("ticker");
        assertThat(ticker.at("/msg/market_ticker").asText()).isEqualTo(MARKET);
        client.send(
                "{\"id\":3,\"cmd\":\"subscribe\",\"params\":{\"channels\":[\"ticker\"],\"market_id\":\"" + id + "\"}}");
        client.await(5);
        assertThat(client.frames().get(4).at("/msg/market_ids/0").asText()).isEqualTo(id);
    }

    @Test
    void withoutMarketsAChannelTellsOfAllOfThem() {
        client.send("{\"id\":1,\"cmd\":\"subscribe\",\"params\":{\"channels\":[\"ticker\",\"trade\"],"
                + "\"send_initial_snapshot\":true}}");
        client.await(2 + rig.exchange.tickers().size());
        assertThat(client.frames("ticker")).hasSameSizeAs(rig.exchange.tickers());
    }

    @Test
    void silentChannelsAreAcceptedAndListed() {
        client.send("{\"id\":1,\"cmd\":\"subscribe\",\"params\":{\"channels\":[\"multivariate_market_lifecycle\","
                + "\"communications\",\"market_lifecycle_v2\",\"order_group_updates\"]}}");
        client.await(4);
        client.send("{\"id\":2,\"cmd\":\"unsubscribe\",\"params\":{\"sids\":[2,9]}}");
        client.await(6);
        client.send("{\"id\":3,\"cmd\":\"list_subscriptions\"}");
        client.await(7);
        assertThat(client.frames("subscribed")).hasSize(4);
        assertThat(client.frames("error").get(0).at("/msg/code").asInt()).isEqualTo(7);
        assertThat(client.frames("unsubscribed").get(0).path("seq").asInt()).isEqualTo(1);
        assertThat(client.frames().get(6).path("msg")).hasSize(3);
    }

    @Test
    void eachCommandIsAnsweredInWhateverOrder() {
        for (int i = 1; i <= 30; i++) {
            client.send("{\"id\":%d,\"cmd\":\"list_subscriptions\"}".formatted(i));
        }
        client.await(30);
        assertThat(client.frames().stream().map(frame -> frame.path("id").asInt()))
                .hasSize(30)
                .doesNotHaveDuplicates();
    }

    @Test
    void deletedMarketsAreSilent() {
        client.subscribe(1, "[\"orderbook_delta\"]", TestClient.list(List.of(MARKET, OTHER)));
        client.await(3);
        client.send("{\"id\":2,\"cmd\":\"update_subscription\",\"params\":{\"sid\":1,\"action\":\"delete_markets\","
                + "\"market_tickers\":[\"" + MARKET + "\"]}}");
        client.await(4);
        rig.stranger(BookSide.BID, 100, 500);
        client.send("{\"id\":3,\"cmd\":\"update_subscription\",\"params\":{\"sid\":1,\"action\":\"add_markets\","
                + "\"market_tickers\":[\"" + MARKET + "\"]}}");
        client.await(6);
        assertThat(client.frames("orderbook_delta")).isEmpty();
        assertThat(client.frames().get(5).at("/msg/yes_dollars_fp/0").toString())
                .isEqualTo("[\"0.0100\",\"5.00\"]");
        assertThat(client.frames().get(5).path("seq").asInt()).isEqualTo(5);
    }

    @Test
    void yesPricesRunFromTheWorstToTheBest() {
        client.send("{\"id\":1,\"cmd\":\"subscribe\",\"params\":{\"channels\":[\"orderbook_delta\"],"
                + "\"use_yes_price\":true,\"market_ticker\":\"" + MARKET + "\"}}");
        rig.stranger(BookSide.BID, 100, 500);
        rig.stranger(BookSide.ASK, 9_900, 500);
        client.await(2);
        rig.stranger(BookSide.ASK, 9_800, 250);
        ExchangeRig.await(client, "orderbook_delta", 1);
        JsonNode delta = client.frames("orderbook_delta")
                .get(client.frames("orderbook_delta").size() - 1);
        assertThat(delta.at("/msg/price_dollars").asText()).isEqualTo("0.9800");
        assertThat(delta.at("/msg/side").asText()).isEqualTo("no");
        assertThat(delta.at("/msg").has("client_order_id")).isFalse();
    }

    @Test
    void whoListensToAllMarketsCanDoWithoutSome() {
        client.send("{\"id\":1,\"cmd\":\"subscribe\",\"params\":{\"channels\":[\"trade\"]}}");
        client.await(1);
        without(2, OTHER);
        rig.stranger(BookSide.ASK, rig.best(BookSide.BID), 100);
        ExchangeRig.await(client, "trade", 1);
        without(3, MARKET);
        rig.stranger(BookSide.ASK, rig.best(BookSide.BID), 100);
        client.send("{\"id\":4,\"cmd\":\"update_subscription\",\"params\":{\"sid\":1,\"action\":\"add_markets\","
                + "\"market_tickers\":[\"" + MARKET + "\"]}}");
        ExchangeRig.await(client, "ok", 3);
        assertThat(client.frames("trade")).hasSize(1);
        rig.stranger(BookSide.ASK, rig.best(BookSide.BID), 100);
        ExchangeRig.await(client, "trade", 2);
    }

    @Test
    void everyAnswerTellsWhenItWasSent() {
        client.send("{\"id\":1,\"cmd\":\"subscribe\",\"params\":{\"channels\":[\"trade\",\"dance\"]}}");
        client.send("{\"id\":2,\"cmd\":\"list_subscriptions\"}");
        client.await(3);
        assertThat(client.frames())
                .allMatch(frame -> frame.path("sending_ts_ms").asLong()
                        == rig.clock.instant().toEpochMilli());
    }

    private void without(int id, String ticker) {
        client.send("{\"id\":%d,\"cmd\":\"update_subscription\",\"params\":{\"sid\":1,\"action\":\"delete_markets\","
                        .formatted(id)
                + "\"market_tickers\":[\"" + ticker + "\"]}}");
        ExchangeRig.await(client, "ok", id - 1);
    }

    private JsonNode reply(int id) {
        return StreamSupport.stream(client.frames().spliterator(), false)
                .filter(frame -> frame.path("id").asInt() == id)
                .findFirst()
                .orElseThrow();
    }
}
