package caravan.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server that stores messages as Discord does, and misbehaves when told. */
public final class DiscordServer implements AutoCloseable {
    public static final String WEBHOOK_TOKEN = "wEbHooK-ToKen_0123456789";
    public static final String BOT_TOKEN = "MTE4.bot-token.0123456789";
    public static final String CHANNEL = "1188573123456789012";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the server does with one request. */
    @FunctionalInterface
    public interface Reaction {
        void react(DiscordServer server, HttpExchange exchange, JsonNode message) throws IOException;
    }

    public record Request(String method, String path, Map<String, List<String>> headers, String body, long nanos) {
        public String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }
    }

    public final List<Request> requests = new CopyOnWriteArrayList<>();
    public final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final Map<String, JsonNode> byNonce = new ConcurrentHashMap<>();
    private final Deque<Reaction> script = new ConcurrentLinkedDeque<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    public DiscordServer() throws IOException {
        this(0);
    }

    public DiscordServer(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + port() + "/api/v10";
    }

    public String webhookUrl() {
        return baseUrl() + "/webhooks/1199000000000000001/" + WEBHOOK_TOKEN;
    }

    /** The next requests are met like this, one each; later ones are served well. */
    public DiscordServer next(Reaction... reactions) {
        script.addAll(List.of(reactions));
        return this;
    }

    public static Reaction answer(int status, String body, String... headers) {
        return (server, exchange, message) -> respond(exchange, status, body, headers);
    }

    public static Reaction storeThenAnswer(int status) {
        return (server, exchange, message) -> {
            server.store(exchange, message);
            respond(exchange, status, "{}");
        };
    }

    public static Reaction dropUnread() {
        return (server, exchange, message) -> exchange.close();
    }

    public static Reaction storeThenDrop() {
        return (server, exchange, message) -> {
            server.store(exchange, message);
            exchange.close();
        };
    }

    public static Reaction storeThenTruncate() {
        return (server, exchange, message) -> {
            byte[] body = server.store(exchange, message).toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body, 0, 10);
            exchange.getResponseBody().flush();
            exchange.close();
        };
    }

    /** The headers and the beginning of the body come, and then nothing more; the connection stays open. */
    public static Reaction storeThenStall() {
        return (server, exchange, message) -> {
            byte[] body = server.store(exchange, message).toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body, 0, 10);
            exchange.getResponseBody().flush();
        };
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders()),
                body,
                System.nanoTime()));
        JsonNode message = JSON.readTree(body);
        Reaction reaction = script.poll();
        if (reaction != null) {
            reaction.react(this, exchange, message);
        } else {
            respond(exchange, 200, store(exchange, message).toString());
        }
    }

    private JsonNode store(HttpExchange exchange, JsonNode message) {
        String path = exchange.getRequestURI().getPath();
        String nonce = message.path("enforce_nonce").asBoolean()
                ? message.path("nonce").asText()
                : "";
        if (!nonce.isEmpty() && byNonce.containsKey(nonce)) {
            return byNonce.get(nonce);
        }
        ObjectNode stored = message.deepCopy();
        stored.put("id", String.valueOf(1_300_000_000_000_000_000L + messages.size()));
        stored.put(
                "channel_id", path.contains("/channels/") ? path.replaceAll(".*/channels/(\\d+)/.*", "$1") : CHANNEL);
        messages.add(stored);
        if (!nonce.isEmpty()) {
            byNonce.put(nonce, stored);
        }
        return stored;
    }

    private static void respond(HttpExchange exchange, int status, String body, String... headers) {
        try (exchange) {
            for (int index = 0; index < headers.length; index += 2) {
                exchange.getResponseHeaders().add(headers[index], headers[index + 1]);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
