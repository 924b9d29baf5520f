package caravan.sandbox.exchange;

import static caravan.sandbox.exchange.ExchangeRig.MARKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.model.BookSide;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class CompressionTest {
    @Test
    void framesAreCompressedForAClientThatOffersIt() throws IOException {
        Vertx vertx = Vertx.vertx();
        WebSocketClient client =
                vertx.createWebSocketClient(new WebSocketClientOptions().setTryUsePerMessageCompression(true));
        try (ExchangeRig rig = new ExchangeRig()) {
            TestClient plain = rig.client();
            WebSocketConnectOptions options = new WebSocketConnectOptions().setAbsoluteURI(rig.exchange.streamUrl());
            String[] headers = plain.headers(rig.clock.instant(), "GET", "/trade-api/ws/v2");
            for (int i = 0; i < headers.length; i += 2) {
                options.addHeader(headers[i], headers[i + 1]);
            }
            WebSocket socket = client.connect(options)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            Queue<String> texts = new ConcurrentLinkedQueue<>();
            socket.textMessageHandler(texts::add);
            String subscribe = "{\"id\":1,\"cmd\":\"subscribe\",\"params\":{\"channels\":[\"orderbook_delta\"],"
                    + "\"market_ticker\":\"" + MARKET + "\"}}";
            socket.writeTextMessage(subscribe)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            plain.send(subscribe);
            await().until(() -> texts.size() == 2 && plain.texts.size() == 2);
            for (int i = 0; i < 50; i++) {
                rig.stranger(BookSide.BID, 100, 100);
            }
            await().until(() -> texts.size() == 52 && plain.texts.size() == 52);
            assertThat(handshake(rig, headers)).contains("permessage-deflate");
            assertThat(texts).containsExactlyElementsOf(plain.texts);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    /** The answer to a client that offers compression. */
    private static String handshake(ExchangeRig rig, String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), rig.exchange.port())) {
            StringBuilder request = new StringBuilder("""
                    GET /trade-api/ws/v2 HTTP/1.1
                    Host: 127.0.0.1
                    Upgrade: websocket
                    Connection: Upgrade
                    Sec-WebSocket-Version: 13
                    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                    Sec-WebSocket-Extensions: permessage-deflate
                    """.replace("\n", "\r\n"));
            for (int i = 0; i < headers.length; i += 2) {
                request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
            }
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            StringBuilder answer = new StringBuilder();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                answer.append(line).append('\n');
            }
            return answer.toString();
        }
    }
}
