package caravan.console;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.StreamCommand;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API over real HTTP; every answer is held against the document that describes it. */
class ConsoleApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ApiDocument DOCUMENT = new ApiDocument();
    private static final String SNAPSHOT = "{\"bid\":[[\"0.5500\",\"120.00\"]],\"ask\":[[\"0.5800\",\"40.00\"]]}";

    @TempDir
    private static Path folder;

    private static ConsoleRig rig;

    @BeforeAll
    static void open() throws Exception {
        rig = ConsoleRig.open(folder);
        rig.data.ticker(1, "KXA", "0.5");
        rig.data.snapshot(1, 1, 1, "KXA", SNAPSHOT);
        rig.data.reply(1, 2, 9);
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    @Test
    void documentNamesExactlyTheRoutes() {
        Set<String> routes = rig.context().getRoutes().stream()
                .map(route -> route.getEndpoint())
                .filter(PlatformHttpEndpoint.class::isInstance)
                .map(PlatformHttpEndpoint.class::cast)
                .map(endpoint -> endpoint.getHttpMethodRestrict() + " " + endpoint.getPath())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(routes).isEqualTo(DOCUMENT.operations());
    }

    @Test
    void everySubjectOfTheDocumentIsListed() throws Exception {
        for (String subject : DOCUMENT.subjects()) {
            for (String format : List.of("json", "csv", "parquet")) {
                assertThat(get("/api/history/{subject}", "/api/history/" + subject + "?format=" + format)
                                .statusCode())
                        .as(subject)
                        .isEqualTo(200);
            }
        }
        assertThat(error(get("/api/history/{subject}", "/api/history/nothing"), 400))
                .isEqualTo("expected one of " + String.join(", ", DOCUMENT.subjects()) + ", found 'nothing'");
    }

    @Test
    void listsRows() throws Exception {
        JsonNode list = JSON.readTree(get("/api/history/{subject}", "/api/history/tickers?ticker=KXA&limit=1")
                .body());
        assertThat(list.path("rows").path(0).path("bid_price_dollars").asText()).isEqualTo("0.5000");
    }

    @Test
    void pastBookIsPutTogether() throws Exception {
        JsonNode book =
                JSON.readTree(get("/api/history/books/{ticker}", "/api/history/books/KXA?at=2026-11-20T15:00:02Z")
                        .body());
        assertThat(book.path("state").asText()).isEqualTo("VALID");
        assertThat(book.path("bids").toString()).isEqualTo("[[\"0.5500\",\"120.00\"]]");
        assertThat(error(get("/api/history/books/{ticker}", "/api/history/books/KXB"), 404))
                .startsWith("expected a market that something is known of at that moment, found 'KXB'");
    }

    @Test
    void liveBookSaysHowFarItCanBeTrusted() throws Exception {
        JsonNode book =
                JSON.readTree(get("/api/books/{ticker}", "/api/books/KXA").body());
        assertThat(book.path("state").asText()).isEqualTo("SUSPECT");
        assertThat(book.path("reason").asText()).isEqualTo("number 7 was lost");
        assertThat(book.path("exchange_time").isNull()).isTrue();
        assertThat(error(get("/api/books/{ticker}", "/api/books/KXB"), 404)).contains("found 'KXB'");
    }

    @Test
    void marketsAreThoseWithABook() throws Exception {
        JsonNode market =
                JSON.readTree(get("/api/markets", "/api/markets").body()).at("/markets/0");
        assertThat(market.path("bid_price_dollars").asText()).isEqualTo("0.5500");
        assertThat(market.path("ask_price_dollars").isNull()).isTrue();
    }

    @Test
    void nearTickersAreOffered() throws Exception {
        JsonNode near = JSON.readTree(
                get("/api/history/near/{ticker}", "/api/history/near/KXA%2F1").body());
        assertThat(near.toString()).isEqualTo("{\"known\":false,\"near\":[\"KXA\"]}");
    }

    @Test
    void verificationSaysWhetherItHolds() throws Exception {
        JsonNode report = JSON.readTree(get("/api/verify", "/api/verify").body());
        assertThat(report.path("holds").asBoolean()).isTrue();
    }

    @Test
    void marketsChangeByACommandToTheSelection() throws Exception {
        rig.commands.clear();
        assertThat(post("/api/markets", "{\"action\":\"add\",\"tickers\":[\"KXA\",\"KXB\",\"KXA\"]}")
                        .body())
                .isEqualTo("{\"accepted\":2}");
        post("/api/markets", "{\"action\":\"remove\",\"tickers\":[\"KXA\"]}");
        post("/api/markets", "{\"action\":\"set\",\"tickers\":[]}");
        assertThat(rig.commands)
                .containsExactly(
                        new StreamCommand.AddMarkets(List.of("KXA", "KXB")),
                        new StreamCommand.RemoveMarkets(List.of("KXA")),
                        new StreamCommand.SetMarkets(List.of()));
    }

    @Test
    void hundredThousandMarketsAreACommandAndMoreAreNot() throws Exception {
        String tickers = IntStream.range(0, 100_000)
                .mapToObj(i -> "\"KXHIGHNY-26NOV21-B%06d\"".formatted(i))
                .collect(Collectors.joining(","));
        assertThat(post("/api/markets", "{\"action\":\"set\",\"tickers\":[" + tickers + "]}")
                        .body())
                .isEqualTo("{\"accepted\":100000}");
        assertThat(error(post("/api/markets", "{\"action\":\"set\",\"tickers\":[" + tickers + ",\"KXA\"]}"), 400))
                .isEqualTo("tickers: expected at most 100000, found 100001");
        assertThat(error(post("/api/markets", " ".repeat(9 << 20)), 413))
                .isEqualTo("expected at most 8 MiB, found more");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"action\":\"add\",\"tickers\":[]} | tickers: expected at least one, found none",
                "{\"action\":\"add\"} | tickers: expected a list of tickers, found none",
                "{\"action\":\"buy\",\"tickers\":[\"A\"]} | action: expected add, remove or set, found another",
                "{\"action\":\"add\",\"tickers\":[7]} | tickers[0]: expected a ticker, found something else",
                "{\"action\":\"add\",\"tickers\":[\"a b\"]} | tickers[0]: expected a ticker, found something else",
                "{\"action\":\"add\",\"tickers\":[\"A\"],\"x\":1} | expected action and tickers, found another name",
                "[] | expected a JSON object, found something else",
                "{\"action\": | expected JSON, found: Unexpected end-of-input"
            })
    void commandThatMakesNoSenseIsRefused(String body, String message) throws Exception {
        rig.commands.clear();
        assertThat(error(post("/api/markets", body), 400)).startsWith(message);
        assertThat(rig.commands).isEmpty();
    }

    @Test
    void emptyBodyIsRefused() throws Exception {
        assertThat(error(post("/api/markets", ""), 400)).isEqualTo("expected a JSON object, found nothing");
    }

    @Test
    void backfillReadsEveryPageOnce() throws Exception {
        rig.commands.clear();
        String request = "{\"ticker\":\"KXA\",\"since\":\"2026-11-20T15:00:00Z\"}";
        JsonNode first =
                JSON.readTree(post("/api/history/backfill/trades", request).body());
        assertThat(first.path("read").asInt()).isEqualTo(3);
        assertThat(first.path("stored").asInt()).isEqualTo(3);
        assertThat(first.path("unreadable").asInt()).isEqualTo(1);
        assertThat(rig.commands).hasSize(4);
        JsonNode second =
                JSON.readTree(post("/api/history/backfill/trades", request).body());
        assertThat(second.path("known").asInt()).isEqualTo(3);
        assertThat(JSON.readTree(get("/api/history/{subject}", "/api/history/trades?ticker=KXA")
                                .body())
                        .path("rows")
                        .findValuesAsText("trade_id"))
                .containsExactly("t1", "t2", "t3");
        assertThat(error(post("/api/history/backfill/trades", "{\"ticker\":\"KXB\",\"since\":\"1m\"}"), 404))
                .contains("found 'KXB'");
        assertThat(error(post("/api/history/backfill/trades", "{\"ticker\":\"KXA\"}"), 400))
                .isEqualTo("since: expected a duration such as 2h or a time, found none");
        assertThat(error(
                        post("/api/history/backfill/candles", "{\"ticker\":\"KXA\",\"since\":\"1h\",\"minutes\":2}"),
                        400))
                .isEqualTo("minutes: expected 1, 60 or 1440, found '2'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "' or '1'='1",
                "KXA'; drop table tickers; --",
                "${exception.stacktrace}",
                "${sysenv.HOME}",
                "{{kalshi.api-key-id}}",
                "../../../etc/passwd",
                "\u0000\u001b[2J",
                "%n%s"
            })
    void whatIsAskedForIsDataInEveryPlace(String attack) throws Exception {
        String encoded = URLEncoder.encode(attack, StandardCharsets.UTF_8).replace("+", "%20");
        for (String name : List.of("ticker", "since", "until", "limit", "format", attack)) {
            harmless(rig.get("/api/history/tickers?" + encodedName(name) + "=" + encoded));
        }
        for (String path :
                List.of("/api/history/", "/api/history/near/", "/api/history/books/", "/api/books/", "/api/")) {
            harmless(rig.get(path + encoded));
        }
        harmless(rig.get("/api/history/books/KXA?at=" + encoded));
        String text = JSON.writeValueAsString(attack);
        harmless(rig.post("/api/markets", "{\"action\":" + text + ",\"tickers\":[" + text + "]}"));
        harmless(rig.post("/api/markets", "{\"action\":\"add\",\"tickers\":[" + text + "]}"));
        harmless(rig.post("/api/history/backfill/trades", "{\"ticker\":" + text + ",\"since\":" + text + "}"));
        assertThat(JSON.readTree(rig.get("/api/history/tickers").body()).path("rows"))
                .hasSize(1);
    }

    private static String encodedName(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    private static void harmless(HttpResponse<String> response) {
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(response.statusCode()).isBetween(200, 499);
        assertThat(response.body()).doesNotContain("Exception", "\tat ", "root:", "caravan.", "select ");
    }

    @Test
    void headersFromOutsideNeverReachARoute() throws Exception {
        HttpResponse<String> response = rig.get(
                "/api/history/tickers?limit=1&CamelHttpUri=http://example.org&CamelHttpPath=/x",
                "CamelHttpUri",
                "http://127.0.0.1:1/",
                "CamelHttpResponseCode",
                "418",
                "subject",
                "fills",
                "X-Told",
                "x");
        assertThat(error(response, 400)).startsWith("expected no parameters but");
        HttpResponse<String> plain = rig.get(
                "/api/history/tickers?limit=1", "CamelHttpResponseCode", "418", "subject", "fills", "X-Told", "x");
        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(plain.body()).contains("bid_price_dollars");
        assertThat(plain.headers().map()).doesNotContainKeys("x-told", "subject", "user-agent", "host");
    }

    @Test
    void unknownPathsMethodsAndTypesAreAnsweredInJson() throws Exception {
        assertThat(error(rig.get("/api/none"), 404)).startsWith("expected a path that /api/openapi.json lists");
        assertThat(error(rig.send(rig.request("/api/markets").DELETE()), 405)).startsWith("expected a method");
        assertThat(error(
                        rig.send(rig.request("/api/markets")
                                .header("Content-Type", "text/plain")
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))),
                        415))
                .startsWith("expected Content-Type: application/json");
        assertThat(error(rig.get("/api/history/tickers?limit=1&limit=2"), 400))
                .isEqualTo("expected each parameter once, found one twice");
    }

    @Test
    void pageShowsTheDocumentWithoutAskingElsewhere() throws Exception {
        HttpResponse<String> page = rig.get("/api/");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'self'");
        assertThat(page.body()).contains("/api/page/api.js").doesNotContain("http://", "https://");
        assertThat(rig.get("/api/page/swagger-ui-bundle.js").body()).contains("SwaggerUIBundle");
        assertThat(rig.get("/api/page/swagger-ui.css").statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(rig.get("/api/openapi.json").body())
                        .path("openapi")
                        .asText())
                .isEqualTo("3.1.0");
        assertThat(rig.get("/api/page/../../application.properties").statusCode())
                .isEqualTo(404);
    }

    /** Asks, and holds the answer against the document. */
    private static HttpResponse<String> get(String template, String path) throws Exception {
        return checked("GET", template, rig.get(path));
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return checked("POST", path, rig.post(path, body));
    }

    private static HttpResponse<String> checked(String method, String template, HttpResponse<String> response)
            throws Exception {
        assertThat(DOCUMENT.objections(
                        method,
                        template,
                        response.statusCode(),
                        response.headers().firstValue("Content-Type").orElse(""),
                        response.body()))
                .isEmpty();
        return response;
    }

    private static String error(HttpResponse<String> response, int status) throws Exception {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        JsonNode error = JSON.readTree(response.body());
        assertThat(error.path("status").asInt()).isEqualTo(status);
        return error.path("error").asText();
    }
}
