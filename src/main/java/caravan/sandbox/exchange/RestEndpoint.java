package caravan.sandbox.exchange;

import caravan.sandbox.engine.Account;
import caravan.sandbox.exchange.rest.Answer;
import caravan.sandbox.exchange.rest.RestApi;
import caravan.sandbox.simulation.World;
import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.Channel;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Serves REST: checks who asks, carries out, answers, unless a fault comes between. Used from the event loop only. */
final class RestEndpoint {
    static final String PATH = "/trade-api/v2";

    private static final int TOO_MANY = 429;

    private final Turn turn;
    private final World world;
    private final RestApi rest;
    private final RestFaults faults;
    private final CancelTail cancelTail;
    private final ApiKeys keys;
    private final Journal journal;
    private final TrafficLog traffic;
    private final InstantSource clock;

    /** @param clock for the time that answers tell */
    RestEndpoint(
            Turn turn,
            World world,
            RestApi rest,
            RestFaults faults,
            CancelTail cancelTail,
            ApiKeys keys,
            Journal journal,
            TrafficLog traffic,
            InstantSource clock) {
        this.turn = turn;
        this.world = world;
        this.rest = rest;
        this.faults = faults;
        this.cancelTail = cancelTail;
        this.keys = keys;
        this.journal = journal;
        this.traffic = traffic;
        this.clock = clock;
    }

    void serve(HttpServerRequest request, String body, Channel channel) {
        request.response().putHeader("Date", httpDate());
        String method = request.method().name();
        String path = request.path();
        if (faults.putOff(method, path, () -> turn.take(() -> answer(request, method, path, body)))) {
            traffic.rest(request, body, null);
            return;
        }
        RestFaults.Verdict verdict = faults.before(method, path, channel);
        Answer answer = verdict.answer();
        if (verdict.isCarriedOut()) {
            Answer honest = turn.take(() -> answer(request, method, path, body));
            answer = faults.after(method, path, channel, honest);
        }
        traffic.rest(request, body, answer);
        if (answer != null) {
            answer.send(request.response());
        }
    }

    private Answer answer(HttpServerRequest request, String method, String path, String body) {
        if (!path.startsWith(PATH + "/")) {
            return new Answer(404, Json.error("not_found", "not found"));
        }
        String below = path.substring(PATH.length());
        journal.request(rest.operation(method, below));
        Account who = null;
        // Who signs is known, and pays, also where nobody needs to.
        if (rest.isPrivate(method, below) || ApiKeys.isSigned(request.headers())) {
            ObjectNode refusal = keys.refuse(method, path, request.headers());
            if (refusal != null) {
                journal.rejected(refusal);
                return new Answer(401, refusal);
            }
            who = world.own();
        }
        Answer answer = rest.answer(method, below, request.params(), request.getHeader("Content-Type"), body, who);
        if (answer.status() == TOO_MANY) {
            journal.overBudget();
        }
        cancelTail.after(method, below, answer);
        return answer;
    }

    private String httpDate() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
    }
}
