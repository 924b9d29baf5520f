package caravan.kalshi.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import caravan.TestCamel;
import caravan.kalshi.catalogue.Operations;
import caravan.model.Rejection.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of a write that was not answered as it should have been. */
@Timeout(30)
class OutcomeTest {
    private static final Map<String, ?> ORDER = Map.of(
            "ticker", "M",
            "client_order_id", "mine-1",
            "side", "bid",
            "count", "1.00",
            "price", "0.56",
            "time_in_force", "good_till_canceled",
            "self_trade_prevention_type", "taker_at_cross");

    private final DefaultCamelContext context = TestCamel.context();
    private final List<Duration> waits = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private LoopbackServer server;

    @BeforeEach
    void start() throws IOException {
        context.start();
        server = new LoopbackServer();
    }

    @AfterEach
    void stop() {
        end.countDown();
        context.stop();
        server.close();
    }

    /** The HTTP client itself repeats requests after such answers, unless it is told not to. */
    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void writeIsSentOnceWhateverTheAnswerInvitesTo(int status) {
        server.answering(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "0");
            exchange.sendResponseHeaders(status, -1);
        });
        assertThatExceptionOfType(KalshiException.class).isThrownBy(this::create);
        assertThatExceptionOfType(KalshiException.class).isThrownBy(this::cancel);
        assertThatExceptionOfType(KalshiException.class).isThrownBy(this::reset);
        assertThat(server.requests).extracting(LoopbackServer.Request::method).containsExactly("POST", "DELETE", "PUT");
        assertThat(waits).isEmpty();
    }

    /** The HTTP client would repeat DELETE and PUT on a connection that ends without an answer. */
    @Test
    void writeIsSentOnceWhenTheConnectionEnds() {
        server.answering(exchange -> {});
        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(this::create);
        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(this::cancel);
        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(this::reset);
        assertThat(server.requests).hasSize(3);
    }

    @Test
    void silenceLeavesTheOutcomeOpen() {
        server.answering(exchange -> {
            try {
                assertThat(end.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        RestClient client = client(server.base(), Duration.ofMillis(200));
        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> client.call(Operations.named("CreateOrderV2"), ORDER))
                .withMessageStartingWith("CreateOrderV2: expected an answer of http://127.0.0.1")
                .withMessageEndingWith("; whether it was carried out is not known")
                .satisfies(failure -> assertThat(failure.status()).isZero());
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void answerThatBreaksOffLeavesTheOutcomeOpen() {
        server.answering(exchange -> {
            exchange.sendResponseHeaders(201, 100);
            exchange.getResponseBody().write("{\"order_id\":".getBytes(StandardCharsets.UTF_8));
        });
        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(this::create);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            500 | <html>Internal Server Error</html>
            503 | {"error":{"code":"service_unavailable"}}
            504 | ''
            408 | ''
            302 | ''
            201 | <html>
            201 | {"order_id":
            """)
    void outcomeIsUnknownUnlessTheExchangeSaysNo(int status, String body) {
        server.answering(status, body);
        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(this::create)
                .satisfies(failure -> assertThat(failure.status()).isEqualTo(status));
        assertThat(server.requests).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            409 | {"error":{"code":"order_already_exists","message":"order already exists","service":"exchange"}} | DUPLICATE
            409 | {"error":{"code":"ORDER_ALREADY_EXISTS:8c35"}}                                                   | DUPLICATE
            409 | {"code":"trading_is_paused","message":"trading is paused"}                                      | TRADING_PAUSED
            409 | {"error":{"code":"EXCHANGE_PAUSED"}}                                                             | TRADING_PAUSED
            409 | {"msg":"something new"}                                                                          | OTHER
            """)
    void conflictsAreToldApart(int status, String body, Reason reason) {
        server.answering(status, body);
        ConflictException failure = catchThrowableOfType(ConflictException.class, this::create);
        assertThat(failure.rejection().reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"error":{"code":"MARKET_NOT_ACTIVE"}}                                                          | MARKET_NOT_ACTIVE
            {"error":{"code":"MARKET_INACTIVE"}}                                                            | MARKET_NOT_ACTIVE
            {"code":"market_not_open","message":"market not open"}                                          | MARKET_NOT_ACTIVE
            {"error":{"code":"market_not_found"}}                                                           | NOT_FOUND
            {"error":{"code":"invalid_order","message":"invalid order","details":"post only cross"}}        | POST_ONLY_CROSS
            {"error":{"code":"invalid_order","message":"invalid order"}}                                    | OTHER
            {"error":{"code":"available_balance_too_low"}}                                                  | INSUFFICIENT_BALANCE
            {"msg":"Parameter validation failed"}                                                           | OTHER
            nothing that is known                                                                           | OTHER
            """)
    void reasonIsReadFromEveryShapeAndSpelling(String body, Reason reason) {
        server.answering(400, body);
        InvalidRequestException failure = catchThrowableOfType(InvalidRequestException.class, this::create);
        assertThat(failure.rejection().reason()).isEqualTo(reason);
    }

    @Test
    void whatFoundNoConnectionWasCertainlyNotSent() throws IOException {
        int freePort;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            freePort = socket.getLocalPort();
        }
        for (String address : new String[] {"http://127.0.0.1:" + freePort, "http://no-such-host.invalid"}) {
            RestClient client = client(URI.create(address + "/trade-api/v2"), Duration.ofSeconds(5));
            assertThatExceptionOfType(UnavailableException.class)
                    .isThrownBy(() -> client.call(Operations.named("CreateOrderV2"), ORDER))
                    .withMessageContaining(address);
        }
        assertThat(waits).isEmpty();
    }

    private Object create() {
        return client().call(Operations.named("CreateOrderV2"), ORDER);
    }

    private Object cancel() {
        return client().call(Operations.named("CancelOrderV2"), Map.of("order_id", "o"));
    }

    private Object reset() {
        return client().call(Operations.named("ResetOrderGroup"), Map.of("order_group_id", "g"));
    }

    private RestClient client() {
        return client(server.base(), Duration.ofSeconds(10));
    }

    private RestClient client(URI base, Duration timeout) {
        return Clients.of(context, base, (method, path) -> Map.of(), timeout, waits::add);
    }
}
