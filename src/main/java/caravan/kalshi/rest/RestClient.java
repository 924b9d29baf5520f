package caravan.kalshi.rest;

import caravan.kalshi.wire.ErrorBody;
import caravan.kalshi.wire.RestDecoder;
import caravan.kalshi.wire.WireFormatException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
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
 * Asks the exchange over REST.
 *
 * <p>Every attempt is a fresh exchange with a fresh signature: a header of a route's message can neither redirect a
 * signed request nor travel with it. Thread-safe. Start it before use.
 */
public final class RestClient extends ServiceSupport {
    private static final long LARGEST_ANSWER = 16L * 1024 * 1024;
    private static final String OPTIONS = "throwExceptionOnFailure=false&followRedirects=false&userAgent=Caravan"
            + "&connectTimeout={ms}&connectionRequestTimeout={ms}&responseTimeout={ms}&soTimeout={ms}";

    private final URI base;
    private final Signer signer;
    private final Duration timeout;
    private final Retry retry;
    private final HttpEndpoint endpoint;
    private @Nullable Producer producer;

    /**
     * @param base the address of the API, for example {@code https://external-api.kalshi.com/trade-api/v2}
     * @param timeout the longest that one attempt may wait for the connection, and again for the whole answer
     * @param random spreads the waits between attempts; must be thread-safe
     */
    public RestClient(CamelContext context, URI base, Signer signer, Duration timeout, RandomGenerator random) {
        this(context, base, signer, timeout, new Retry(wait -> TimeUnit.MILLISECONDS.sleep(wait.toMillis()), random));
    }

    RestClient(CamelContext context, URI base, Signer signer, Duration timeout, Retry retry) {
        String address = base.toString();
        this.base = URI.create(address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
        this.signer = signer;
        this.timeout = timeout;
        this.retry = retry;
        this.endpoint = context.getEndpoint(
                this.base + "?" + OPTIONS.replace("{ms}", String.valueOf(timeout.toMillis())), HttpEndpoint.class);
    }

    /**
     * Asks and waits for the answer.
     *
     * @return what the operation's decoder makes of the answer
     * @throws KalshiException if the exchange does not give the answer asked for
     * @throws IllegalArgumentException if the parameters do not fit the operation
     */
    public Object call(Operation operation, Map<String, ?> parameters) {
        RequestTarget target = RequestTarget.of(operation, parameters);
        return operation.isRepeatable() ? retry.call(() -> attempt(operation, target)) : attempt(operation, target);
    }

    private Object attempt(Operation operation, RequestTarget target) {
        Exchange exchange = endpoint.createExchange();
        prepare(exchange.getMessage(), operation, target);
        try {
            if (producer == null) {
                throw new IllegalStateException("expected a started client");
            }
            producer.process(exchange);
            Message answer = exchange.getMessage();
            int status = answer.getHeader(HttpConstants.HTTP_RESPONSE_CODE, Integer.class);
            byte[] body = answer.getBody(byte[].class);
            return decode(operation, status, body == null ? new byte[0] : body);
        } catch (KalshiException | IllegalStateException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new UnavailableException(operation, "expected an answer of " + base, failure);
        }
    }

    private void prepare(Message request, Operation operation, RequestTarget target) {
        request.setHeader(HttpConstants.HTTP_METHOD, operation.method());
        request.setHeader(HttpConstants.HTTP_PATH, target.path());
        if (!target.query().isEmpty()) {
            request.setHeader(HttpConstants.HTTP_RAW_QUERY, target.query());
        }
        request.setHeader("Accept", "application/json");
        if (operation.signed()) {
            signer.headers(operation.method(), base.getRawPath() + target.path())
                    .forEach(request::setHeader);
        }
    }

    private static Object decode(Operation operation, int status, byte[] body) {
        boolean succeeded = status >= 200 && status < 300;
        if (!succeeded && !(status >= 500 && operation.answersWhenDown())) {
            throw KalshiException.of(operation, status, ErrorBody.read(body));
        }
        try {
            return operation.decoder().apply(RestDecoder.read(body));
        } catch (WireFormatException unreadable) {
            if (succeeded) {
                throw new UnavailableException(operation, status, unreadable.getMessage());
            }
            throw KalshiException.of(operation, status, ErrorBody.read(body));
        }
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
