package caravan.kalshi.rest;

import caravan.kalshi.catalogue.Effect;
import caravan.kalshi.catalogue.Operation;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Producer;
import org.apache.camel.component.http.HttpConstants;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * Brings one request to the exchange and its answer back, once, whatever becomes of it.
 *
 * <p>Every attempt is a fresh exchange with a fresh signature: a header of a route's message can neither redirect a
 * signed request nor travel with it. Thread-safe. Start it before use.
 */
final class Transport extends ServiceSupport {
    private static final long LARGEST_ANSWER = 16L * 1024 * 1024;
    private static final String OPTIONS = "throwExceptionOnFailure=false&followRedirects=false&deleteWithBody=true"
            + "&userAgent=Caravan"
            + "&connectTimeout={ms}&connectionRequestTimeout={ms}&responseTimeout={ms}&soTimeout={ms}";

    private final URI base;
    private final Signer signer;
    private final Duration timeout;
    private final HttpEndpoint endpoint;
    private @Nullable Producer producer;

    /** What came back, with the exchange's time as it writes it. */
    record Reply(int status, byte[] body, @Nullable String date) {
        boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    /** @param timeout the longest that one attempt may wait for the connection, and again for the whole answer */
    Transport(CamelContext context, URI base, Signer signer, Duration timeout) {
        String address = base.toString();
        this.base = URI.create(address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
        this.signer = signer;
        this.timeout = timeout;
        this.endpoint = context.getEndpoint(
                this.base + "?" + OPTIONS.replace("{ms}", String.valueOf(timeout.toMillis())), HttpEndpoint.class);
    }

    /**
     * Sends a request and waits for the answer.
     *
     * @throws UnavailableException if no answer came and nothing can have been changed
     * @throws OutcomeUnknownException if no answer came to what may have been carried out
     */
    Reply send(Request request) {
        if (producer == null) {
            throw new IllegalStateException("expected a started client");
        }
        Exchange exchange = endpoint.createExchange();
        prepare(exchange.getMessage(), request);
        Message answer;
        byte @Nullable [] body;
        try {
            producer.process(exchange);
            answer = exchange.getMessage();
            body = answer.getBody(byte[].class);
        } catch (Exception failure) {
            throw unanswered(request.operation(), failure);
        }
        int status = answer.getHeader(HttpConstants.HTTP_RESPONSE_CODE, Integer.class);
        return new Reply(status, body == null ? new byte[0] : body, answer.getHeader("Date", String.class));
    }

    private void prepare(Message message, Request request) {
        Operation operation = request.operation();
        message.setHeader(HttpConstants.HTTP_METHOD, operation.method());
        message.setHeader(HttpConstants.HTTP_PATH, request.path());
        if (!request.query().isEmpty()) {
            message.setHeader(HttpConstants.HTTP_RAW_QUERY, request.query());
        }
        message.setHeader("Accept", "application/json");
        if (!request.body().isEmpty()) {
            message.setHeader(HttpConstants.CONTENT_TYPE, "application/json");
            message.setBody(request.body().getBytes(StandardCharsets.UTF_8));
        }
        if (operation.signed()) {
            signer.headers(operation.method(), base.getRawPath() + request.path())
                    .forEach(message::setHeader);
        }
    }

    /** A change that may have left here may have been made. */
    private KalshiException unanswered(Operation operation, Exception failure) {
        String expected = "expected an answer of " + base;
        if (failure instanceof NotSentException unsent && unsent.getCause() instanceof Exception cause) {
            return new UnavailableException(operation, expected, cause);
        }
        return operation.effect() == Effect.READ
                ? new UnavailableException(operation, expected, failure)
                : new OutcomeUnknownException(operation, expected, failure);
    }

    /** Whether what fails now fails because the program ends. */
    boolean isEnding() {
        return endpoint.getCamelContext().isStopping()
                || endpoint.getCamelContext().isStopped();
    }

    @Override
    protected void doStart() throws Exception {
        endpoint.setHttpClientConfigurer(new ResponseLimit(LARGEST_ANSWER, timeout));
        producer = endpoint.createProducer();
        ServiceHelper.startService(producer);
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(producer);
    }
}
