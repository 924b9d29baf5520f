package caravan.kalshi.stream;

import static org.awaitility.Awaitility.await;

import caravan.TestCamel;
import caravan.kalshi.KalshiComponent;
import caravan.kalshi.KalshiConstants;
import caravan.kalshi.auth.RequestSigner;
import caravan.kalshi.auth.SigningKey;
import caravan.kalshi.auth.TestKeys;
import caravan.model.Frame;
import caravan.model.StreamMessage;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** A real route on a real stream, with short limits; remembers what went through. */
final class StreamRig implements AutoCloseable {
    static final String ROUTE = "under-test";
    private static final List<String> SHORT_LIMITS = List.of(
            "pingInterval=100ms",
            "silenceLimit=600ms",
            "reconnectDelay=20ms",
            "reconnectDelayMax=100ms",
            "answerLimit=2s");

    /** What the route was given. */
    record Seen(
            String type, StreamMessage message, @Nullable Frame frame) {}

    final DefaultCamelContext context = TestCamel.context();
    final KalshiComponent kalshi = new KalshiComponent();
    final MeterRegistry meters = new SimpleMeterRegistry();
    final List<Seen> seen = new CopyOnWriteArrayList<>();

    /** Runs in the route, after the message was remembered. */
    volatile Processor processor = exchange -> {};

    /** Whether frames are remembered; switched off where there are very many. */
    volatile boolean remembering = true;

    StreamRig(String url, InstantSource clock) {
        kalshi.setWsUrl(url);
        kalshi.setSigner(new RequestSigner(
                "9d3e0f0e-0000-4000-8000-4b1f6c0f4d2a", SigningKey.fromPem(TestKeys.pkcs8(TestKeys.RSA)), clock));
        kalshi.setClock(clock);
        kalshi.setMeterRegistry(meters);
        kalshi.setSeed(7);
        context.addComponent("kalshi", kalshi);
        context.getShutdownStrategy().setTimeout(20);
    }

    StreamRig(String url) {
        this(url, InstantSource.system());
    }

    /** Starts the route; options that are given again win. */
    StreamRig start(String options) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("kalshi:stream?connection=test&" + merged(options))
                        .routeId(ROUTE)
                        .process(StreamRig.this::process);
            }
        });
        context.start();
        return this;
    }

    private static String merged(String options) {
        StringBuilder merged = new StringBuilder(options);
        for (String option : SHORT_LIMITS) {
            if (!options.contains(option.substring(0, option.indexOf('=') + 1))) {
                merged.append('&').append(option);
            }
        }
        return merged.toString();
    }

    private void process(Exchange exchange) throws Exception {
        if (remembering) {
            seen.add(new Seen(
                    exchange.getMessage().getHeader(KalshiConstants.TYPE, String.class),
                    exchange.getMessage().getBody(StreamMessage.class),
                    exchange.getMessage().getHeader(KalshiConstants.FRAME, Frame.class)));
        }
        processor.process(exchange);
    }

    List<String> types() {
        return seen.stream().map(Seen::type).toList();
    }

    /** The tickers of the price messages, in order. */
    List<String> tickers() {
        return seen.stream()
                .filter(s -> s.type().equals("ticker"))
                .map(s -> s.message().ticker())
                .toList();
    }

    long count(String type) {
        return seen.stream().filter(s -> s.type().equals(type)).count();
    }

    ConnectionStatus status() {
        return kalshi.getConnections().get(0);
    }

    void awaitReady(int times) {
        await().atMost(Duration.ofSeconds(10)).until(() -> count("ready") >= times);
    }

    void awaitState(ConnectionStatus.State state) {
        await().atMost(Duration.ofSeconds(10)).until(() -> status().state() == state);
    }

    double meter(String name, String... tags) {
        return meters.get(name).tags(tags).counter().count();
    }

    @Override
    public void close() {
        context.stop();
    }
}
