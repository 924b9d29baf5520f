package caravan.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.BookUpdates;
import caravan.TestCamel;
import caravan.kalshi.KalshiComponent;
import caravan.kalshi.auth.RequestSigner;
import caravan.kalshi.auth.SigningKey;
import caravan.model.BookState;
import caravan.model.BookView;
import caravan.model.Gap;
import caravan.model.OrderBook;
import caravan.sandbox.exchange.ExchangeOptions;
import caravan.sandbox.exchange.SandboxExchange;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real routes on a lively sandbox that loses, doubles, swaps and spoils frames, and cuts the line. */
class BooksOverSandboxTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final OrderBooks books = new OrderBooks(InstantSource.system(), meters);
    private final DefaultCamelContext camel = TestCamel.context();
    private final Queue<Gap> gaps = new ConcurrentLinkedQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private SandboxExchange exchange;

    @BeforeEach
    void start() throws Exception {
        exchange = new SandboxExchange(ExchangeOptions.of(1, folder, Duration.ofSeconds(8), InstantSource.system())
                        .withRate(20))
                .start(0);
        KalshiComponent kalshi = new KalshiComponent();
        kalshi.setRestUrl(exchange.restUrl());
        kalshi.setWsUrl(exchange.streamUrl());
        kalshi.setSigner(
                new RequestSigner(exchange.keyId(), SigningKey.fromFile(exchange.keyFile()), InstantSource.system()));
        kalshi.setMeterRegistry(meters);
        camel.addComponent("kalshi", kalshi);
        camel.getRegistry().bind("books", books);
        camel.getRegistry().bind("bookUpdates", new BookUpdates(books));
        camel.getPropertiesComponent().setLocation("file:application.properties");
        camel.getPropertiesComponent().setOverrideProperties(settings());
        camel.getShutdownStrategy().setTimeout(10);
        for (String file : List.of("books", "market-data")) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(PluginHelper.getResourceLoader(camel)
                            .resolveResource("file:routes/" + file + ".camel.yaml"));
        }
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:record-gap")
                        .process(told -> gaps.add(told.getMessage().getBody(Gap.class)));
            }
        });
        camel.start();
    }

    private Properties settings() {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "kalshi.channels", "orderbook_delta,trade",
                "kalshi.markets", String.join(",", exchange.tickers()),
                "kalshi.ping-interval", "5s",
                "kalshi.silence-limit", "20s",
                "kalshi.reconnect-delay", "50ms",
                "kalshi.reconnect-delay-max", "200ms",
                "kalshi.queue-size", "1000",
                "books.queue-size", "1000",
                "books.audit-interval", "1s"));
        return properties;
    }

    @AfterEach
    void stop() {
        camel.stop();
        exchange.close();
    }

    @Test
    void booksAreRightAgainAfterEveryFault() throws Exception {
        await().atMost(LONG).until(this::areAllValid);
        for (String fault : List.of("gap", "duplicate", "reorder")) {
            control("/faults/" + fault + "?probability=0.01");
        }
        awaitGaps(5);
        control("/faults/garbage");
        control("/faults/cut");
        awaitGaps(15);
        control("/faults/none");
        await().atMost(LONG).until(this::areAllValid);
        control("/exchange/pause");
        await().atMost(LONG).untilAsserted(() -> {
            for (OrderBook own : ownBooks()) {
                BookView mirror = books.book(own.ticker()).orElseThrow();
                assertThat(mirror.state()).isEqualTo(BookState.VALID);
                assertThat(Stream.concat(mirror.bids().stream(), mirror.asks().stream()))
                        .as(own.ticker())
                        .containsExactlyInAnyOrderElementsOf(own.levels());
            }
        });
        await().atMost(LONG).untilAsserted(() -> assertThat(numbers(true)).isEqualTo(numbers(false)));
        assertThat(meters.get("books.repeats").counter().count()).isPositive();
    }

    private boolean areAllValid() {
        return books.count(BookState.VALID) == exchange.tickers().size();
    }

    private void awaitGaps(int count) {
        await().atMost(LONG).until(() -> numbers(false).size() >= count);
    }

    private Set<Long> numbers(boolean closed) {
        Set<Long> numbers = new HashSet<>();
        gaps.stream().filter(gap -> closed == (gap.closedTime() != null)).forEach(gap -> numbers.add(gap.number()));
        return numbers;
    }

    @SuppressWarnings("unchecked")
    private List<OrderBook> ownBooks() {
        List<OrderBook> own = camel.createProducerTemplate()
                .requestBody(
                        "kalshi:GetMarketOrderbooks",
                        Map.of("tickers", new ArrayList<>(exchange.tickers())),
                        List.class);
        assertThat(own).hasSameSizeAs(exchange.tickers());
        return own;
    }

    private void control(String path) throws Exception {
        URI address = URI.create(exchange.controlUrl() + path);
        int status = http.send(
                        HttpRequest.newBuilder(address)
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
        assertThat(status).as(path).isEqualTo(200);
    }
}
