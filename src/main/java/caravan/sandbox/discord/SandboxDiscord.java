package caravan.sandbox.discord;

import caravan.sandbox.server.LoopbackServer;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
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
    private static final String FILES = "/attachments/";
    /** No request is read further than this, in bytes. */
    private static final int LONGEST_READ = 26 << 20;
    /** A 429 without this header comes from the network in front of Discord. */
    private static final Map<String, String> VIA = Map.of("Via", "1.1 google");

    private static final Reply TOO_LARGE = Reply.error(413, 40005, "Request entity too large");

    private final DiscordOptions options;
    private final LoopbackServer server = new LoopbackServer(PORT_SETTING);
    private final Network network = new Network(server.vertx());
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Limits limits = new Limits();
    private final Faults faults = new Faults();
    private final Messages messages;
    private final Access access;
    private final Api api;
    private final Journal journal;
    private final Switches switches;

    public SandboxDiscord(DiscordOptions options) {
        this.options = options;
        messages = new Messages(options, this::pageUrl);
        access = new Access(options, messages);
        api = new Api(options, messages, access);
        journal = new Journal(options.webhookToken());
        switches = new Switches(messages, access, limits, faults, journal);
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
            Network.send(request.response(), Reply.error(403, 0, "this origin or host is not the sandbox's own"));
            return;
        }
        if (LoopbackServer.isMalformed(request)) {
            Network.send(request.response(), Reply.error(400, 0, "400: Bad Request"));
            return;
        }
        Channel channel = LoopbackServer.channel(request.connection());
        LoopbackServer.readBody(request, LONGEST_READ, body -> whole(request, channel, body), () -> tooLarge(request));
    }

    private void whole(HttpServerRequest request, Channel channel, Buffer body) {
        try {
            route(request, channel, body);
        } catch (RuntimeException e) {
            LOG.error("The Discord stand-in failed at {}", request.method(), e);
            Network.send(request.response(), Reply.error(500, 0, "500: Internal Server Error"));
        }
    }

    private void tooLarge(HttpServerRequest request) {
        String path = request.path();
        if (path.startsWith(API)) {
            Instant now = options.clock().instant();
            journal.note(Call.of(request, path.substring(API.length()), Buffer.buffer(), now), 413, null);
        }
        Network.send(request.response(), TOO_LARGE.with(VIA));
    }

    private void route(HttpServerRequest request, Channel channel, Buffer body) {
        String path = request.path();
        if (path.startsWith(API)) {
            Call call = Call.of(
                    request, path.substring(API.length()), body, options.clock().instant());
            api(request, channel, call);
        } else if (path.startsWith(SWITCHES)) {
            String what = path.substring(SWITCHES.length());
            Network.send(request.response(), switches.answer(request.method().name(), what, request.params()));
        } else if (path.startsWith(FILES)) {
            Page.sendFile(
                    request.response(), file(path.substring(FILES.length()).split("/", -1)));
        } else {
            Page.send(request.response(), path);
        }
    }

    private @Nullable Upload file(String[] path) {
        for (Message message : messages.all()) {
            if (path.length == 3
                    && message.channel().equals(path[0])
                    && message.files().containsKey(path[1])) {
                return message.files().get(path[1]);
            }
        }
        return null;
    }

    private void api(HttpServerRequest request, Channel channel, Call call) {
        Fault fault = faults.next(call.method(), String.join("/", call.path()));
        Fault.Kind kind = fault == null ? null : fault.kind();
        if (kind == Fault.Kind.CLOUDFLARE || limits.isBlocked(call.time())) {
            journal.note(call, 429, fault);
            Network.tooMany(request.response(), fault == null ? 600 : fault.millis() / 1_000);
        } else if (kind == Fault.Kind.BAD_GATEWAY) {
            journal.note(call, 502, fault);
            Network.badGateway(request.response());
        } else {
            Reply reply = answer(call, fault).with(VIA);
            limits.answered(reply, call.time());
            journal.note(call, kind == Fault.Kind.DROP ? 0 : reply.status(), fault);
            network.send(request, channel, reply, fault);
        }
    }

    private Reply answer(Call call, @Nullable Fault fault) {
        if (fault == null) {
            return answer(call);
        }
        if (fault.kind() == Fault.Kind.RATE_LIMIT) {
            return limited(call, fault);
        }
        Reply applied = fault.kind().isApplied() ? answer(call) : Reply.noContent();
        boolean replaced = fault.kind() == Fault.Kind.STATUS || fault.kind() == Fault.Kind.APPLY_THEN_STATUS;
        String reason = HttpResponseStatus.valueOf(fault.code()).reasonPhrase();
        return replaced ? Reply.error(fault.code(), fault.error(), fault.code() + ": " + reason) : applied;
    }

    private Reply limited(Call call, Fault fault) {
        Duration wait = Duration.ofMillis(fault.millis());
        Reply reply = Limits.limited(wait, "user", fault.error());
        Operation operation = Operation.of(call.method(), call.path());
        boolean known = operation != null && access.refusal(operation, call) == null;
        return known && operation != null ? reply.with(limits.spent(operation, call, wait)) : reply;
    }

    private Reply answer(Call call) {
        Reply refusal = Access.agentRefusal(call);
        if (refusal == null) {
            refusal = limits.globalRefusal(call, access.isBot(call));
        }
        if (refusal != null) {
            return refusal;
        }
        Operation operation = Operation.of(call.method(), call.path());
        if (operation == null) {
            return Operation.isPath(call.path())
                    ? Reply.error(405, 0, "405: Method Not Allowed")
                    : Reply.error(404, 0, "404: Not Found");
        }
        refusal = access.refusal(operation, call);
        if (refusal == null) {
            refusal = limits.refusal(operation, call, api.channel(operation, call), api.created(operation, call));
        }
        if (refusal != null) {
            return refusal;
        }
        Reply reply = call.body().length() > Payload.LARGEST ? TOO_LARGE : api.run(operation, call);
        return reply.with(limits.headers(operation, call));
    }
}
