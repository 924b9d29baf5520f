package caravan.kalshi.rest;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on loopback that gives its answers one after the other and keeps what it was asked. */
public final class LoopbackServer implements AutoCloseable {
    /** A request as it arrived. */
    public record Request(String method, String target, Headers headers, String body) {}

    /** Writes an answer. */
    @FunctionalInterface
    public interface Answer {
        void write(HttpExchange exchange) throws IOException;
    }

    static {
        // Without it each answer waits 40 ms between its head and its body.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final String PLENTY = "{\"usage_tier\":\"plenty\",\"grants\":[],"
            + "\"read\":{\"refill_rate\":100000,\"bucket_capacity\":100000},"
            + "\"write\":{\"refill_rate\":100000,\"bucket_capacity\":100000}}";

    public final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile boolean plenty;

    public LoopbackServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean limits = path.endsWith("/account/limits");
        if (plenty && (limits || path.endsWith("/account/endpoint_costs"))) {
            try (exchange) {
                writing(200, limits ? PLENTY : "{\"default_cost\":10,\"endpoint_costs\":[]}")
                        .write(exchange);
            }
            return;
        }
        requests.add(new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        Answer answer;
        synchronized (answers) {
            answer = answers.size() > 1 ? answers.remove() : answers.element();
        }
        try (exchange) {
            answer.write(exchange);
        }
    }

    /** The last answer is given again and again. */
    public LoopbackServer answering(Answer answer) {
        synchronized (answers) {
            answers.add(answer);
        }
        return this;
    }

    /** Forgets the answers that were not given yet. */
    void answerFromNowOn(Answer answer) {
        synchronized (answers) {
            answers.clear();
            answers.add(answer);
        }
    }

    /** Tells who asks for the account's limits that they are wide, and keeps no such question. */
    public LoopbackServer allowingPlenty() {
        plenty = true;
        return this;
    }

    public LoopbackServer answering(int status, String body) {
        return answering(writing(status, body));
    }

    private static Answer writing(int status, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/trade-api/v2");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
