package caravan.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.sandbox.discord.DiscordOptions;
import caravan.sandbox.discord.SandboxDiscord;
import caravan.sandbox.exchange.ExchangeOptions;
import caravan.sandbox.exchange.SandboxExchange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no client library would send, at both servers. */
class LoopbackServerTest {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    static Path folder;

    private static SandboxExchange exchange;
    private static SandboxDiscord discord;

    @BeforeAll
    static void start() {
        exchange = new SandboxExchange(ExchangeOptions.of(1, folder, Duration.ofSeconds(8), InstantSource.system())
                        .withTick(Duration.ZERO))
                .start(0);
        discord = new SandboxDiscord(DiscordOptions.of(InstantSource.system())).start(0);
    }

    @AfterAll
    static void stop() {
        exchange.close();
        discord.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/trade-api/v2/markets?limit=%zz",
                "/trade-api/v2/markets?%",
                "/trade-api/ws/v2?x=%zz",
                "/sandbox/state?x=%zz"
            })
    void aQueryThatCannotBeReadIsABadRequest(String target) throws IOException {
        assertThat(answer(exchange.port(), "GET", target, 0, 0)).isEqualTo("HTTP/1.1 400 Bad Request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v10/channels/1/messages?limit=%zz", "/sandbox/state?x=%zz", "/?x=%zz"})
    void aQueryThatCannotBeReadIsABadRequestAtDiscordToo(String target) throws IOException {
        assertThat(answer(discord.port(), "GET", target, 0, 0)).isEqualTo("HTTP/1.1 400 Bad Request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/trade-api/v2/portfolio/events/orders", "/sandbox/orders"})
    void aBodyIsRefusedWhileItIsStillOnItsWay(String target) throws IOException {
        assertThat(answer(exchange.port(), "POST", target, 1_000L * MEBIBYTE, MEBIBYTE + 1))
                .isEqualTo("HTTP/1.1 413 Request Entity Too Large");
    }

    @Test
    void aBodyOfTheLargestSizeIsRead() throws IOException {
        assertThat(answer(exchange.port(), "POST", "/sandbox/orders", MEBIBYTE, MEBIBYTE))
                .isEqualTo("HTTP/1.1 400 Bad Request");
    }

    /** The first line of what is answered to a request whose body ends before its announced length. */
    private static String answer(int port, String method, String target, long announced, int sent) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            String head = "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: %d\r\n\r\n"
                    .formatted(method, target, port, announced);
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            byte[] body = new byte[sent];
            Arrays.fill(body, (byte) 'x');
            out.write(body);
            out.flush();
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }
}
