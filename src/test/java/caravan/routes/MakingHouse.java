package caravan.routes;

import caravan.BookUpdates;
import caravan.TestCamel;
import caravan.books.OrderBooks;
import caravan.fills.Ledgers;
import caravan.kalshi.KalshiComponent;
import caravan.kalshi.auth.RequestSigner;
import caravan.kalshi.auth.SigningKey;
import caravan.marketmaking.BookReads;
import caravan.marketmaking.Journal;
import caravan.marketmaking.LiveSettings;
import caravan.marketmaking.Maker;
import caravan.marketmaking.MakingCycle;
import caravan.marketmaking.MakingSettings;
import caravan.marketmaking.OrderNews;
import caravan.marketmaking.Ports;
import caravan.marketmaking.PretendTrading;
import caravan.marketmaking.Programs;
import caravan.marketmaking.Requotes;
import caravan.marketmaking.TermsTable;
import caravan.marketmaking.TradeLog;
import caravan.marketselection.MarketSelection;
import caravan.model.Card;
import caravan.model.OrderRequest.Exit;
import caravan.model.QuotePlan;
import caravan.sandbox.exchange.ExchangeOptions;
import caravan.sandbox.exchange.SandboxExchange;
import caravan.watch.Watchers;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The real routes of market making, market data, books and selection on the sandbox's REST and stream. The test plays
 * those who place orders and keep positions.
 */
final class MakingHouse implements AutoCloseable {
    private static final InstantSource CLOCK = InstantSource.system();

    final DefaultCamelContext camel = TestCamel.context();
    final SandboxExchange exchange;
    final PretendTrading trading = new PretendTrading();
    /** What was asked for, in its order: the names of endpoints, and plans, exits, cards as they came. */
    final List<Object> asked = new CopyOnWriteArrayList<>();

    final Map<String, String> settings = new ConcurrentHashMap<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private UnaryOperator<String> edit = UnaryOperator.identity();
    private final HikariDataSource ledger;
    private final Path folder;

    MakingHouse(Path folder) {
        this.folder = folder;
        this.ledger = Ledgers.open(folder);
        this.exchange = new SandboxExchange(ExchangeOptions.of(1, folder, Duration.ofHours(1), CLOCK)
                        .withQuietAccount(true)
                        .withRate(20))
                .start(0);
    }

    MakingHouse with(String name, String value) {
        settings.put("market-making." + name, value);
        return this;
    }

    /** Leaves a step of the cycle out. */
    MakingHouse without(String step) {
        return edited(" {26}- to:\n {30}uri: direct:" + step + "\n( {30}variableReceive: .*\n)?", "");
    }

    /** A step of the cycle that only acts. */
    static String step(String name) {
        return " ".repeat(26) + "- to:\n" + " ".repeat(30) + "uri: direct:" + name + "\n" + " ".repeat(30)
                + "variableReceive: told\n";
    }

    /** Changes routes, as somebody does who wants them otherwise; what is changed is a regular expression. */
    MakingHouse edited(String text, String other) {
        UnaryOperator<String> before = edit;
        edit = routes -> before.apply(routes).replaceAll(text, other);
        return this;
    }

    MakingHouse start() throws Exception {
        KalshiComponent kalshi = new KalshiComponent();
        kalshi.setRestUrl(exchange.restUrl());
        kalshi.setWsUrl(exchange.streamUrl());
        kalshi.setSigner(new RequestSigner(exchange.keyId(), SigningKey.fromFile(exchange.keyFile()), CLOCK));
        camel.addComponent("kalshi", kalshi);
        PropertiesComponent properties = (PropertiesComponent) camel.getPropertiesComponent();
        properties.setLocation("file:application.properties");
        Properties overrides = new Properties();
        overrides.setProperty("kalshi.markets", "KXFEDDECISION-26DEC-H0");
        properties.setOverrideProperties(overrides);
        Properties packed = new Properties();
        try (var in = Files.newBufferedReader(Path.of("application.properties"))) {
            packed.load(in);
        }
        OrderBooks books = new OrderBooks(CLOCK, meters);
        bind("books", books);
        bind("bookUpdates", new BookUpdates(books));
        bind("watchers", new Watchers(ticker -> false, CLOCK));
        bind("marketSelection", new MarketSelection(List.of("KXFEDDECISION-26DEC-H0"), Duration.ofMinutes(1), CLOCK));
        LiveSettings live = new LiveSettings(
                () -> MakingSettings.of(name -> settings.getOrDefault(name, packed.getProperty(name)), true));
        TradeLog log = new TradeLog(folder.resolve("trade.log"), ZoneOffset.UTC, CLOCK);
        OrderNews news = new OrderNews(log, true, CLOCK);
        Journal journal = new Journal(ledger);
        TermsTable terms = new TermsTable(CLOCK);
        BookReads reads = new BookReads(() -> books, CLOCK);
        Ports ports = new Ports(() -> trading, trading::positions, () -> trading, Optional::empty);
        MakingCycle cycle = new MakingCycle(live, ports, journal, log, meters, CLOCK);
        bind("terms", terms);
        bind("bookReads", reads);
        bind("makingCycle", cycle);
        bind(
                "maker",
                new Maker(
                        cycle,
                        new Programs(log, CLOCK),
                        terms,
                        time -> Optional.empty(),
                        ports,
                        journal,
                        log,
                        news,
                        CLOCK));
        bind("requotes", new Requotes(live, ports, terms, reads, journal, log, news, meters, CLOCK));
        camel.addRoutes(neighbours());
        for (String stage : List.of("market-selection", "books", "market-making", "market-data")) {
            String text = Files.readString(Path.of("routes", stage + ".camel.yaml"));
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.fromString(stage + ".camel.yaml", edit.apply(text)));
        }
        camel.start();
        return this;
    }

    private RouteBuilder neighbours() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:place-quotes").startupOrder(1).process(e -> {
                    List<?> plans = e.getMessage().getBody(List.class);
                    asked.addAll(plans);
                    e.getMessage()
                            .setBody(plans.stream()
                                    .flatMap(plan -> trading.place((QuotePlan) plan).stream())
                                    .toList());
                });
                from("direct:cancel-own").startupOrder(2).process(e -> {
                    List<?> tickers = e.getMessage().getBody(List.class);
                    asked.add("cancel-own " + tickers);
                    e.getMessage().setBody(trading.cancel(tickers));
                });
                from("direct:exit-positions").startupOrder(3).process(e -> {
                    List<?> exits = e.getMessage().getBody(List.class);
                    asked.addAll(exits);
                    e.getMessage()
                            .setBody(exits.stream()
                                    .map(exit -> trading.exit((Exit) exit))
                                    .toList());
                });
                from("direct:tell-trading")
                        .startupOrder(4)
                        .process(e -> asked.add(e.getMessage().getBody(Card.class)));
            }
        };
    }

    private void bind(String name, Object bean) {
        camel.getRegistry().bind(name, bean);
    }

    List<QuotePlan> plans() {
        return asked.stream()
                .filter(QuotePlan.class::isInstance)
                .map(QuotePlan.class::cast)
                .toList();
    }

    String tradeLog() {
        try {
            return Files.readString(folder.resolve("trade.log"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    List<Map<String, Object>> rows(String sql) {
        return JdbcClient.create(ledger).sql(sql).query().listOfRows();
    }

    @Override
    public void close() {
        camel.stop();
        exchange.close();
        ledger.close();
    }
}
