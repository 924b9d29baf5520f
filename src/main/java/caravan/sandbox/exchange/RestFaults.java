package caravan.sandbox.exchange;

import caravan.sandbox.exchange.rest.Answer;
import caravan.sandbox.server.LoopbackServer;
import caravan.sandbox.wire.Json;
import io.netty.channel.Channel;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** Spoils requests on purpose, before or after they are carried out. Used from the event loop only. */
final class RestFaults {
    /**
     * What becomes of a request.
     *
     * @param answer given at once; null where there is none
     * @param isCarriedOut whether the request goes on to the exchange
     */
    record Verdict(@Nullable Answer answer, boolean isCarriedOut) {
        private static final Verdict CARRIED_OUT = new Verdict(null, true);
        private static final Verdict SILENCE = new Verdict(null, false);
    }

    private final Vertx vertx;
    private final Faults faults;

    RestFaults(Vertx vertx, Faults faults) {
        this.vertx = vertx;
        this.faults = faults;
    }

    Verdict before(String method, String path, Channel channel) {
        Answer refusal = refusal(method, path);
        if (refusal != null) {
            return new Verdict(refusal, false);
        }
        if (faults.strike(Fault.RESET_BEFORE, method, path) != null) {
            resetSoon(channel);
            return Verdict.SILENCE;
        }
        ArmedFault late = faults.strike(Fault.TIMEOUT_BEFORE, method, path);
        if (late != null) {
            resetLater(channel, late);
            return Verdict.SILENCE;
        }
        ArmedFault error = faults.peek(Fault.SERVER_ERROR);
        if (error != null && !error.applied()) {
            ArmedFault struck = faults.strike(Fault.SERVER_ERROR, method, path);
            if (struck != null) {
                return new Verdict(serverError(struck), false);
            }
        }
        return Verdict.CARRIED_OUT;
    }

    /** What to answer; null for nothing at all. */
    @Nullable
    Answer after(String method, String path, Channel channel, Answer answer) {
        if (faults.strike(Fault.RESET_AFTER, method, path) != null) {
            resetSoon(channel);
            return null;
        }
        ArmedFault late = faults.strike(Fault.TIMEOUT_AFTER, method, path);
        if (late != null) {
            resetLater(channel, late);
            return null;
        }
        ArmedFault error = faults.peek(Fault.SERVER_ERROR);
        if (error != null && error.applied()) {
            ArmedFault struck = faults.strike(Fault.SERVER_ERROR, method, path);
            return struck == null ? answer : serverError(struck);
        }
        return answer;
    }

    /** Whether the request is put off: nobody is answered, and it is carried out when nobody may expect it any more. */
    boolean putOff(String method, String path, Runnable carryOut) {
        ArmedFault late = faults.strike(Fault.LATE, method, path);
        if (late != null) {
            vertx.setTimer(late.number(), elapsed -> carryOut.run());
        }
        return late != null;
    }

    /** How a handshake is refused; null where it is not. */
    @Nullable
    Answer handshake(String path) {
        Answer refusal = refusal("GET", path);
        if (refusal != null) {
            return refusal;
        }
        ArmedFault error = faults.strike(Fault.SERVER_ERROR, "GET", path);
        return error == null ? null : serverError(error);
    }

    /** How long a handshake that is not refused is kept waiting, in milliseconds; mostly not at all. */
    int slowAccept(String path) {
        ArmedFault slow = faults.strike(Fault.SLOW_ACCEPT, "GET", path);
        return slow == null ? 0 : slow.number();
    }

    private @Nullable Answer refusal(String method, String path) {
        if (faults.strike(Fault.UNAUTHORIZED, method, path) != null) {
            return new Answer(401, Json.error("authentication_error", "authentication_error"));
        }
        if (faults.strike(Fault.RATE_LIMIT, method, path) != null) {
            return new Answer(429, Json.object().put("error", "too many requests"));
        }
        return null;
    }

    private static Answer serverError(ArmedFault fault) {
        String code = fault.number() == 503 ? "service_unavailable" : "internal_server_error";
        return new Answer(fault.number(), Json.error(code, code.replace('_', ' ')));
    }

    /** Not within the request's own handling, which goes on with the connection. */
    private void resetSoon(Channel channel) {
        vertx.setTimer(1, elapsed -> LoopbackServer.reset(channel));
    }

    /** Whoever waits that long is cut off, as by a proxy that loses patience. */
    private void resetLater(Channel channel, ArmedFault late) {
        vertx.setTimer(Math.max(1, late.number() * 1_000L), elapsed -> LoopbackServer.reset(channel));
    }
}
