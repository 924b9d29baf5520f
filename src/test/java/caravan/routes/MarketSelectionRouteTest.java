package caravan.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import caravan.TestCamel;
import caravan.kalshi.KalshiComponent;
import caravan.kalshi.auth.RequestSigner;
import caravan.kalshi.auth.SigningKey;
import caravan.kalshi.stream.ConnectionStatus;
import caravan.kalshi.stream.ConnectionSubscriptions;
import caravan.marketselection.MarketSelection;
import caravan.sandbox.exchange.ExchangeOptions;
import caravan.sandbox.exchange.SandboxExchange;
import caravan.watch.Watchers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real routes of both connections and of the selection, on the sandbox's REST and stream. */
@Timeout(60)
class MarketSelectionRouteTest {
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    private Path folder;

    private SandboxExchange exchange;
    private final DefaultCamelContext camel = TestCamel.context();
    private final KalshiComponent kalshi = new KalshiComponent();

    private void start(String markets, Duration orderInterval) throws Exception {
        exchange = new SandboxExchange(ExchangeOptions.of(1, folder, orderInterval, CLOCK)
                        .withQuietAccount(orderInterval.toHours() > 0))
                .start(0);
        kalshi.setRestUrl(exchange.restUrl());
        kalshi.setWsUrl(exchange.streamUrl());
        kalshi.setSigner(new RequestSigner(exchange.keyId(), SigningKey.fromFile(exchange.keyFile()), CLOCK));
        camel.addComponent("kalshi", kalshi);
        PropertiesComponent properties = (PropertiesComponent) camel.getPropertiesComponent();
        properties.setLocation("file:application.properties");
        Properties overrides = new Properties();
        overrides.setProperty("kalshi.markets", markets);
        properties.setOverrideProperties(overrides);
        camel.getRegistry().bind("watchers", new Watchers(ticker -> false, CLOCK));
        camel.getRegistry()
                .bind(
                        "marketSelection",
                        new MarketSelection(Arrays.asList(markets.split(",")), Duration.ofSeconds(2), CLOCK));
        for (String stage : List.of("market-selection", "market-data", "private-data")) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(camel, "file:routes/" + stage + ".camel.yaml"));
        }
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        exchange.close();
    }

    @Test
    void seriesAndQueriesAreSubscribedToBesideNamedMarkets() throws Exception {
        start("KXFEDDECISION-26DEC-H0,series:KXBTCD,query:open;sort=volume;top=3", Duration.ofHours(1));
        Set<String> series = exchange.tickers().stream()
                .filter(ticker -> ticker.startsWith("KXBTCD-"))
                .collect(Collectors.toSet());
        awaitBooks(books -> books.containsAll(series) && books.contains("KXFEDDECISION-26DEC-H0"));
        assertThat(books().size()).isBetween(series.size() + 1, series.size() + 4);
    }

    @Test
    void changesComeAsJsonAndStay() throws Exception {
        start("KXFEDDECISION-26DEC-H0", Duration.ofHours(1));
        awaitBooks(books -> books.equals(Set.of("KXFEDDECISION-26DEC-H0")));
        Object status = camel.createProducerTemplate()
                .requestBody(
                        "direct:change-markets",
                        "{\"add\":[\"KXFEDDECISION-26DEC-C25\"],\"remove\":[\"KXFEDDECISION-26DEC-H0\"]}");
        assertThat(((MarketSelection.Status) status).selectors()).containsExactly("KXFEDDECISION-26DEC-C25");
        awaitBooks(books -> books.equals(Set.of("KXFEDDECISION-26DEC-C25")));
        assertThatThrownBy(() -> camel.createProducerTemplate().requestBody("direct:change-markets", "{\"add\":1}"))
                .rootCause()
                .hasMessageStartingWith("expected {\"add\"");
    }

    @Test
    void wrongTickerIsReportedAsTheExchangePutsItAndTheOthersStay() throws Exception {
        start("KXFEDDECISION-26DEC-H0,KXWRONG-26DEC-H0", Duration.ofHours(1));
        awaitBooks(books -> books.equals(Set.of("KXFEDDECISION-26DEC-H0")));
        assertThat(marketData().channels())
                .filteredOn(channel -> !channel.everyMarket())
                .hasSize(3)
                .allSatisfy(channel -> assertThat(channel.refusedMarkets())
                        .hasEntrySatisfying(
                                "KXWRONG-26DEC-H0",
                                reason -> assertThat(reason)
                                        .contains("error 11", "Invalid parameter", "KXWRONG-26DEC-H0")));
        await().until(() -> kalshi.getConnections().stream()
                .allMatch(connection -> connection.state() == ConnectionStatus.State.READY));
    }

    @Test
    void marketsOfTheAccountAreFollowed() throws Exception {
        start("mine", Duration.ofMillis(500));
        awaitBooks(books -> books.size() >= 3);
        assertThat(exchange.tickers()).containsAll(books());
    }

    private void awaitBooks(Predicate<Set<String>> wanted) {
        await().atMost(Duration.ofSeconds(20)).until(() -> wanted.test(books()));
    }

    private Set<String> books() {
        return marketData().channels().stream()
                .filter(channel -> channel.channel().equals("orderbook_delta"))
                .flatMap(channel -> channel.tickers().stream())
                .collect(Collectors.toSet());
    }

    private ConnectionSubscriptions marketData() {
        return kalshi.getSubscriptions().stream()
                .filter(connection -> connection.connection().equals("market-data"))
                .findFirst()
                .orElseThrow();
    }
}
