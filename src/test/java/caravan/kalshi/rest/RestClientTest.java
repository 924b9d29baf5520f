package caravan.kalshi.rest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import caravan.TestCamel;
import caravan.kalshi.auth.Refusal;
import caravan.kalshi.catalogue.Operations;
import caravan.model.ExchangeStatus;
import caravan.model.Fill;
import caravan.model.Market;
import caravan.model.Page;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class RestClientTest {
    private static final String NO_FILLS = "{\"fills\":[],\"cursor\":\"\"}";
    private static final String SECRET = "c2VjcmV0IHNpZ25hdHVyZQ==";

    private final DefaultCamelContext context = TestCamel.context();
    private final List<Duration> waits = new ArrayList<>();
    private final List<String> signed = new ArrayList<>();
    private final AtomicInteger signatures = new AtomicInteger();
    private LoopbackServer server;

    @BeforeEach
    void start() throws IOException {
        context.start();
        server = new LoopbackServer();
    }

    @AfterEach
    void stop() {
        context.stop();
        server.close();
    }

    @Test
    void pathIsSignedWithoutTheQuery() {
        server.answering(200, NO_FILLS);
        Object answer = client().call(Operations.named("GetFills"), Map.of("min_ts", 1_795_168_800, "limit", "100"));
        assertThat(answer).isEqualTo(new Page<Fill>(List.of(), ""));
        assertThat(signed).containsExactly("GET /trade-api/v2/portfolio/fills");
        LoopbackServer.Request request = server.requests.get(0);
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target()).isEqualTo("/trade-api/v2/portfolio/fills?limit=100&min_ts=1795168800");
        assertThat(request.headers().getFirst("KALSHI-ACCESS-SIGNATURE")).isEqualTo(SECRET + "1");
        assertThat(request.headers().getFirst("User-Agent")).isEqualTo("Caravan");
    }

    @Test
    void publicOperationIsNotSigned() {
        server.answering(200, "{\"market\":{\"ticker\":\"M\",\"status\":\"active\"}}");
        assertThat(client().call(Operations.named("GetMarket"), Map.of("ticker", "M")))
                .isInstanceOfSatisfying(
                        Market.class, market -> assertThat(market.ticker()).isEqualTo("M"));
        assertThat(signed).isEmpty();
        assertThat(server.requests.get(0).headers()).doesNotContainKey("KALSHI-ACCESS-SIGNATURE");
    }

    @Test
    void whatIsSignedIsWhatIsSent() {
        server.answering(404, "{}");
        RestClient client = client();
        String hostile = "../a b/c?d=e&f#g{{kalshi.api-key-id}}%2F:ü+";
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> client.call(Operations.named("GetOrder"), Map.of("order_id", hostile)));
        String encoded = "/trade-api/v2/portfolio/orders/"
                + "..%2Fa%20b%2Fc%3Fd%3De%26f%23g%7B%7Bkalshi.api-key-id%7D%7D%252F%3A%C3%BC%2B";
        assertThat(server.requests.get(0).target()).isEqualTo(encoded);
        assertThat(signed).containsExactly("GET " + encoded);
    }

    @Test
    void queryIsEncodedAndListsAreJoined() {
        server.answering(200, NO_FILLS);
        client().call(Operations.named("GetFills"), Map.of("ticker", List.of("A&B", "C D"), "cursor", "a+/=="));
        assertThat(server.requests.get(0).target())
                .isEqualTo("/trade-api/v2/portfolio/fills?cursor=a%2B%2F%3D%3D&ticker=A%26B%2CC%20D");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", ".."})
    void pathParameterThatWouldChangeThePathIsRefused(String ticker) {
        RestClient client = client();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.call(Operations.named("GetMarket"), Map.of("ticker", ticker)));
        assertThat(server.requests).isEmpty();
    }

    @Test
    void unknownParameterIsRefusedWithThoseThatThereAre() {
        RestClient client = client();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.call(Operations.named("GetFills"), Map.of("min_time", 5)))
                .withMessage("expected parameters of GetFills to be among [ticker, order_id, min_ts, max_ts, limit,"
                        + " cursor, subaccount, exchange_index], found 'min_time'");
    }

    @Test
    void eachAttemptIsSignedAfreshAfterALongerWait() {
        server.answering(503, "")
                .answering(429, "{\"error\":\"too many requests\"}")
                .answering(200, NO_FILLS);
        client().call(Operations.named("GetFills"), Map.of());
        assertThat(server.requests)
                .extracting(request -> request.headers().getFirst("KALSHI-ACCESS-SIGNATURE"))
                .containsExactly(SECRET + "1", SECRET + "2", SECRET + "3");
        assertThat(waits).hasSize(2);
        assertThat(waits.get(0)).isBetween(Duration.ofMillis(500), Duration.ofMillis(1_500));
        assertThat(waits.get(1)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
    }

    @Test
    void thirdFailureIsTheLast() {
        server.answering(500, "<html>Internal Server Error</html>");
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> client().call(Operations.named("GetFills"), Map.of()))
                .withMessage("GetFills: expected an answer, found status 500: no reason given")
                .satisfies(failure -> assertThat(failure.status()).isEqualTo(500));
        assertThat(server.requests).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    400 | {"error":{"code":"invalid_price","message":"invalid price","details":"off grid"}} | InvalidRequestException | invalid_price | GetFills: refused with 400: invalid_price: invalid price: off grid
                    400 | {"code":"bad_request","message":"bad request","details":"json: cannot"}           | InvalidRequestException | bad_request   | GetFills: refused with 400: bad_request: bad request: json: cannot
                    400 | {"msg":"Parameter validation failed"}                                             | InvalidRequestException | ``            | GetFills: refused with 400: Parameter validation failed
                    410 | gone\u0000                                                                        | InvalidRequestException | ``            | GetFills: refused with 410: no reason given
                    404 | {"error":{"code":"not_found","message":"not found","service":"exchange"}}         | NotFoundException       | not_found     | GetFills: not found, answered with 404: not_found: not found
                    409 | {"error":{"code":"trading_is_paused","message":"trading is paused"}}              | ConflictException       | trading_is_paused | GetFills: refused with 409: trading_is_paused: trading is paused
                    307 | {}                                                                                | UnavailableException    | ``            | GetFills: expected an answer, found status 307: no reason given
                    """)
    void refusalIsTypedAndFinal(int status, String body, String type, String code, String message) {
        server.answering(status, body);
        KalshiException failure = catchThrowableOfType(
                KalshiException.class, () -> client().call(Operations.named("GetFills"), Map.of()));
        assertThat(failure.getClass().getSimpleName()).isEqualTo(type);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.operation()).isEqualTo("GetFills");
        assertThat(failure).hasMessage(message);
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void tooManyRequestsIsTypedAfterTheLastAttempt() {
        server.answering(429, "{\"error\":\"too many requests\"}");
        assertThatExceptionOfType(RateLimitedException.class)
                .isThrownBy(() -> client().call(Operations.named("GetFills"), Map.of()))
                .withMessage("GetFills: asked too often, answered with 429: too many requests");
        assertThat(server.requests).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    401 | {"error":{"code":"header_timestamp_expired","message":"header timestamp expired"}}                                              | CLOCK
                    401 | {"error":{"code":"authentication_error","message":"authentication_error","details":"NOT_FOUND"}}                               | KEY_ID
                    401 | {"error":{"code":"authentication_error","message":"authentication_error","details":"INCORRECT_API_KEY_SIGNATURE"}}             | SIGNATURE
                    401 | {"error":{"code":"signature_is_missing_from_headers","message":"signature is missing from headers"}}                           | SIGNATURE
                    401 | {"code":"HEADER_TIMESTAMP_EXPIRED"}                                                                                            | CLOCK
                    401 | nothing that is known                                                                                                          | GATEWAY
                    401 | {"error":{"code":"authentication_error"}}                                                                                        | UNEXPLAINED
                    403 | {"error":{"code":"forbidden","details":"NOT_FOUND"}}                                                                           | PERMISSION
                    """)
    void unauthorizedSaysWhatIsWrong(int status, String body, Refusal reason) {
        server.answering(status, body);
        UnauthorizedException failure = catchThrowableOfType(
                UnauthorizedException.class, () -> client().call(Operations.named("GetFills"), Map.of()));
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void redirectIsNotFollowed() throws IOException {
        try (LoopbackServer elsewhere = new LoopbackServer().answering(200, NO_FILLS)) {
            server.answering(exchange -> {
                exchange.getResponseHeaders().set("Location", elsewhere.base() + "/portfolio/fills");
                exchange.sendResponseHeaders(302, -1);
            });
            assertThatExceptionOfType(UnavailableException.class)
                    .isThrownBy(() -> client().call(Operations.named("GetFills"), Map.of()));
            assertThat(elsewhere.requests).isEmpty();
        }
    }

    @Test
    void nobodyListeningIsUnavailable() throws IOException {
        int freePort;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            freePort = socket.getLocalPort();
        }
        RestClient client = client(URI.create("http://127.0.0.1:" + freePort + "/trade-api/v2"), Duration.ofSeconds(5));
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> client.call(Operations.named("GetFills"), Map.of()))
                .withMessageContaining("http://127.0.0.1:" + freePort)
                .withMessageContaining("refused");
        assertThat(signed).hasSize(3);
        assertThat(waits).hasSize(2);
    }

    @Test
    void silenceIsUnavailable() {
        CountDownLatch never = new CountDownLatch(1);
        server.answering(exchange -> await(never));
        RestClient client = client(server.base(), Duration.ofMillis(200));
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> client.call(Operations.named("GetFills"), Map.of()));
        assertThat(server.requests).hasSize(3);
        never.countDown();
    }

    @Test
    void answerThatNeverEndsIsBrokenOff() {
        server.answering(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] spaces = " ".repeat(1_000).getBytes(US_ASCII);
            CountDownLatch never = new CountDownLatch(1);
            for (int i = 0; i < 1_000; i++) {
                exchange.getResponseBody().write(spaces);
                exchange.getResponseBody().flush();
                if (!wait(never, Duration.ofMillis(20))) {
                    return;
                }
            }
        });
        RestClient client = client(server.base(), Duration.ofMillis(300));
        Throwable failure = catchThrowable(() -> client.call(Operations.named("GetFills"), Map.of()));
        assertThat(failure)
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("expected an answer within 300 ms, found it unfinished");
    }

    @Test
    void hugeAnswerIsBrokenOff() {
        server.answering(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] spaces = " ".repeat(1024 * 1024).getBytes(US_ASCII);
            for (int i = 0; i < 100; i++) {
                exchange.getResponseBody().write(spaces);
            }
        });
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> client().call(Operations.named("GetFills"), Map.of()))
                .withMessageContaining("expected an answer of at most 16777216 bytes, found more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html></html>", "{\"fills\":5}", "[]"})
    void unreadableAnswerIsUnavailableAndNotAskedForAgain(String body) {
        server.answering(200, body);
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> client().call(Operations.named("GetFills"), Map.of()))
                .withMessageStartingWith("GetFills: ")
                .withMessageContaining("expected ");
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void exchangeThatIsDownStillTellsItsStatus() {
        server.answering(503, "{\"exchange_active\":false,\"trading_active\":false}");
        ExchangeStatus status = (ExchangeStatus) client().call(Operations.named("GetExchangeStatus"), Map.of());
        assertThat(status.exchangeActive()).isFalse();
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void statusWithoutAStatusIsUnavailable() {
        server.answering(503, "{\"error\":{\"code\":\"unavailable\",\"message\":\"down\"}}");
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> client().call(Operations.named("GetExchangeStatus"), Map.of()));
        assertThat(server.requests).hasSize(3);
    }

    @Test
    void signatureIsInNoException() {
        server.answering(401, "{}");
        Throwable failure = catchThrowable(() -> client().call(Operations.named("GetFills"), Map.of()));
        assertThat(failure).isInstanceOf(KalshiException.class);
        assertThat(Throwables.getStackTrace(failure)).doesNotContain(SECRET, "key-id-7");
    }

    @Test
    void unknownOperationOffersThoseThatAreNamedNearlySo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Operations.named("GetFill"))
                .withMessageStartingWith(
                        "expected an operation of the exchange, found 'GetFill'; did you mean GetFills,");
    }

    private RestClient client() {
        return client(server.base(), Duration.ofSeconds(10));
    }

    private RestClient client(URI base, Duration timeout) {
        Signer signer = (method, path) -> {
            signed.add(method + " " + path);
            return Map.of(
                    "KALSHI-ACCESS-KEY", "key-id-7", "KALSHI-ACCESS-SIGNATURE", SECRET + signatures.incrementAndGet());
        };
        RestClient client = Clients.of(context, base, signer, timeout, waits::add);
        client.start();
        return client;
    }

    private static void await(CountDownLatch latch) {
        wait(latch, Duration.ofSeconds(20));
    }

    /** Returns false when the server is being stopped. */
    private static boolean wait(CountDownLatch latch, Duration time) {
        try {
            return !latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
