package caravan.sandbox.exchange;

import caravan.sandbox.exchange.rest.Answer;
import caravan.sandbox.exchange.stream.Audience;
import caravan.sandbox.exchange.stream.Commands;
import caravan.sandbox.exchange.stream.Session;
import caravan.sandbox.simulation.World;
import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the stream: lets clients in, and brings their commands to those who answer. Used from the event loop only. */
final class StreamEndpoint {
    static final String PATH = "/trade-api/ws/v2";

    private static final Logger LOG = LoggerFactory.getLogger(StreamEndpoint.class);
    /** Commands that arrive together are answered in another order; this is how long they are collected. */
    private static final long SHUFFLE_MILLIS = 2;

    private final Vertx vertx;
    private final Turn turn;
    private final World world;
    private final Audience audience;
    private final Commands commands;
    private final RestFaults faults;
    private final ApiKeys keys;
    private final Journal journal;
    private final TrafficLog traffic;

    StreamEndpoint(
            Vertx vertx,
            Turn turn,
            World world,
            Audience audience,
            Commands commands,
            RestFaults faults,
            ApiKeys keys,
            Journal journal,
            TrafficLog traffic) {
        this.vertx = vertx;
        this.turn = turn;
        this.world = world;
        this.audience = audience;
        this.commands = commands;
        this.faults = faults;
        this.keys = keys;
        this.journal = journal;
        this.traffic = traffic;
    }

    /** Answers a request to listen. */
    void open(HttpServerRequest request, Channel channel) {
        Answer refusal = refusal(request);
        if (refusal != null) {
            traffic.rest(request, "", refusal);
            refusal.send(request.response());
            return;
        }
        journal.login(request.getHeader("KALSHI-ACCESS-SIGNATURE"));
        int wait = faults.slowAccept(PATH);
        if (wait == 0) {
            accept(request, channel);
        } else {
            request.pause();
            vertx.setTimer(wait, elapsed -> accept(request, channel));
        }
    }

    private @Nullable Answer refusal(HttpServerRequest request) {
        ObjectNode unknown = keys.refuse("GET", PATH, request.headers());
        if (unknown != null) {
            journal.rejected(unknown);
            return new Answer(401, unknown);
        }
        if (!audience.admits(world.own())) {
            return new Answer(429, Json.object().put("error", "too many requests"));
        }
        return faults.handshake(PATH);
    }

    private void accept(HttpServerRequest request, Channel channel) {
        request.toWebSocket()
                .onSuccess(socket -> serve(request, socket, channel))
                .onFailure(
                        failure -> LOG.debug("A client asked for the stream without a WebSocket handshake", failure));
    }

    private void serve(HttpServerRequest request, ServerWebSocket socket, Channel channel) {
        Session session = audience.open(world.own(), channel);
        traffic.opened(request, session.number());
        socket.textMessageHandler(text -> arrived(session, text));
        // Answered as any message that cannot be read.
        socket.binaryMessageHandler(bytes -> arrived(session, ""));
        socket.exceptionHandler(failure -> LOG.debug("A client of the stream went away", failure));
        socket.closeHandler(gone -> audience.close(session));
    }

    private void arrived(Session session, String text) {
        traffic.command(session.number(), text);
        if (commands.arrived(session, text)) {
            vertx.setTimer(SHUFFLE_MILLIS, elapsed -> turn.take(() -> commands.answer(session)));
        }
    }
}
