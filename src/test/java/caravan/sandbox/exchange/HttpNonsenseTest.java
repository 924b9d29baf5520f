package caravan.sandbox.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.EOFException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no client should send reaches a real server, which says so and goes on. */
class HttpNonsenseTest {
    private static final String ORDERS = "/trade-api/v2/portfolio/events/orders";

    private final ExchangeRig rig = new ExchangeRig();
    private final TestClient client = rig.caller();

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void bodiesThatAreNoOrdersAreRefusedAsSuch() throws Exception {
        List<Long> before = rig.money();
        List<byte[]> bodies = List.of(
                text("[".repeat(200_000)),
                text("{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000)),
                text("{\"ticker\":\"" + "x".repeat(8_000_000) + "\"}"),
                text("{\"count\":" + "9".repeat(100_000) + "}"),
                text("{\"orders\":[" + "{},".repeat(100_000) + "{}]}"),
                new byte[] {'{', '"', (byte) 0xC3, 0x28, '"', ':', '1', '}'},
                new byte[] {(byte) 0xFF, (byte) 0xFE, '{', 0, '}', 0},
                new byte[100_000],
                text(""),
                text("null"));
        for (String path : List.of(ORDERS, ORDERS + "/batched")) {
            for (byte[] body : bodies) {
                HttpResponse<String> answer = post(path, body);
                assertThat(answer.statusCode()).as(answer.body()).isIn(400, 413, 429);
                requireErrorShape(answer.body());
            }
        }
        assertThat(rig.money()).isEqualTo(before);
        assertThat(status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
                "GET http://[ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "GET /trade-api/v2/markets?limit=%zz&%=%&&= HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "GET /trade-api/v2/%00/../..%2f HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "GET /trade-api/v2/exchange/status HTTP/1.1\r\n\r\n",
                "GET /trade-api/v2/exchange/status HTTP/1.1\r\nHost: ev\u00e9l\u0001\r\n\r\n",
                "GET /trade-api/v2/exchange/status HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
                "POST /trade-api/v2/portfolio/events/orders HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
                "GET /trade-api/v2/portfolio/balance HTTP/1.1\r\nHost: 127.0.0.1\r\nKALSHI-ACCESS-KEY: \u00ff\u00fe\r\n"
                        + "KALSHI-ACCESS-TIMESTAMP: 99999999999999999999\r\nKALSHI-ACCESS-SIGNATURE: ====\r\n\r\n",
                "GET /trade-api/ws/v2 HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
                "@ /trade-api/v2/markets HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
            })
    void requestsThatAreNoneAreRefusedOrEnded(String request) throws Exception {
        assertThat(answer(request.getBytes(StandardCharsets.ISO_8859_1))).doesNotContain(" 500 ");
        assertThat(status()).isEqualTo(200);
    }

    @Test
    void headersAndPathsThatAreTooLongAreRefused() throws Exception {
        String start = "GET /trade-api/v2/exchange/status HTTP/1.1\r\nHost: 127.0.0.1\r\n";
        assertThat(answer(text(start + "X-Long: " + "x".repeat(100_000) + "\r\n\r\n")))
                .contains(" 431 ");
        assertThat(answer(text("GET /" + "x".repeat(200_000) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")))
                .contains(" 414 ");
        assertThat(status()).isEqualTo(200);
    }

    private HttpResponse<String> post(String path, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + rig.exchange.port() + path))
                .headers(client.headers(rig.clock.instant(), "POST", path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return client.http.send(request, BodyHandlers.ofString());
    }

    private int status() {
        return client.get("/exchange/status").statusCode();
    }

    /** The status line; empty where the connection is ended instead. */
    private String answer(byte[] request) throws Exception {
        try (RawSocket raw = new RawSocket(URI.create(rig.exchange.restUrl()))) {
            raw.write(request);
            return raw.head();
        } catch (EOFException e) {
            return "";
        }
    }

    private static void requireErrorShape(String text) {
        JsonNode body = TestClient.json(text);
        boolean known = body.at("/error/code").isTextual()
                || (body.path("code").isTextual() && body.path("message").isTextual())
                || body.path("msg").isTextual()
                || body.path("error").asText().equals("too many requests");
        assertThat(known).as(text).isTrue();
        assertThat(text).doesNotContain("Exception").doesNotContain("caravan").doesNotContain("java");
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
