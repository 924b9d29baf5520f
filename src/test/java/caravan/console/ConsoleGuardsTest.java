package caravan.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask the console, over real sockets. */
class ConsoleGuardsTest {
    private static final String BOTH = "file:routes/console.camel.yaml,file:routes/history.camel.yaml";
    private static final String TOKEN = "0123456789abcdefghijklmnopqrstuvwxyz";

    @TempDir
    private Path folder;

    @Test
    void foreignPagesAndNamesAreRefused() throws Exception {
        try (ConsoleRig rig = ConsoleRig.open(folder)) {
            assertRefused(rig.get("/api/markets", "Origin", "http://evil.example"), 403);
            assertRefused(rig.get("/api/markets", "Origin", "http://localhost:1"), 403);
            assertRefused(rig.get("/api/markets", "Origin", "null"), 403);
            assertRefused(rig.get("/api/markets", "Sec-Fetch-Site", "cross-site"), 403);
            assertRefused(rig.get("/api/markets", "Sec-Fetch-Site", "same-site"), 403);
            assertRefused(
                    rig.post("/api/markets", "{\"action\":\"set\",\"tickers\":[]}", "Origin", "http://evil.example"),
                    403);
            assertThat(rig.commands).isEmpty();
            assertThat(rig.get("/api/markets", "Origin", "http://localhost:" + rig.port())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(rig.get("/api/markets", "Sec-Fetch-Site", "same-origin").statusCode())
                    .isEqualTo(200);
            for (String host :
                    new String[] {"evil.example:" + rig.port(), "127.0.0.1:1", "192.168.0.1:" + rig.port()}) {
                assertThat(rig.raw("GET /api/markets HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                        .startsWith("HTTP/1.1 403")
                        .contains("expected a Host of this machine");
            }
            assertThat(rig.get("/api/markets").headers().map()).doesNotContainKey("access-control-allow-origin");
        }
    }

    @Test
    void tokenIsNeededForEverythingButTheDescription() throws Exception {
        try (ConsoleRig rig = new ConsoleRig(folder, "127.0.0.1", TOKEN, BOTH)) {
            assertRefused(rig.get("/api/markets"), 401);
            assertRefused(rig.get("/api/none"), 401);
            assertRefused(rig.get("/api/history/tickers", "Authorization", "Bearer " + TOKEN + "x"), 401);
            assertRefused(rig.get("/api/history/tickers", "Authorization", "Basic " + TOKEN), 401);
            assertRefused(rig.get("/api/history/tickers?token=" + TOKEN), 401);
            assertRefused(rig.get("//api/markets"), 401);
            assertRefused(rig.get("/api/page/%2e%2e/markets"), 401);
            assertRefused(rig.post("/api/markets", "{\"action\":\"set\",\"tickers\":[]}"), 401);
            assertThat(rig.commands).isEmpty();
            assertThat(rig.get("/api/markets").headers().firstValue("WWW-Authenticate"))
                    .hasValue("Bearer");
            assertThat(rig.get("/api/markets").body()).doesNotContain(TOKEN);

            assertThat(rig.get("/api/markets", "Authorization", "Bearer " + TOKEN)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(rig.get("/api/").statusCode()).isEqualTo(200);
            assertThat(rig.get("/api/openapi.json").statusCode()).isEqualTo(200);
            assertRefused(
                    rig.get("/api/markets", "Authorization", "Bearer " + TOKEN, "Origin", "http://evil.example"), 403);
        }
    }

    @Test
    void onEveryAddressATokenIsNeededAndNamesOfOthersAreRefused() throws Exception {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConsoleServer("0.0.0.0", 0, null))
                .withMessage("expected a token for a console that listens on 0.0.0.0");
        try (ConsoleRig rig = new ConsoleRig(folder, "0.0.0.0", TOKEN, BOTH)) {
            assertRefused(rig.get("/api/markets"), 401);
            String with = "\r\nAuthorization: Bearer " + TOKEN + "\r\nConnection: close\r\n\r\n";
            assertThat(rig.raw("GET /api/markets HTTP/1.1\r\nHost: 192.168.0.1:" + rig.port() + with))
                    .startsWith("HTTP/1.1 200");
            assertThat(rig.raw("GET /api/markets HTTP/1.1\r\nHost: evil.example:" + rig.port() + with))
                    .startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void stageThatIsOffIsNamedInTheAnswer() throws Exception {
        try (ConsoleRig rig = new ConsoleRig(folder, "127.0.0.1", null, "file:routes/console.camel.yaml")) {
            HttpResponse<String> response = rig.get("/api/history/tickers");
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).contains("found it switched off; add it to caravan.stages");
        }
    }

    @Test
    void tokenIsMadeOnceForItsOwnerAlone() throws Exception {
        String token = ConsoleToken.of(folder);
        assertThat(token).hasSizeGreaterThan(40);
        assertThat(ConsoleToken.of(folder)).isEqualTo(token);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("console-token"))))
                .isEqualTo("rw-------");
        assertThat(ConsoleToken.of(Files.createDirectory(folder.resolve("other"))))
                .isNotEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "with spaces and many more letters"})
    void fileThatHoldsNoTokenIsRefused(String content) throws Exception {
        Files.writeString(folder.resolve("console-token"), content);
        assertThatIOException()
                .isThrownBy(() -> ConsoleToken.of(folder))
                .withMessageContaining("expected a token of at least 20 letters and figures");
    }

    private static void assertRefused(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    }
}
