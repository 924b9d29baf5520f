package caravan.sandbox.discord;

import caravan.sandbox.server.LoopbackServer;
import io.netty.channel.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How answers get to the client, or fail to. Used from the event loop only. */
final class Network {
    private static final String JSON = "application/json";
    private static final String HTML = "text/html";

    private final Vertx vertx;

    Network(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Sends an answer, as far as a fault lets it. */
    void send(HttpServerRequest request, Channel channel, Reply reply, @Nullable Fault fault) {
        Fault.Kind kind = fault == null ? null : fault.kind();
        if (kind == Fault.Kind.DROP || kind == Fault.Kind.APPLY_THEN_DROP) {
            LoopbackServer.reset(channel);
        } else if (kind == Fault.Kind.TRUNCATE) {
            truncate(request, reply);
        } else if (kind == Fault.Kind.DELAY && fault != null) {
            vertx.setTimer(Math.max(1, fault.millis()), elapsed -> send(request.response(), reply));
        } else {
            send(request.response(), reply);
        }
    }

    static void send(HttpServerResponse response, Reply reply) {
        if (response.ended() || response.closed()) {
            return;
        }
        head(response, reply);
        if (reply.body() == null) {
            response.end();
        } else {
            response.putHeader("Content-Type", JSON).end(reply.text());
        }
    }

    /** What the network in front of Discord says when it has had enough of an address. */
    static void tooMany(HttpServerResponse response, int seconds) {
        response.setStatusCode(429)
                .putHeader("Retry-After", Integer.toString(Math.max(1, seconds)))
                .putHeader("Content-Type", HTML)
                .end("<html><body>You are being rate limited</body></html>");
    }

    /** What that network says when Discord itself does not answer. */
    static void badGateway(HttpServerResponse response) {
        response.setStatusCode(502).putHeader("Content-Type", HTML).end();
    }

    /** Announces the whole answer, sends half of it and hangs up. */
    private static void truncate(HttpServerRequest request, Reply reply) {
        HttpServerResponse response = request.response();
        head(response, reply);
        Buffer whole = Buffer.buffer(reply.text());
        response.putHeader("Content-Type", JSON)
                .putHeader("Content-Length", Integer.toString(Math.max(2, whole.length())));
        response.write(whole.length() < 2 ? Buffer.buffer("{") : whole.getBuffer(0, whole.length() / 2))
                .onComplete(written -> request.connection().close());
    }

    private static void head(HttpServerResponse response, Reply reply) {
        Map<String, String> headers = new LinkedHashMap<>(reply.headers());
        headers.put("Cache-Control", "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.forEach(response::putHeader);
        response.setStatusCode(reply.status());
    }
}
