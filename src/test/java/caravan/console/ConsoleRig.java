package caravan.console;

import caravan.KeepLatest;
import caravan.history.RecordedData;
import caravan.kalshi.KalshiComponent;
import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.BookUpdate;
import caravan.model.BookView;
import caravan.model.Books;
import caravan.model.Market;
import caravan.model.Page;
import caravan.model.Position;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Trade;
import caravan.watch.LatestMarkets;
import caravan.watch.NearTickers;
import caravan.watch.WatchRequests;
import caravan.watch.Watchers;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** The real route files of the console and of history on a real port and a real database, beside a scripted exchange. */
final class ConsoleRig implements AutoCloseable {
    static final BookView BOOK = new BookView(
            "KXA",
            BookState.SUSPECT,
            "number 7 was lost",
            List.of(new BookUpdate.Level(BookSide.BID, Price.parse("0.55"), Quantity.parse("12.5"))),
            List.of(),
            1,
            2,
            6,
            null,
            RecordedData.START);

    final RecordedData data;
    final List<Object> commands = new CopyOnWriteArrayList<>();
    /** What a change of markets waits for. */
    volatile CountDownLatch hold = new CountDownLatch(0);

    private final Main main = new Main();
    private final ConsoleServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    ConsoleRig(Path folder, String host, @Nullable String token, String stages) throws Exception {
        data = new RecordedData(folder);
        server = new ConsoleServer(host, 0, token);
        main.setDefaultPropertyPlaceholderLocation("false");
        main.configure().withJmxEnabled(false).withRoutesIncludePattern(stages);
        main.bind("kalshi", new ScriptedExchange());
        main.bind("history", data.history());
        main.bind("pastBooks", data.pastBooks());
        main.bind("neighbours", data.neighbours());
        main.bind("backfills", data.backfills());
        main.bind("verification", data.verification());
        main.bind("apiRequest", new ApiRequest());
        main.bind("apiErrors", new ApiErrors());
        main.bind("apiJson", new ApiJson());
        main.bind("marketCommands", new MarketCommands());
        main.bind("apiBooks", new ApiBooks(OneBook::new));
        main.bind("apiMarketViews", new ApiMarketViews());
        LatestMarkets latest = new LatestMarkets(OneBook::new, 10, InstantSource.system());
        main.bind("latestMarkets", latest);
        main.bind("keepLatest", new KeepLatest(latest));
        main.bind("watchers", new Watchers("KXA"::equals, InstantSource.system()));
        main.bind("watchRequests", new WatchRequests(latest));
        main.bind("nearTickers", new NearTickers(latest));
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:change-markets").process(exchange -> {
                    commands.add(exchange.getMessage().getBody());
                    hold.await();
                });
            }
        });
        server.attach(main);
        main.start();
        server.open();
    }

    /** Both stages, on loopback, without a token. */
    static ConsoleRig open(Path folder) throws Exception {
        return new ConsoleRig(
                folder, "127.0.0.1", null, "file:routes/console.camel.yaml,file:routes/history.camel.yaml");
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    int port() {
        return server.port();
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(request(path, headers).GET());
    }

    HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** What a client cannot be made to send. */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public void close() {
        server.refuse();
        main.stop();
        server.close();
        data.close();
    }

    private static final class OneBook implements Books {
        @Override
        public Optional<BookView> book(String ticker) {
            return ticker.equals("KXA") ? Optional.of(BOOK) : Optional.empty();
        }

        @Override
        public Collection<String> tickers() {
            return List.of("KXA");
        }
    }

    /** Takes commands and answers the two pages of a backfill. */
    private final class ScriptedExchange extends KalshiComponent {
        @Override
        protected Endpoint createEndpoint(String uri, String operation, Map<String, Object> parameters) {
            parameters.clear();
            return new DefaultEndpoint(uri, this) {
                @Override
                public Producer createProducer() {
                    return new DefaultProducer(this) {
                        @Override
                        public void process(Exchange exchange) throws Exception {
                            exchange.getMessage().setBody(answer(operation, exchange));
                        }
                    };
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    throw new UnsupportedOperationException("this exchange only answers");
                }
            };
        }

        private Object answer(String operation, Exchange exchange) throws Exception {
            Object body = exchange.getMessage().getBody();
            commands.add(operation.equals("stream") ? body : operation + " " + body);
            return switch (operation) {
                case "stream" -> body;
                case "GetHistoricalCutoff" ->
                    new ObjectMapper().readTree("{\"trades_created_ts\":\"2026-11-20T15:30:00Z\"}");
                case "GetMarket" -> market(String.valueOf(body));
                case "GetFills" -> new Page<>(List.of(), "");
                case "GetPositions" -> new Page<>(List.of(new Position("KXB", Quantity.parse("-3"))), "");
                case "GetTradesHistorical" -> new Page<>(List.of(trade("t1", 10)), "");
                case "GetTrades" -> trades((Map<?, ?>) body);
                case "BatchGetMarketCandlesticks" -> new Page<>(List.of(), "");
                default -> throw new IllegalArgumentException("no script for " + operation);
            };
        }

        private static Market market(String ticker) {
            return new Market(
                    ticker,
                    null,
                    "Will it rain?",
                    null,
                    null,
                    "active",
                    null,
                    null,
                    null,
                    null,
                    RecordedData.START,
                    null,
                    null,
                    null,
                    null);
        }

        private Page<Trade> trades(Map<?, ?> parameters) {
            if (!"KXA".equals(parameters.get("ticker"))) {
                throw new UnknownMarketException(String.valueOf(parameters.get("ticker")), "");
            }
            return parameters.get("cursor") == null
                    ? new Page<>(List.of(trade("t2", 2_000)), "next")
                    : new Page<>(List.of(trade("t3", 2_001)), "", List.of("trades[1]: no price"));
        }

        private Trade trade(String id, double seconds) {
            return new Trade(
                    id,
                    "KXA",
                    Price.parse("0.5"),
                    Quantity.parse("3"),
                    BookSide.BID,
                    false,
                    RecordedData.after(seconds));
        }
    }
}
