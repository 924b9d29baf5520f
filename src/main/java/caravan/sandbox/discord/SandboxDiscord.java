package caravan.sandbox.discord;

import caravan.sandbox.server.LoopbackServer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.Channel;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Discord on this machine: takes messages as Discord does, and shows them on a page.
 *
 * <p>The API is below {@code /api/v10}, switches are below {@code /sandbox}, the page is at {@code /}. Thread-safe;
 * everything runs on the server's one event loop.
 */
public final class SandboxDiscord implements AutoCloseable {
    public static final String PORT_SETTING = "sandbox.discord-port";

    private static final Logger LOG = LoggerFactory.getLogger(SandboxDiscord.class);
    private static final String API = "/api/v10/";
    private static final String SWITCHES = "/sandbox/";
    private static final int JOURNAL = 2_000;

    private record Entry(long number, Instant time, String method, String path, int status, String body) {}

    private final DiscordOptions options;
    private final Messages messages;
    private final Api api;
    private final Buckets buckets = new Buckets();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final Map<String, Integer> thrown = new TreeMap<>();
    private final Deque<Entry> journal = new ArrayDeque<>();
    private final LoopbackServer server = new LoopbackServer(PORT_SETTING);
    private final AtomicBoolean closed = new AtomicBoolean();
    private long requests;
    private long invalid;

    public SandboxDiscord(DiscordOptions options) {
        this.options = options;
        this.messages = new Messages(options);
        this.api = new Api(options, messages);
    }

    /**
     * Starts to listen on 127.0.0.1.
     *
     * @param port 0 takes any free one
     * @throws caravan.sandbox.server.PortInUseException if somebody else listens there
     */
    public SandboxDiscord start(int port) {
        server.start(port, this::handle);
        return this;
    }

    public int port() {
        return server.port();
    }

    /** What takes the place of {@code https://discord.com/api/v10}. */
    public String baseUrl() {
        return pageUrl() + "api/v10";
    }

    /** Where a person sees the messages. */
    public String pageUrl() {
        return "http://127.0.0.1:" + port() + "/";
    }

    /** The stand-in's own webhook; no secret of anybody. */
    public String webhookUrl() {
        return baseUrl() + "/webhooks/" + options.webhookId() + "/" + options.webhookToken();
    }

