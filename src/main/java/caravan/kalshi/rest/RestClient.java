package caravan.kalshi.rest;

import caravan.kalshi.catalogue.Effect;
import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.rest.budget.BudgetException;
import caravan.kalshi.rest.budget.BudgetStatus;
import caravan.kalshi.rest.budget.Pace;
import caravan.kalshi.rest.budget.RequestBudget;
import caravan.kalshi.wire.ErrorBody;
import caravan.kalshi.wire.RestDecoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the exchange over REST: keeps to the account's budget, repeats reads that fail in a passing way, and turns answers
 * and refusals into what callers want of them. Thread-safe. Start it before use.
 */
public final class RestClient extends ServiceSupport {
    private static final Logger LOG = LoggerFactory.getLogger(RestClient.class);
    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    private final Transport transport;
    private final Retry retry;
    private final Pace pace;
    private final RequestBudget budget;
    /** Whether so much is asked that it is worth asking for the account's limits first. */
    private final boolean lasting;

    private final LimitsInquiry inquiry;
    private final RequestMeters meters;
    private volatile BiConsumer<Operation, JsonNode> observer = (operation, answer) -> {};
    private volatile ExchangeClock exchangeClock = new ExchangeClock(InstantSource.system());

    /**
     * @param base the address of the API, for example {@code https://external-api.kalshi.com/trade-api/v2}
     * @param timeout the longest that one attempt may wait for the connection, and again for the whole answer
     */
    public RestClient(
            CamelContext context,
            URI base,
            Signer signer,
            Duration timeout,
            Pace pace,
            RequestBudget budget,
            MeterRegistry meters) {
        this(context, base, signer, timeout, pace, budget, meters, true);
    }

    /** @param lasting whether so much is asked that it is worth asking for the account's limits first */
    RestClient(
            CamelContext context,
            URI base,
            Signer signer,
            Duration timeout,
            Pace pace,
            RequestBudget budget,
            MeterRegistry meters,
            boolean lasting) {
        this.transport = new Transport(context, base, signer, timeout);
        this.retry = new Retry(pace);
        this.pace = pace;
        this.budget = budget;
        this.lasting = lasting;
        this.inquiry = new LimitsInquiry(
                this,
                budget,
                pace.nanos(),
                task -> context.getExecutorServiceManager()
                        .newThread("kalshi-limits", task)
                        .start());
        this.meters = new RequestMeters(meters);
    }

    /** Has the exchange's time compared with this machine's at each answer. */
    public void compareTime(ExchangeClock other) {
        exchangeClock = other;
    }

    /** Shows every answer that is a success to somebody, before it is used. */
    public void observe(BiConsumer<Operation, JsonNode> other) {
        observer = other;
    }

    /**
     * Asks and waits for the answer.
     *
     * @return a word of the model where there is one for the operation, else the answer's JSON
     * @throws KalshiException if the exchange does not give the answer asked for
     * @throws IllegalArgumentException if the parameters do not fit the operation
     */
    public Object call(Operation operation, Map<String, ?> parameters) {
        return call(operation, parameters, Answers.decoder(operation, parameters));
    }

    /**
     * Asks and waits for the answer as the exchange gave it; an answer without a body is an empty object.
     *
     * @throws KalshiException if the exchange does not give the answer asked for
     * @throws IllegalArgumentException if the parameters do not fit the operation
     */
    public JsonNode json(Operation operation, Map<String, ?> parameters) {
        return call(operation, parameters, Function.identity());
    }

    private <T> T call(Operation operation, Map<String, ?> parameters, Function<JsonNode, T> decoder) {
        Request request = Request.of(operation, parameters);
        if (lasting && operation.signed()) {
            inquiry.firstUse();
        }
        if (!budget.isKnown() && !budget.hasRoomFor(operation, request.items())) {
            inquiry.now();
        }
        return operation.effect() == Effect.READ
                ? retry.call(() -> attempt(request, decoder))
                : attempt(request, decoder);
    }

    /** One attempt: waits for its turn, sends, and tells budget and meters how it ended. */
    private <T> T attempt(Request request, Function<JsonNode, T> decoder) {
        Operation operation = request.operation();
        long begun = pace.nanos().getAsLong();
        try {
            RequestBudget.Permit permit = admit(request);
            begun = pace.nanos().getAsLong();
            T answer = paidFor(permit, () -> decode(operation, decoder, sent(request)));
            meters.answered(operation, pace.nanos().getAsLong() - begun);
            return answer;
        } catch (KalshiException failure) {
            meters.failed(operation, failure, pace.nanos().getAsLong() - begun);
            throw failure;
        }
    }

    /** Each answer also tells the exchange's time. */
    private Transport.Reply sent(Request request) {
        Instant before = exchangeClock.now();
        Transport.Reply reply = transport.send(request);
        exchangeClock.told(reply.date(), before);
        return reply;
    }

    private RequestBudget.Permit admit(Request request) {
        try {
            return budget.admit(request.operation(), request.items());
        } catch (BudgetException late) {
            throw new RateLimitedException(request.operation(), late);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new UnavailableException(request.operation(), "expected to wait for the request's turn", stopping);
        }
    }

    private <T> T paidFor(RequestBudget.Permit permit, Supplier<T> sending) {
        try {
            T answer = sending.get();
            permit.accepted();
            return answer;
        } catch (RateLimitedException refused) {
            permit.refused();
            inquiry.begin();
            throw refused;
        } catch (KalshiException failure) {
            if (failure.status() != 0) {
                permit.accepted();
            }
            throw failure;
        } finally {
            permit.over();
        }
    }

    /** Whether what fails now fails because the program ends. */
    boolean isEnding() {
        return transport.isEnding();
    }

    /** What may be asked yet, for people. */
    public BudgetStatus budget() {
        return budget.status();
    }

    private <T> T decode(Operation operation, Function<JsonNode, T> decoder, Transport.Reply reply) {
        boolean succeeded = reply.isSuccess();
        int status = reply.status();
        byte[] body = reply.body();
        if (!succeeded && !(status >= 500 && operation.answersWhenDown())) {
            throw KalshiException.of(operation, status, ErrorBody.read(body));
        }
        try {
            JsonNode answer = body.length == 0 && succeeded ? NOTHING : RestDecoder.read(body);
            if (succeeded) {
                show(operation, answer);
            }
            return decoder.apply(answer);
        } catch (RuntimeException unreadable) {
            if (succeeded) {
                throw operation.effect() == Effect.READ
                        ? new UnavailableException(operation, status, String.valueOf(unreadable.getMessage()))
                        : new OutcomeUnknownException(operation, status, String.valueOf(unreadable.getMessage()));
            }
            throw KalshiException.of(operation, status, ErrorBody.read(body));
        }
    }

    /** Who only looks must not make an outcome unknown. */
    private void show(Operation operation, JsonNode answer) {
        try {
            observer.accept(operation, answer);
        } catch (RuntimeException failure) {
            LOG.warn("{}: the answer could not be looked at", operation, failure);
        }
    }

    @Override
    protected void doStart() {
        transport.start();
    }

    @Override
    protected void doStop() {
        transport.stop();
    }
}
