package caravan.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.awaitility.Awaitility.await;

import caravan.KeyScopes;
import caravan.TestCamel;
import caravan.fills.FillExamples;
import caravan.fills.Ledgers;
import caravan.kalshi.KalshiComponent;
import caravan.kalshi.auth.RequestSigner;
import caravan.kalshi.auth.SigningKey;
import caravan.model.AccountState;
import caravan.model.Approved;
import caravan.model.BookSide;
import caravan.model.Card;
import caravan.model.OrderRequest;
import caravan.model.OrderUpdate;
import caravan.model.Page;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Quote;
import caravan.model.RestingOrder;
import caravan.sandbox.exchange.ExchangeOptions;
import caravan.sandbox.exchange.SandboxExchange;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The real route over a real ledger and the sandbox's exchange, with faults; a plain route cancels in place of orders. */
class RiskRouteTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final OwnPorts ports = new OwnPorts();
    private final Queue<Card> cards = new ConcurrentLinkedQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private SandboxExchange exchange;
    private HikariDataSource ledger;
    private DefaultCamelContext camel;
    private ProducerTemplate call;
    private final CountDownLatch triedAgain = new CountDownLatch(1);
    private HaltLatch latch;
    private volatile boolean cancelFails;
    private final AtomicInteger cancelFailures = new AtomicInteger();
    private volatile CountDownLatch answers = new CountDownLatch(0);

    @BeforeEach
    void start() throws Exception {
        exchange = new SandboxExchange(ExchangeOptions.of(1, folder, Duration.ofHours(1), InstantSource.system())
                        .withQuietAccount(true))
                .start(0);
        ledger = Ledgers.open(folder);
        startCamel(List.of());
    }

    private void startCamel(List<String> untold) throws Exception {
        camel = TestCamel.context();
        KalshiComponent kalshi = new KalshiComponent();
        kalshi.setRestUrl(exchange.restUrl());
        kalshi.setRequestTimeout(Duration.ofSeconds(2));
        kalshi.setRawWrites(true);
        kalshi.setSigner(
                new RequestSigner(exchange.keyId(), SigningKey.fromFile(exchange.keyFile()), InstantSource.system()));
        camel.addComponent("kalshi", kalshi);
        DirectComponent discord = new DirectComponent();
        discord.setAutowiredEnabled(false);
        camel.addComponent("discord", discord);
        DataSource slow = new DelegatingDataSource(ledger) {
            @Override
            public Connection getConnection() throws SQLException {
                waitForAnswers();
                return super.getConnection();
            }
        };
        latch = new HaltLatch(slow, folder, InstantSource.system());
        TradingCards tradingCards = new TradingCards("sandbox", untold);
        TradingPermission permission = TradingPermission.of(true, false, true);
        RiskRoom room = RiskRoom.open(
                PackagedLimits.with(100, Map.of()),
                new RiskRoom.Habits(
                        () -> Duration.ofSeconds(60), () -> Quantity.ofContracts(1), 500, false, Duration.ofMillis(20)),
                new Standing(
                        () -> Optional.of(ports.ports()),
                        () -> new ExchangeSigns(true, Instant.now(), Duration.ZERO),
                        latch::reason,
                        permission::forbidden),
                latch,
                new DecisionJournal(slow, Duration.ofDays(30)),
                () -> Optional.of(ports.ports().openOrders()),
                tradingCards,
                new SimpleMeterRegistry(),
                InstantSource.system());
        camel.getRegistry().bind("riskDesk", room.desk());
        camel.getRegistry().bind("killSwitch", room.killSwitch());
        camel.getRegistry().bind("conduct", room.conduct());
        camel.getRegistry().bind("tradingCards", tradingCards);
        camel.getRegistry().bind("tradingPermission", permission);
        camel.getRegistry().bind("keyScopes", new KeyScopes(permission, exchange.keyId()));
        camel.getPropertiesComponent().setOverrideProperties(new Properties());
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(PluginHelper.getResourceLoader(camel).resolveResource("file:routes/risk.camel.yaml"));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:cancel-own").process(asked -> {
                    if (cancelFails) {
                        cancelFailures.incrementAndGet();
                        throw new IllegalStateException("orders is out of order");
                    }
                    List<OrderUpdate> ours = resting().stream()
                            .filter(order ->
                                    String.valueOf(order.clientOrderId()).startsWith(OwnPorts.MARK))
                            .toList();
                    ours.forEach(order -> call.requestBody("kalshi:CancelOrderV2", order.orderId()));
                    asked.getMessage().setBody(ours);
                });
                from("direct:exit-positions").process(asked -> {
                    List<?> approved = call.requestBody(
                            "direct:approve", asked.getMessage().getBody(), List.class);
                    asked.getMessage()
                            .setBody(approved.stream()
                                    .map(one -> ((Approved) one).request().toString())
                                    .toList());
                });
                from("discord:send")
                        .process(sent -> waitForAnswers())
                        .process(sent -> cards.add(sent.getMessage().getBody(Card.class)));
            }
        });
        camel.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof CamelEvent.ExchangeRedeliveryEvent) {
                    triedAgain.countDown();
                }
            }
        });
        call = camel.createProducerTemplate();
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        ledger.close();
        exchange.close();
    }

    @Test
    void haltCancelsWhatIsOursAndLeavesAPersonsOrders() {
        place(OwnPorts.MARK + "1");
        place(OwnPorts.MARK + "2");
        place("a-persons");
        String report = halt("too wild");
        assertThat(report)
                .startsWith("halted by cli since ")
                .endsWith("too wild. 2 orders canceled; verified 3 times that nothing of ours rests");
        assertThat(resting()).extracting(OrderUpdate::clientOrderId).containsExactly("a-persons");
        await().atMost(LONG).until(() -> cards.size() == 1);
        assertThat(cards.peek()).extracting(Card::title, Card::description).containsExactly("Halted", "too wild");
        assertThat(approve(quote(BookSide.BID, 40, 1))).isEmpty();
        RestingOrder resting = resting("own");
        assertThat(approve(new OrderRequest.Cancel(resting))).hasSize(1);
    }

    /** Whoever is to cancel does nothing: what is found is canceled by the sweep itself. */
    @Test
    void sweepCancelsWhatIsFound() {
        place(OwnPorts.MARK + "1");
        cancelFails = true;
        assertThat(halt("a test"))
                .contains("1 order canceled, 1 found resting after that; verified 3 times")
                .contains("orders is out of order");
        assertThat(resting()).isEmpty();
    }

    @Test
    void latchIsThereAtOnceWhileTheExchangeHangsAndTheSweepGoesOn() throws Exception {
        place(OwnPorts.MARK + "1");
        control("/faults/timeout-before?on=true&seconds=3");
        long begun = System.nanoTime();
        CompletableFuture<String> report = CompletableFuture.supplyAsync(() -> halt("the exchange hangs"));
        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> latch.current().isPresent());
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
        assertThat(approve(quote(BookSide.BID, 40, 1))).isEmpty();
        control("/faults/none");
        control("/faults/server-error?on=true");
        assertThat(report.get(60, TimeUnit.SECONDS)).contains("NOT verified that nothing of ours rests");
        control("/faults/none");
        await().atMost(LONG).untilAsserted(() -> assertThat(resting()).isEmpty());
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(cards)
                        .extracting(Card::content)
                        .anyMatch(text -> text != null && text.contains("verified 3 times")));
    }

    @Test
    void cancelsOfAHaltWaitNeitherForTheLedgerNorForDiscord() {
        place(OwnPorts.MARK + "1");
        answers = new CountDownLatch(1);
        try {
            CompletableFuture<String> report = CompletableFuture.supplyAsync(() -> halt("too wild"));
            assertThat(report)
                    .succeedsWithin(Duration.ofSeconds(10))
                    .asString()
                    .contains("1 order canceled; verified 3");
            CompletableFuture<List<?>> approved =
                    CompletableFuture.supplyAsync(() -> approve(new OrderRequest.Cancel(resting("own"))));
            assertThat(approved)
                    .succeedsWithin(Duration.ofSeconds(5))
                    .asInstanceOf(LIST)
                    .hasSize(1);
        } finally {
            answers.countDown();
        }
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(new HaltLatch(ledger, folder, InstantSource.system()).current())
                        .map(Halt::reason)
                        .hasValue("too wild"));
    }

    private void waitForAnswers() {
        try {
            answers.await();
        } catch (InterruptedException end) {
            throw new IllegalStateException("expected an answer, found the end", end);
        }
    }

    @Test
    void haltOutlivesARestartAndAPersonEndsIt() throws Exception {
        halt("before the restart");
        camel.stop();
        startCamel(List.of());
        assertThat(latch.current().map(Halt::reason)).hasValue("before the restart");
        assertThat(approve(quote(BookSide.BID, 40, 1))).isEmpty();
        assertThat(call.requestBody("direct:resume", "cli", String.class)).startsWith("resumed");
        assertThat(approve(quote(BookSide.BID, 40, 1))).hasSize(1);
        assertThat(new HaltLatch(ledger, folder, InstantSource.system()).current())
                .isEmpty();
        Map<String, Object> row =
                JdbcClient.create(ledger).sql("select * from halts").query().singleRow();
        assertThat(row).containsEntry("halted_by", "cli").containsEntry("resumed_by", "cli");
    }

    @Test
    void resumeIsRefusedWhileTheReasonHolds() {
        ports.account = OwnPorts.account("50.01");
        await().atMost(LONG).until(() -> latch.current().isPresent());
        assertThat(latch.current().map(Halt::reason)).hasValue("today has lost 50.010000 dollars, limit is 50.000000");
        assertThatThrownBy(() -> call.requestBody("direct:resume", "cli"))
                .hasRootCauseInstanceOf(NotResumedException.class)
                .rootCause()
                .hasMessageContaining("it would stop again at once: today has lost 50.010000 dollars");
        assertThat(latch.current()).isPresent();
        ports.account = OwnPorts.account("1");
        call.requestBody("direct:resume", "cli");
        assertThat(latch.current()).isEmpty();
    }

    @Test
    void fileHaltsAndResumeTakesItAway() throws Exception {
        Path file = Files.writeString(folder.resolve("HALT"), "from a script\n");
        await().atMost(Duration.ofSeconds(5)).until(() -> latch.current().isPresent());
        assertThat(latch.current()).map(Halt::by).hasValue("file");
        assertThat(latch.current()).map(Halt::reason).hasValue("from a script");
        call.requestBody("direct:resume", "cli");
        assertThat(file).doesNotExist();
        assertThat(latch.current()).isEmpty();
    }

    /** Nobody has looked for it yet. */
    @Test
    void nothingPassesFromTheMomentOnAtWhichTheFileIsThere() throws Exception {
        Files.writeString(folder.resolve("HALT"), "");
        assertThat(approve(quote(BookSide.BID, 40, 1))).isEmpty();
    }

    @Test
    void whatRestsIsTakenAwayWhileTheAccountCannotBeReliedOn() {
        place(OwnPorts.MARK + "1");
        place("a-persons");
        ports.orders.add(resting("own"));
        cancelFails = true;
        AccountState known = ports.account;
        ports.account = new AccountState(
                "the private connection was lost",
                known.balance(),
                known.equity(),
                known.peak(),
                known.dayLoss(),
                Map.of());
        await().atMost(LONG).until(() -> cancelFailures.get() > 1);
        cancelFails = false;
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(resting())
                        .extracting(OrderUpdate::clientOrderId)
                        .containsExactly("a-persons"));
    }

    @Test
    void quotesAreTakenAwayAfterABurstAlsoWhereThatFailsAtFirst() {
        place(OwnPorts.MARK + "1");
        cancelFails = true;
        call.sendBody("direct:note-own-fill", FillExamples.yes("t-1", "o-1", "0.40", "9"));
        await().atMost(LONG).until(() -> cancelFailures.get() > 0);
        assertThat(resting()).hasSize(1);
        cancelFails = false;
        await().atMost(LONG).until(() -> resting().isEmpty());
    }

    @Test
    void onlyAPersonsFlattenPassesWhileHalted() {
        ports.holds("M", 150, 30);
        halt("a test");
        OrderRequest.Exit exit =
                new OrderRequest.Exit("M", BookSide.ASK, Price.ofCents(35), Quantity.ofContracts(150), "flatten");
        assertThat(approve(exit)).isEmpty();
        assertThat(call.requestBody("direct:flatten", "cli", String.class))
                .contains("verified 3 times")
                .contains("Exit[ticker=M, side=ASK, price=0.3500, quantity=150.00");
        assertThat(approve(exit)).as("once only").isEmpty();
    }

    @Test
    void cardsThatAreNotWantedDoNotKeepTheSweepBack() throws Exception {
        camel.stop();
        startCamel(List.of("halts"));
        place(OwnPorts.MARK + "1");
        assertThat(halt("a test")).contains("1 order canceled; verified 3 times");
        assertThat(cards).isEmpty();
    }

    @Test
    void decisionsAreKeptAndEqualDenialsCounted() {
        assertThat(approve(quote(BookSide.BID, 40, 1))).hasSize(1);
        for (int i = 0; i < 5; i++) {
            assertThat(approve(quote(BookSide.BID, 40, 101))).isEmpty();
        }
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(decisions()).isEqualTo(List.of("create true 0", "create false 0")));
        await().atMost(LONG).untilAsserted(() -> {
            camel.getRegistry().lookupByNameAndType("riskDesk", RiskDesk.class).flush();
            assertThat(decisions()).isEqualTo(List.of("create true 0", "create false 4"));
        });
        assertThat(JdbcClient.create(ledger)
                        .sql("select denials from decisions where not approved")
                        .query(String.class)
                        .single())
                .contains("max-order-size: 101.00 contracts, limit is 100.00");
    }

    @Test
    void decisionsWaitForALedgerThatIsAway() throws Exception {
        JdbcClient jdbc = JdbcClient.create(ledger);
        jdbc.sql("alter table decisions rename to decisions_away").update();
        assertThat(approve(quote(BookSide.BID, 40, 1))).hasSize(1);
        assertThat(approve(quote(BookSide.BID, 40, 101))).isEmpty();
        assertThat(triedAgain.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        jdbc.sql("alter table decisions_away rename to decisions").update();
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(decisions()).isEqualTo(List.of("create true 0", "create false 0")));
    }

    @Test
    void whatIsApprovedCountsUntilItIsRecorded() {
        List<?> first = approve(quote(BookSide.BID, 40, 100));
        assertThat(approve(quote(BookSide.BID, 39, 100))).hasSize(1);
        assertThat(approve(quote(BookSide.BID, 38, 1)))
                .as("0.40 and 0.39 reserve the market's limit")
                .isEmpty();
        call.requestBody("direct:recorded", first);
        assertThat(approve(quote(BookSide.BID, 38, 1))).hasSize(1);
    }

    private List<String> decisions() {
        return JdbcClient.create(ledger)
                .sql("select request, approved, repeats from decisions order by decision_id")
                .query((row, number) -> row.getString(1) + " " + row.getBoolean(2) + " " + row.getLong(3))
                .list();
    }

    private String halt(String reason) {
        return call.requestBodyAndHeader("direct:halt", reason, "CaravanBy", "cli", String.class);
    }

    private List<?> approve(OrderRequest request) {
        return call.requestBody("direct:approve", List.of(request), List.class);
    }

    private static OrderRequest quote(BookSide side, int cents, int contracts) {
        return new OrderRequest.Create(
                new Quote("M", side, Price.ofCents(cents), Quantity.ofContracts(contracts), "test"));
    }

    private static RestingOrder resting(String id) {
        return new RestingOrder(id, "M", BookSide.BID, Price.ofCents(40), Quantity.ofContracts(1), Instant.now(), null);
    }

    private void place(String clientOrderId) {
        Map<String, Object> order = new HashMap<>(Map.of(
                "ticker", exchange.tickers().get(0),
                "client_order_id", clientOrderId,
                "side", "bid",
                "price", "0.0100",
                "count", "1",
                "time_in_force", "good_till_canceled",
                "self_trade_prevention_type", "taker_at_cross",
                "post_only", true));
        call.requestBody("kalshi:CreateOrderV2", order);
    }

    @SuppressWarnings("unchecked")
    private List<OrderUpdate> resting() {
        Page<OrderUpdate> page = call.requestBody("kalshi:GetOrders", Map.of("status", "resting"), Page.class);
        return page.items();
    }

    private void control(String path) throws Exception {
        assertThat(http.send(
                                HttpRequest.newBuilder(URI.create(exchange.controlUrl() + path))
                                        .POST(BodyPublishers.noBody())
                                        .build(),
                                BodyHandlers.discarding())
                        .statusCode())
                .as(path)
                .isEqualTo(200);
    }
}
