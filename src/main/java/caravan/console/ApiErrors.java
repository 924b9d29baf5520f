package caravan.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers that say why there is no other: JSON, what was expected and what was found, and nothing of the inside. */
public final class ApiErrors {
    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 1_000;
    private static final Map<Integer, String> USUAL = Map.of(
            400, "expected a request that can be read, found another",
            404, "expected a path that /api/openapi.json lists, found another",
            405, "expected a method that /api/openapi.json lists for this path, found another",
            406, "expected a request that accepts JSON, CSV or Parquet, found another",
            413, "expected at most 8 MiB, found more",
            415, "expected Content-Type: application/json, found another",
            500, "expected an answer, found a failure; the log says more",
            503, "expected the stage behind this to run, found it switched off; add it to caravan.stages");

    /**
     * Makes a failure the answer.
     *
     * @param failure its message is shown where the request is to blame (400 to 499, 503)
     */
    public void answer(Exchange exchange, Exception failure, int status) {
        String message = own(failure).getMessage();
        boolean told = message != null && status != 500;
        if (status >= 500) {
            LOG.warn("A request to {} could not be answered", exchange.getFromEndpoint(), failure);
        }
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        exchange.getMessage().setBody(json(status, told ? message : usual(status)));
    }

    /** What our own code said: Camel wraps it in words of its own. */
    private static Throwable own(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at.getClass().getName().startsWith("caravan.")) {
                return at;
            }
        }
        return failure;
    }

    /** Answers that nobody is there to answer. */
    public void stageOff(Exchange exchange) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 503);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        exchange.getMessage().setBody(json(503, usual(503)));
    }

    static void send(RoutingContext context, int status) {
        send(context, status, usual(status));
    }

    static void send(RoutingContext context, int status, String reason) {
        if (!context.response().ended()) {
            context.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .end(json(status, reason));
        }
    }

    private static String usual(int status) {
        return USUAL.getOrDefault(status, "expected another request");
    }

    private static String json(int status, String reason) {
        ObjectNode body = JSON.createObjectNode();
        body.put("status", status);
        body.put("error", reason.length() <= LONGEST ? reason : reason.substring(0, LONGEST) + "…");
        return body + "\n";
    }
}
