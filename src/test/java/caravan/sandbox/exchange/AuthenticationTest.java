package caravan.sandbox.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {
    private static final String FILLS = "/trade-api/v2/portfolio/fills";

    @TempDir
    static Path folder;

    private SandboxExchange exchange;
    private TestClient client;

    @BeforeEach
    void start() {
        ExchangeOptions options = ExchangeOptions.of(1, folder, Duration.ofSeconds(8), InstantSource.system())
                .withTick(Duration.ZERO);
        exchange = new SandboxExchange(options).start(0);
        client = new TestClient(exchange, InstantSource.system());
    }

    @AfterEach
    void stop() {
        client.close();
        exchange.close();
    }

    @Test
    void aGoodSignatureOpensStreamAndRest() {
        client.connect();
        assertThat(client.signed("/portfolio/fills").path("cursor").asText()).isEmpty();
        assertThat(client.control("/state").at("/logins").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-19, 0, 29})
    void aClockThatIsALittleOffPasses(int seconds) {
        assertThat(status(Instant.now().plusSeconds(seconds))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {-22, 32, 300})
    void aClockThatIsFarOffFails(int seconds) {
        Instant time = Instant.now().plusSeconds(seconds);
        HttpResponse<String> response = client.get("/portfolio/fills", client.headers(time, "GET", FILLS));
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body())
                .isEqualTo(
                        "{\"error\":{\"code\":\"header_timestamp_expired\",\"message\":\"header timestamp expired\"}}");
    }

    @Test
    void aSignatureOverAnotherPathIsWrong() {
        HttpResponse<String> response =
                client.get("/portfolio/fills", client.headers(Instant.now(), "GET", "/trade-api/v2/portfolio/orders"));
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body())
                .isEqualTo("{\"error\":{\"code\":\"authentication_error\",\"message\":\"authentication_error\","
                        + "\"details\":\"INCORRECT_API_KEY_SIGNATURE\"}}");
    }

    @Test
    void anUnknownKeyIsNotFound() {
        HttpResponse<String> response =
                client.get("/portfolio/fills", TestClient.headers("nobody", client.key(), Instant.now(), "GET", FILLS));
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(TestClient.json(response.body()).at("/error/details").asText())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void noSignatureIsSaidSo() {
        HttpResponse<String> response = client.get("/portfolio/fills");
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body())
                .isEqualTo("{\"error\":{\"code\":\"signature_is_missing_from_headers\","
                        + "\"message\":\"signature is missing from headers\"}}");
    }

    @Test
    void aSignatureCountsAlsoWhereNoneIsNeeded() {
        String path = "/trade-api/v2/markets";
        HttpResponse<String> response =
                client.get("/markets", TestClient.headers("nobody", client.key(), Instant.now(), "GET", path));
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(client.get("/markets", client.headers(Instant.now(), "GET", path))
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.get("/markets").statusCode()).isEqualTo(200);
    }

    @Test
    void signedReadsOfEveryKindComeOutOfOneBudget() {
        try (SandboxExchange slow = new SandboxExchange(
                                ExchangeOptions.of(1, folder, Duration.ofSeconds(8), new TestClock())
                                        .withTick(Duration.ZERO))
                        .start(0);
                TestClient signing = new TestClient(slow, new TestClock())) {
            for (int i = 0; i < 30; i++) {
                signing.signed("/portfolio/balance");
                signing.signed("/exchange/status");
            }
            HttpResponse<String> beyond = signing.get(
                    "/exchange/status", signing.headers(TestClock.START, "GET", "/trade-api/v2/exchange/status"));
            assertThat(beyond.statusCode()).isEqualTo(429);
            assertThat(signing.get("/exchange/status").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theStreamRefusesTheHandshake() {
        Instant late = Instant.now().minusSeconds(60);
        Throwable thrown = catchThrowable(() -> client.handshake(client.headers(late, "GET", "/trade-api/ws/v2")));
        assertThat(thrown).hasCauseInstanceOf(WebSocketHandshakeException.class);
        assertThat(((WebSocketHandshakeException) thrown.getCause())
                        .getResponse()
                        .statusCode())
                .isEqualTo(401);
        assertThat(client.control("/state")
                        .at("/rejected_logins/header_timestamp_expired")
                        .asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "Ed25519"})
    void anotherKeyCanBeRegistered(String algorithm) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        exchange.register("mine", pem);
        HttpResponse<String> response = client.get(
                "/portfolio/fills", TestClient.headers("mine", pair.getPrivate(), Instant.now(), "GET", FILLS));
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void theKeyStaysAndOnlyItsOwnerReadsIt() throws Exception {
        ExchangeOptions options = ExchangeOptions.of(2, folder, Duration.ofSeconds(8), InstantSource.system());
        try (SandboxExchange again = new SandboxExchange(options)) {
            assertThat(again.keyId()).isEqualTo(exchange.keyId());
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(exchange.keyFile())))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://127.0.0.1:1"})
    void anotherSitesPageIsRefused(String origin) {
        assertThat(client.get("/exchange/status", "Origin", origin).statusCode())
                .isEqualTo(403);
    }

    private int status(Instant time) {
        return client.get("/portfolio/fills", client.headers(time, "GET", FILLS))
                .statusCode();
    }
}