    public DiscordOptions options() {
        return options;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.close();
        }
    }

    private void handle(HttpServerRequest request) {
        if (LoopbackServer.isForeign(request)) {
            send(request.response(), Reply.error(403, 0, "this origin or host is not the sandbox's own"));
            return;
        }
        Channel channel = LoopbackServer.channel(request.connection());
        request.body().onSuccess(body -> {
            try {
                route(request, channel, body.toString());
            } catch (RuntimeException e) {
                LOG.error("The Discord stand-in failed at {}", request.method(), e);
                send(request.response(), Reply.error(500, 0, "500: Internal Server Error"));
            }
        });
    }

    private void route(HttpServerRequest request, Channel channel, String body) {
        String path = request.path();
        if (path.startsWith(API)) {
            api(request, channel, path.substring(API.length()), body);
        } else if (path.startsWith(SWITCHES)) {
            send(request.response(), switches(request, path.substring(SWITCHES.length())));
        } else {
            Page.send(request.response(), path);
        }
    }

    private void api(HttpServerRequest request, Channel channel, String below, String body) {
        String method = request.method().name();
        String[] path = below.split("/", -1);
        Instant now = options.clock().instant();
        Fault fault = nextFault(method);
        if (fault != null && fault.kind() == Fault.Kind.DROP) {
            note(method, below, 0, body, now);
            LoopbackServer.reset(channel);
            return;
        }
        if (fault != null && fault.kind() == Fault.Kind.CLOUDFLARE) {
            note(method, below, 429, body, now);
            request.response()
                    .setStatusCode(429)
                    .putHeader("Retry-After", Integer.toString(Math.max(1, fault.millis() / 1_000)))
                    .putHeader("Content-Type", "text/html")
                    .end("<html><body>You are being rate limited</body></html>");
            return;
        }
        Reply reply = answer(request, method, path, body, fault, now);
        note(method, below, reply.status(), body, now);
        if (fault != null && fault.kind() == Fault.Kind.APPLY_THEN_DROP) {
            LoopbackServer.reset(channel);
        } else if (fault != null && fault.kind() == Fault.Kind.DELAY) {
            server.vertx().setTimer(Math.max(1, fault.millis()), elapsed -> send(request.response(), reply));
        } else {
            send(request.response(), reply);
        }
    }

    private Reply answer(
            HttpServerRequest request, String method, String[] path, String body, @Nullable Fault fault, Instant now) {
        if (fault != null && fault.kind() == Fault.Kind.STATUS) {
            return Reply.error(fault.code(), 0, fault.code() + ": " + "Internal Server Error");
        }
        if (fault != null && fault.kind() == Fault.Kind.RATE_LIMIT) {
            return limited(Duration.ofMillis(fault.millis()), "user");
        }
        Api.Call call =
                api.recognize(method, path, request.getHeader("User-Agent"), request.getHeader("Authorization"));
        if (call.refusal() != null) {
            return call.refusal();
        }
        Buckets.Verdict verdict = buckets.take(call.route(), now);
        Reply reply = verdict.refused()
                ? limited(verdict.retryAfter(), verdict.scope())
                : api.run(method, path, request.params(), body);
        if (fault != null && fault.kind() == Fault.Kind.APPLY_THEN_STATUS) {
            return Reply.error(fault.code(), 0, fault.code() + ": Bad Gateway");
        }
        return reply.with(verdict.headers());
    }

    private static Reply limited(Duration wait, String scope) {
        ObjectNode body = Reply.MAPPER.createObjectNode();
        body.put("message", "You are being rate limited.")
                .put("retry_after", BigDecimal.valueOf(wait.toMillis(), 3))
                .put("global", false);
        return Reply.of(429, body)
                .with(Map.of(
                        "Retry-After",
                        Long.toString(Math.max(1, (wait.toMillis() + 999) / 1_000)),
                        "X-RateLimit-Scope",
                        scope,
                        "Via",
                        "1.1 google"));
    }

    private @Nullable Fault nextFault(String method) {
        for (Iterator<Fault> waiting = faults.iterator(); waiting.hasNext(); ) {
            Fault fault = waiting.next();
            if (fault.fits(method)) {
                waiting.remove();
                thrown.merge(fault.kind().word(), 1, Integer::sum);
                return fault;
            }
        }
        return null;
    }

    private Reply switches(HttpServerRequest request, String what) {
        String method = request.method().name();
        try {
            return switch (method + " " + what) {
                case "GET messages" -> Reply.ok(messagesJson());
                case "GET requests" -> Reply.ok(journalJson());
                case "GET state" -> Reply.ok(state());
                case "POST limits" -> limits(request);
                case "DELETE faults" -> {
                    faults.clear();
                    yield Reply.ok(state());
                }
                default -> fault(request, method, what);
            };
        } catch (IllegalArgumentException e) {
            return Reply.error(400, 0, String.valueOf(e.getMessage()));
        }
    }

    private Reply fault(HttpServerRequest request, String method, String what) {
        Fault.Kind kind = what.startsWith("faults/") ? Fault.kind(what.substring("faults/".length())) : null;
        if (kind == null || !method.equals("POST")) {
            return Reply.error(404, 0, "404: Not Found");
        }
        Fault fault = Fault.of(kind, request.params());
        for (int left = Fault.number(request.params(), "count", 1, 10_000); left > 0; left--) {
            faults.add(fault);
        }
        return Reply.ok(state());
    }

    private Reply limits(HttpServerRequest request) {
        String on = request.getParam("on");
        String hidden = request.getParam("hidden");
        buckets.on = on == null ? buckets.on : Boolean.parseBoolean(on);
        buckets.hidden = hidden == null ? buckets.hidden : Boolean.parseBoolean(hidden);
        return Reply.ok(state());
    }

    private ObjectNode state() {
        ObjectNode state = Reply.MAPPER.createObjectNode();
        state.put("messages", messages.all().size())
                .put("requests", requests)
                .put("invalid_requests", invalid)
                .put("faults_waiting", faults.size());
        ObjectNode counts = state.putObject("faults");
        thrown.forEach(counts::put);
        state.putObject("limits").put("on", buckets.on).put("hidden", buckets.hidden);
        return state;
    }

    private ObjectNode messagesJson() {
        ObjectNode body = Reply.MAPPER.createObjectNode();
        ArrayNode list = body.putArray("messages");
        for (Messages.Stored message : messages.all()) {
            ObjectNode entry =
                    list.addObject().put("received", message.received().toString());
            entry.set("message", message.json());
            entry.set("request", message.request());
        }
        return body;
    }

    private ObjectNode journalJson() {
        ObjectNode body = Reply.MAPPER.createObjectNode();
        ArrayNode list = body.putArray("requests");
        for (Entry entry : journal) {
            list.addObject()
                    .put("number", entry.number())
                    .put("time", entry.time().toString())
                    .put("method", entry.method())
                    .put("path", entry.path())
                    .put("status", entry.status())
                    .put("body", entry.body());
        }
        return body;
    }

    /** @param status 0 when the connection was dropped before anything was applied */
    private void note(String method, String below, int status, String body, Instant time) {
        requests++;
        if (status == 401 || status == 403 || status == 429) {
            invalid++;
        }
        String path = "/" + below.replace(options.webhookToken(), "{token}");
        journal.add(new Entry(requests, time, method, path, status, body));
        if (journal.size() > JOURNAL) {
            journal.remove();
        }
    }

    private static void send(HttpServerResponse response, Reply reply) {
        if (response.ended() || response.closed()) {
            return;
        }
        Map<String, String> headers = new LinkedHashMap<>(reply.headers());
        headers.put("Cache-Control", "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.forEach(response::putHeader);
        response.setStatusCode(reply.status());
        if (reply.body() == null) {
            response.end();
        } else {
            response.putHeader("Content-Type", "application/json").end(reply.text());
        }
    }
}
