package caravan.kalshi.rest;

import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.wire.ErrorBody;
import caravan.kalshi.wire.RestDecoder;
import caravan.sandbox.engine.Account;
import caravan.sandbox.exchange.rest.Answer;
import caravan.sandbox.exchange.rest.RestApi;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The client's words, the sandbox's REST surface, and nothing between the two: no socket, no wait. */
public final class RestDoor {
    private RestDoor() {}

    /** Has the exchange carry a request out, and answers with what it would send. */
    public static Answer carryOut(RestApi api, Operation operation, Map<String, ?> parameters, Account who) {
        Request request = Request.of(operation, parameters);
        MultiMap query = MultiMap.caseInsensitiveMultiMap();
        new QueryStringDecoder(request.target()).parameters().forEach(query::add);
        String type = request.body().isEmpty() ? null : "application/json";
        return api.answer(operation.method(), request.path(), query, type, request.body(), who);
    }

    /** What a caller gets of an answer. */
    public static Object read(Operation operation, Map<String, ?> parameters, Answer answer) {
        byte[] body =
                answer.body() == null ? new byte[0] : answer.body().toString().getBytes(StandardCharsets.UTF_8);
        if (answer.status() >= 300) {
            throw KalshiException.of(operation, answer.status(), ErrorBody.read(body));
        }
        return Answers.decoder(operation, parameters)
                .apply(
                        body.length == 0
                                ? RestDecoder.read("{}".getBytes(StandardCharsets.UTF_8))
                                : RestDecoder.read(body));
    }

    /** The exchange, or a gateway before it, answers with nothing but a status. */
    public static KalshiException status(Operation operation, int status) {
        return KalshiException.of(operation, status, ErrorBody.read(new byte[0]));
    }

    /** No answer came. */
    public static KalshiException unanswered(Operation operation) {
        IOException cause = new IOException("timeout");
        return operation.effect() == caravan.kalshi.catalogue.Effect.READ
                ? new UnavailableException(operation, "expected an answer", cause)
                : new OutcomeUnknownException(operation, "expected an answer", cause);
    }
}
