package caravan.cli.call;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.kalshi.rest.KalshiException;
import caravan.kalshi.rest.LoopbackServer;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong is one line, and a code for scripts; nothing is changed by mistake. The exchange is no sandbox here. */
class CallFailuresTest {
    private static final String KEY_ID = "11111111-2222-3333-4444-555555555555";
    private static final String[] CANCEL = {"call", "CancelOrderV2", "order_id=7"};
    private static final String[] NEW_KEY = {"call", "GenerateApiKey", "name=other"};

    @TempDir
    Path folder;

    private LoopbackServer server;
    private Shell shell;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer();
        shell = new Shell(folder)
                .with("KALSHI_ENVIRONMENT", "demo")
                .with("KALSHI_REST_URL", server.base().toString())
                .with("KALSHI_WS_URL", ws(server.base()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400, REFUSED, 3",
        "401, UNAUTHORIZED, 5",
        "403, UNAUTHORIZED, 5",
        "404, NOT_FOUND, 4",
        "409, CONFLICT, 6",
    })
    void eachKindOfFailureHasItsCode(int status, ExitCode kind, int code) {
        server.answering(status, "{\"error\":{\"code\":\"the_reason\"}}");
        assertThat(shell.run("call", "GetMarket", "ticker=A")).isEqualTo(code).isEqualTo(kind.code());
        assertThat(shell.err())
                .hasLineCount(1)
                .startsWith("caravan: GetMarket: ")
                .contains("the_reason");
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void everyKindOfFailureIsToldApart() {
        assertThat(KalshiException.class.getPermittedSubclasses())
                .allMatch(type -> Arrays.stream(ExitCode.values()).anyMatch(code -> code.isFor(type)), "has a code");
    }

    @Test
    void pageThatIsNoJsonIsSaid() {
        server.answering(200, "<html>Welcome to our hotel</html>");
        assertThat(shell.run("call", "GetExchangeStatus")).isEqualTo(8);
        assertThat(shell.err())
                .hasLineCount(1)
                .startsWith("caravan: GetExchangeStatus: expected ")
                .doesNotContain("hotel");
    }

    @Test
    void longErrorPageIsNotRepeated() {
        server.answering(404, "<html>" + "x".repeat(2_000_000) + "</html>");
        assertThat(shell.run("call", "GetMarket", "ticker=A")).isEqualTo(4);
        assertThat(shell.err()).hasLineCount(1).hasSizeLessThan(200);
    }

    /** Takes the three seconds that a read is tried for. */
    @Test
    void cutConnectionIsSaid() {
        server.answering(exchange -> exchange.close());
        assertThat(shell.run("call", "GetExchangeStatus")).isEqualTo(8);
        assertThat(server.requests).hasSizeGreaterThanOrEqualTo(3);
        assertThat(shell.err())
                .hasLineCount(1)
                .startsWith("caravan: GetExchangeStatus: expected an answer of " + server.base())
                .doesNotContain("\tat ");
    }

    @Test
    void changeWithoutAnAnswerIsAnUnknownOutcome() throws Exception {
        makeKey();
        server.answering(exchange -> exchange.close());
        assertThat(shell.run("call", "CancelOrderV2", "order_id=7", "--yes")).isEqualTo(9);
        assertThat(server.requests).hasSize(1);
        assertThat(shell.err())
                .hasLineCount(1)
                .endsWith("whether it was carried out is not known" + System.lineSeparator());
    }

    /** Without an id of its own nobody could find out whether the order is there. */
    @Test
    void orderOfUnknownOutcomeCanBeFoundByItsId() throws Exception {
        makeKey();
        server.answering(exchange -> exchange.close());
        assertThat(shell.run(
                        "call",
                        "CreateOrderV2",
                        "ticker=A",
                        "side=bid",
                        "price=0.10",
                        "count=1",
                        "time_in_force=good_till_canceled",
                        "self_trade_prevention_type=maker",
                        "--yes"))
                .isEqualTo(9);
        String id = new ObjectMapper()
                .readTree(server.requests.get(0).body())
                .path("client_order_id")
                .asText();
        assertThat(UUID.fromString(id)).hasToString(id);
        assertThat(shell.err()).hasLineCount(2).contains("the same call with client_order_id=" + id);
    }

    @Test
    void pagesAreAskedForOnlyWhenTheyAreNeeded() {
        server.answering(200, "{\"markets\":[{\"ticker\":\"A\"},{\"ticker\":\"B\"}],\"cursor\":\"1\"}")
                .answering(200, "{\"markets\":[{\"ticker\":\"C\"},{\"ticker\":\"D\"}],\"cursor\":\"2\"}")
                .answering(404, "{}");
        assertThat(shell.run("call", "GetMarkets", "--limit-items", "3", "--format", "json"))
                .isZero();
        assertThat(shell.out().strip())
                .isEqualTo("{\"markets\":[{\"ticker\":\"A\"},{\"ticker\":\"B\"},{\"ticker\":\"C\"}]}");
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void debugShowsWhere() {
        server.answering(404, "{}");
        assertThat(shell.run("call", "GetMarket", "ticker=A", "--debug")).isEqualTo(4);
        assertThat(shell.err()).contains("\tat caravan.kalshi.rest.");
    }

    @Test
    void noKeyIsSaidBeforeAnythingIsSent() {
        assertThat(shell.run("call", "GetBalance")).isEqualTo(2);
        assertThat(shell.err())
                .hasLineCount(1)
                .contains(
                        "kalshi.api-key-id: expected the id of an API key with kalshi.environment = demo, found nothing");
        assertThat(server.requests).isEmpty();
    }

    @Test
    void whatEverybodyMayAskNeedsNoKey() {
        server.answering(200, "{\"exchange_active\":true,\"a\\u001b[31m\":\"b\\u009b\"}");
        assertThat(shell.run("call", "GetExchangeStatus")).isZero();
        assertThat(shell.run("call", "raw", "path=/exchange/status")).isZero();
        assertThat(server.requests)
                .hasSize(2)
                .noneMatch(request -> request.headers().containsKey("KALSHI-ACCESS-KEY"));
    }

    @Test
    void nothingOfStrangersIsObeyedByATerminal() {
        server.answering(200, "{\"markets\":[{\"ticker\":\"A\\u001b[31m\\u009b\\u202e\",\"\\u001bb\":1}]}");
        Predicate<Integer> obeyed =
                c -> c != '\n' && c != '\t' && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
        for (String format : new String[] {"table", "json", "plain"}) {
            for (String columns : new String[] {"", "80"}) {
                assertThat(shell.with("COLUMNS", columns).run("call", "GetMarkets", "--format", format))
                        .isZero();
                assertThat(shell.out().codePoints().boxed()).as(format).noneMatch(obeyed);
            }
        }
    }

    @Test
    void scriptHasToSayThatItMeansIt() throws Exception {
        makeKey();
        server.answering(200, "{}");
        assertThat(shell.run(CANCEL)).isEqualTo(2);
        assertThat(shell.err())
                .hasLineCount(1)
                .contains(
                        "CancelOrderV2: expected --yes, since it changes the account on demo and nobody is at a terminal");
        assertThat(server.requests).isEmpty();
        assertThat(shell.run("call", "CancelOrderV2", "order_id=7", "--yes")).isZero();
        assertThat(shell.out()).isEqualToIgnoringNewLines("done");
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void personIsAskedAndHasToTypeWhichExchange() throws Exception {
        makeKey();
        server.answering(200, "{}");
        assertThat(shell.typing("y").run(CANCEL)).isEqualTo(1);
        assertThat(shell.err()).contains("DELETE /portfolio/events/orders/7", "Type demo to send it: ", "not sent");
        assertThat(shell.typing("").run(CANCEL)).isEqualTo(1);
        assertThat(server.requests).isEmpty();
        assertThat(shell.typing("demo").run(CANCEL)).isZero();
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void keysAndMoneyNeedMore() throws Exception {
        makeKey();
        server.answering(200, "{\"api_key_id\":\"8\"}");
        assertThat(shell.typing("demo").run(NEW_KEY)).isEqualTo(2);
        assertThat(shell.err())
                .hasLineCount(1)
                .contains("expected --dangerous on demo, since it makes or deletes keys");
        assertThat(shell.run("call", "GenerateApiKey", "name=other", "--yes")).isEqualTo(2);
        assertThat(shell.run("call", "raw", "method=POST", "path=/api_keys/generate", "name=other", "--yes"))
                .isEqualTo(2);
        assertThat(shell.err()).contains("the catalogue does not know it");
        assertThat(server.requests).isEmpty();
        assertThat(shell.run("call", "GenerateApiKey", "name=other", "--yes", "--dangerous"))
                .isZero();
        assertThat(shell.typing("demo").run("call", "GenerateApiKey", "name=other", "--dangerous"))
                .isZero();
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void keyIsInNoOutput() throws Exception {
        String key = makeKey();
        assertThat(shell.run("call", "CreateOrderGroup", "contracts_limit=5", "--curl", "--debug"))
                .isZero();
        assertThat(shell.out())
                .contains(" -X 'POST' ", "KALSHI-ACCESS-KEY: " + KEY_ID, "--data-raw '{\"contracts_limit\":5}'");
        assertThat(shell.out() + shell.err()).doesNotContain(key.substring(0, 20));
        assertThat(server.requests).isEmpty();
    }

    /** Makes a key, names it in the settings, and returns what nobody may see. */
    private String makeKey() throws GeneralSecurityException, IOException {
        byte[] key = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        String secret = Base64.getEncoder().encodeToString(key);
        Path file = Files.writeString(
                folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n" + secret + "\n-----END PRIVATE KEY-----\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        shell.with("KALSHI_API_KEY_ID", KEY_ID).with("KALSHI_PRIVATE_KEY_PATH", "key.pem");
        return secret;
    }

    private static String ws(URI rest) {
        return "ws://" + rest.getAuthority() + "/trade-api/ws/v2";
    }
}
