package caravan.cli.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.sandbox.Sandbox;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls at the sandbox of a process that runs here. */
class CallCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] ORDER = {
        "call",
        "CreateOrderV2",
        "ticker=KXHIGHNY",
        "side=bid",
        "count=2",
        "price=0.01",
        "time_in_force=good_till_canceled",
        "self_trade_prevention_type=taker_at_cross"
    };

    @TempDir
    static Path folder;

    private static Sandbox sandbox;
    private Shell shell;

    @BeforeAll
    static void start() {
        sandbox = Shell.running(folder);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void sitDown() {
        shell = new Shell(folder);
    }

    @Test
    void tableFitsANarrowTerminal() {
        shell.with("COLUMNS", "60");
        assertThat(shell.run("call", "GetMarkets", "status=open", "limit=3")).isZero();
        assertThat(shell.out().lines().limit(4)).allMatch(line -> line.length() <= 60);
        assertThat(shell.out())
                .startsWith("ticker ")
                .contains("yes_bid", "3 rows; ", " more columns with --columns", "more pages with --all")
                .doesNotContain("yes_bid_dollars");
    }

    @Test
    void columnsAreThoseThatAreWanted() {
        assertThat(shell.run(
                        "call",
                        "GetMarkets",
                        "limit=2",
                        "status=open",
                        "--columns",
                        "status,yes_bid,ticker",
                        "--format",
                        "csv"))
                .isZero();
        assertThat(shell.out().lines().toList())
                .hasSize(3)
                .startsWith("status,yes_bid_dollars,ticker")
                .element(1)
                .asString()
                .matches("active,\\d\\.\\d{4},KX.*");
        assertThat(shell.err()).contains("there are more pages: --all asks for all of them");
    }

    @Test
    void unknownColumnIsSaid() {
        assertThat(shell.run("call", "GetMarkets", "--columns", "tickr")).isEqualTo(2);
        assertThat(shell.err()).contains("--columns: expected some of ticker,", "found 'tickr'; did you mean ticker?");
    }

    @Test
    void oneThingIsAListOfItsParts() {
        shell.with("COLUMNS", "70");
        assertThat(shell.run("call", "GetMarket", "ticker=" + ticker())).isZero();
        assertThat(shell.out().lines())
                .allMatch(line -> line.length() <= 70)
                .anyMatch(line -> line.matches("ticker +" + ticker()))
                .anyMatch(line -> line.startsWith("rules_primary "))
                .containsSequence("price_ranges", " start     end    step");
    }

    @Test
    void bookIsASideAfterTheOther() {
        shell.with("COLUMNS", "70");
        assertThat(shell.run("call", "GetMarketOrderbook", "ticker=" + ticker(), "depth=1"))
                .isZero();
        assertThat(shell.out().lines().map(String::strip)).containsSubsequence("yes", "price  quantity", "no");
    }

    @Test
    void jsonIsOneLineInAPipeAndManyOnATerminal() throws IOException {
        assertThat(shell.run("call", "GetBalance", "--format", "json")).isZero();
        assertThat(shell.out()).hasLineCount(1);
        assertThat(JSON.readTree(shell.out()).path("balance").isNumber()).isTrue();
        shell.with("COLUMNS", "80").run("call", "GetBalance", "--format", "json");
        assertThat(shell.out()).startsWith("{\n  \"balance\" : ");
    }

    @Test
    void allPagesComeAsOneObject() throws IOException {
        assertThat(shell.run("call", "GetMarkets", "limit=2", "--all", "--format", "json"))
                .isZero();
        JsonNode markets = JSON.readTree(shell.out()).path("markets");
        assertThat(markets.size()).isGreaterThan(2);
        assertThat(shell.run(
                        "call",
                        "GetMarkets",
                        "limit=2",
                        "--limit-items",
                        "3",
                        "--format",
                        "plain",
                        "--columns",
                        "ticker"))
                .isZero();
        assertThat(shell.out().lines())
                .containsExactly(
                        markets.get(0).path("ticker").asText(),
                        markets.get(1).path("ticker").asText(),
                        markets.get(2).path("ticker").asText());
    }

    @Test
    void orderLives() throws IOException {
        String[] order = ORDER.clone();
        order[2] = "ticker=" + ticker();
        assertThat(shell.run(with(order, "--format", "plain", "--columns", "order_id")))
                .isZero();
        String id = shell.out().strip();
        assertThat(id).hasSize(36);
        await().untilAsserted(() -> {
            assertThat(shell.run("call", "GetOrder", "order_id=" + id, "--format", "json"))
                    .isZero();
            assertThat(JSON.readTree(shell.out()).at("/order/status").asText()).isEqualTo("resting");
        });
        assertThat(shell.run("call", "CancelOrderV2", "order_id=" + id)).isZero();
        assertThat(shell.run("call", "CancelOrderV2", "order_id=" + id)).isEqualTo(4);
        assertThat(shell.err()).hasLineCount(1).startsWith("caravan: CancelOrderV2: not found, answered with 404: ");
    }

    @Test
    void wrongColumnAfterAWriteDoesNotLookLikeAFailedWrite() {
        String[] order = ORDER.clone();
        order[2] = "ticker=" + ticker();
        assertThat(shell.run(with(order, "--format", "plain", "--columns", "ordr_id")))
                .isZero();
        assertThat(shell.err()).contains("did you mean order_id?");
        shell.run("call", "CancelAllOrdersV2");
    }

    @Test
    void bodyMayBeAFileOrJson() throws IOException {
        Files.writeString(
                folder.resolve("order.json"),
                ("{\"ticker\":\"%s\",\"side\":\"bid\",\"count\":1,\"price\":\"0.01\",\"time_in_force\":\"good_till_canceled\","
                                + "\"self_trade_prevention_type\":\"taker_at_cross\",\"client_order_id\":\"of the file\"}")
                        .formatted(ticker()));
        assertThat(shell.run("call", "CreateOrderV2", "--body", "@order.json", "client_order_id=typed"))
                .isZero();
        assertThat(shell.out()).contains("typed");
        assertThat(shell.run("call", "CreateOrderV2", "--body", "@order.json", "client_order_id=typed"))
                .isEqualTo(6);
        assertThat(shell.run("call", "BatchCancelOrdersV2", "--body", "{\"orders\":[]}"))
                .isEqualTo(3);
        shell.run("call", "CancelAllOrdersV2");
    }

    @Test
    void rawCallsWhatIsNotListed() throws IOException {
        assertThat(shell.run("call", "raw", "path=/markets?limit=1", "status=open", "--format", "json"))
                .isZero();
        assertThat(JSON.readTree(shell.out()).path("markets")).hasSize(1);
        assertThat(shell.run(
                        "call",
                        "raw",
                        "method=post",
                        "path=/portfolio/order_groups/create",
                        "--body",
                        "{\"contracts_limit\":5}"))
                .isZero();
        assertThat(shell.out()).contains("order_group_id");
    }

    @Test
    void curlPrintsWhatAShellWouldSend() {
        assertThat(shell.run("call", "GetBalance", "--curl")).isZero();
        assertThat(shell.out())
                .hasLineCount(1)
                .matches(
                        "curl --globoff -sS -H 'KALSHI-ACCESS-KEY: [^']+' -H 'KALSHI-ACCESS-SIGNATURE: [^']+'"
                                + " -H 'KALSHI-ACCESS-TIMESTAMP: \\d+' 'http://127.0.0.1:\\d+/trade-api/v2/portfolio/balance'\\R");
        assertThat(shell.err()).contains("good for seconds only");
        assertThat(shell.run("call", "GetMarkets", "limit=1", "--curl")).isZero();
        assertThat(shell.out()).startsWith("curl --globoff -sS 'http://").doesNotContain("KALSHI");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "call | expected an operation, found none",
                "call GetMarkts | found 'GetMarkts'; did you mean GetMarkets, GetMarket?",
                "call GetMarket | expected 'ticker' for GetMarket",
                "call GetMarket tickr=A | expected parameters of GetMarket to be among [ticker], found 'tickr'",
                "call GetMarkets status=opn | status: expected one of unopened, open, paused, closed, settled, found 'opn'; did you mean open?",
                "call GetMarkets limit=5000 | limit: expected whole number, 0 to 1000, found '5000'",
                "call GetMarkets limit | expected name=value, found 'limit'",
                "call GetMarket ticker=A --all | --all: expected an operation whose answer has pages, found GetMarket",
                "call GetMarkets --format xml | Invalid value for option '--format'",
                "call GetMarkets --body [1] | --body: expected a JSON object, found array",
                "call GetMarkets --body {1 | --body: expected a JSON object, found: ",
                "call GetMarkets --body @none.json | --body: expected a file with a JSON object, found none",
                "call raw path=exchange/status | raw: expected path=, the path below the address",
                "call raw method=PATCH path=/a | raw: expected method=GET, POST, PUT or DELETE, found 'PATCH'",
                "call raw path=/markets --all | --all: expected an operation whose answer has pages, found raw",
                "call raw | raw: expected path="
            })
    void whatCannotBeCalledIsSaid(String arguments, String message) {
        assertThat(shell.run(arguments.split(" "))).isEqualTo(2);
        assertThat(shell.err()).startsWith("caravan: ").contains(message).hasLineCount(1);
    }

    @Test
    void sandboxIsStartedWhereNobodyRuns(@TempDir Path empty) {
        Shell other = new Shell(empty);
        assertThat(other.run("call", "GetBalance")).isZero();
        assertThat(other.out()).contains("balance_dollars");
        assertThat(other.err())
                .contains("this asks a fresh sandbox, which ends with the call")
                .hasLineCount(1);
        assertThat(other.run("call", "GetBalance", "--curl")).isEqualTo(2);
        assertThat(other.err()).contains("--curl: expected an exchange that is still there afterwards");
    }

    private static String ticker() {
        return sandbox.tickers().get(0);
    }

    private static String[] with(String[] arguments, String... more) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
    }
}
