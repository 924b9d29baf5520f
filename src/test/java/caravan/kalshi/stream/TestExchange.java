package caravan.kalshi.stream;

import caravan.kalshi.auth.TestKeys;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The exchange's side of a socket, on loopback: checks signatures, answers commands, and does as it is told. */
final class TestExchange implements AutoCloseable {
    static final String PATH = "/trade-api/ws/v2";
    private static final JsonMapper JSON = new JsonMapper();

    /** One handshake; {@code signed} tells whether its signature verifies and its time is now. */
    record Handshake(String timestamp, String signature, boolean signed) {}

    final List<Handshake> handshakes = new CopyOnWriteArrayList<>();
    final List<ServerWebSocket> sockets = new CopyOnWriteArrayList<>();
    final List<JsonNode> commands = new CopyOnWriteArrayList<>();

    /** Returns true when it has answered the request itself, instead of a socket. */
    volatile Predicate<HttpServerRequest> gate = request -> false;

    volatile long handshakeDelayMillis;
    volatile Consumer<ServerWebSocket> onOpen = socket -> {};
    volatile BiConsumer<ServerWebSocket, JsonNode> onCommand = TestExchange::accept;

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    TestExchange() throws Exception {
        this(0, false);
    }

    /** @param compressing whether an offer to compress is accepted */
    TestExchange(int port, boolean compressing) throws Exception {
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setPerMessageWebSocketCompressionSupported(compressing)
                .setPerFrameWebSocketCompressionSupported(false);
        server = vertx.createHttpServer(options)
                .requestHandler(this::request)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
    }

    int port() {
        return server.actualPort();
    }

    String url() {
        return "ws://127.0.0.1:" + port() + PATH;
    }

    private void request(HttpServerRequest request) {
        String timestamp = request.getHeader("KALSHI-ACCESS-TIMESTAMP");
        String signature = request.getHeader("KALSHI-ACCESS-SIGNATURE");
        boolean fresh = Math.abs(System.currentTimeMillis() - Long.parseLong(timestamp)) < 5000;
        boolean valid = TestKeys.verifies(TestKeys.RSA.getPublic(), timestamp + "GET" + PATH, signature);
        handshakes.add(new Handshake(timestamp, signature, fresh && valid));
        if (gate.test(request)) {
            return;
        }
        if (handshakeDelayMillis > 0) {
            request.pause();
            vertx.setTimer(handshakeDelayMillis, id -> upgrade(request));
        } else {
            upgrade(request);
        }
    }

    private void upgrade(HttpServerRequest request) {
        request.toWebSocket().onSuccess(socket -> {
            socket.textMessageHandler(text -> {
                JsonNode command = parse(text);
                commands.add(command);
                onCommand.accept(socket, command);
            });
            sockets.add(socket);
            onOpen.accept(socket);
        });
    }

    /** Answers as the exchange does when all is well: the subscription's number is the command's. */
    static void accept(ServerWebSocket socket, JsonNode command) {
        socket.writeTextMessage(subscribed(command));
    }

    static String subscribed(JsonNode command) {
        return "{\"id\":%d,\"type\":\"subscribed\",\"msg\":{\"channel\":\"%s\",\"sid\":%d}}\n"
                .formatted(
                        command.get("id").asLong(),
                        channel(command),
                        command.get("id").asLong());
    }

    static String error(long id, int code, String message) {
        return "{\"id\":%d,\"type\":\"error\",\"msg\":{\"code\":%d,\"msg\":\"%s\"}}".formatted(id, code, message);
    }

    /** A price message of a market of its own. */
    static String ticker(int number) {
        return "{\"type\":\"ticker\",\"sid\":1,\"msg\":{\"market_ticker\":\"M-%d\",\"price_dollars\":\"0.5000\",\"yes_bid_dollars\":\"0.4900\",\"yes_ask_dollars\":\"0.5100\",\"volume_fp\":\"10.00\",\"ts_ms\":1776490453460}}\n"
                .formatted(number);
    }

    static String channel(JsonNode command) {
        return command.at("/params/channels/0").asText();
    }

    ServerWebSocket lastSocket() {
        return sockets.get(sockets.size() - 1);
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
