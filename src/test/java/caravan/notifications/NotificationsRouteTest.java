package caravan.notifications;

import static caravan.discord.DiscordServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.TestCamel;
import caravan.discord.DiscordComponent;
import caravan.discord.DiscordServer;
import caravan.model.Action;
import caravan.model.FillNotice.OrderFilled;
import caravan.model.Market;
import caravan.model.Money;
import caravan.model.Outcome;
import caravan.model.Quantity;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.camel.Endpoint;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessResourceException;

/** The real route file with a real ledger and a real Discord-like server; the exchange alone is played. */
class NotificationsRouteTest {
    private static final String WAKE_UP =
            "seda:notifications-due?size=1&discardWhenFull=true&discardIfNoConsumers=true";

    @TempDir
    Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Market> recorded = new CopyOnWriteArrayList<>();
    private final long opened = System.nanoTime();
    /** Runs twenty times as fast as other clocks, so that the waits between attempts are short. */
    private final InstantSource fast = () -> Instant.now().plusNanos(19 * (System.nanoTime() - opened));

    private InstantSource clock = fast;
    private volatile Function<Long, RuntimeException> noticeFault = id -> null;
    private volatile Function<String, @Nullable Market> exchange =
            ticker -> market(ticker, "Michigan St. vs Notre Dame");
    private Ledger ledger;
    private DiscordServer discord;
    private DefaultCamelContext camel;

    /** Stands where the fills stage does. */
    public final class Notices {
        public OrderFilled of(long notificationId) {
            RuntimeException fault = noticeFault.apply(notificationId);
            if (fault != null) {
                throw fault;
            }
            return new OrderFilled(
                    "order-" + notificationId,
                    "KXNCAAFGAME-26SEP19MSUND-ND",
                    Outcome.YES,
                    Action.BUY,
                    Quantity.ofContracts(10),
                    new BigDecimal("0.6"),
                    Money.parse("6"),
                    null,
                    null,
                    1,
                    Instant.parse("2026-11-20T12:00:00Z"));
        }
    }

    @BeforeEach
    void open() throws IOException {
        ledger = new Ledger(folder);
        discord = new DiscordServer();
        log.start();
        root().addAppender(log);
        root().setLevel(Level.INFO);
    }

    @AfterEach
    void close() {
        if (camel != null) {
            camel.stop();
        }
        root().detachAppender(log);
        discord.close();
        ledger.close();
        String everything = logged();
        assertThat(everything).doesNotContain(DiscordServer.WEBHOOK_TOKEN, DiscordServer.BOT_TOKEN);
    }

    @Test
    void wakeUpBecomesAMessage() throws Exception {
        start(webhook());
        long id = add();

        wakeUp();

        await().until(() -> ledger.status(id).equals("sent"));
        assertThat(discord.messages).hasSize(1);
        assertThat(field(discord.messages.get(0), "Market")).isEqualTo("Michigan St. vs Notre Dame");
        assertThat(ledger.row(id))
                .containsEntry("channel_id", DiscordServer.CHANNEL)
                .containsEntry("message_id", discord.messages.get(0).path("id").asText());
        await().until(() -> recorded.size() == 1);
        assertThat(recorded.get(0).title()).isEqualTo("Michigan St. vs Notre Dame");
    }

    @Test
    void clockIsTheSecondWakeUp() throws Exception {
        start(webhook());
        long id = add();

        await().until(() -> ledger.status(id).equals("sent"));
    }

    @Test
    void everythingDueIsToldInOrderAndTheMarketIsAskedForOnce() throws Exception {
        List<Long> ids = IntStream.range(0, 20).mapToObj(number -> add()).toList();
        start(bot());

        awaitStatus(ids.get(19), "sent");

        assertThat(discord.messages.stream().map(NotificationsRouteTest::footer))
                .containsExactlyElementsOf(
                        ids.stream().map(id -> "SANDBOX · #" + id).toList());
        assertThat(asked).hasSize(1);
        assertThat(discord.requests).hasSize(20);
    }

    @Test
    void cardShowsTheTickerWhenTheExchangeDoesNotAnswer() throws Exception {
        exchange = ticker -> {
            throw new IllegalStateException("exchange is down");
        };
        long first = add();
        long second = add();
        start(webhook());

        awaitStatus(second, "sent");

        assertThat(ledger.status(first)).isEqualTo("sent");
        assertThat(field(discord.messages.get(0), "Market")).isEqualTo("KXNCAAFGAME-26SEP19MSUND-ND");
        assertThat(asked).hasSize(1);
    }

    @Test
    void rateLimitIsWaitedForAndTheMessageComesOnce() throws Exception {
        clock = InstantSource.system();
        discord.next(answer(429, "{\"retry_after\":0.4,\"global\":false}", "Via", "1.1 google"));
        long first = add();
        long second = add();
        start(webhook());

        awaitStatus(second, "sent");

        assertThat(discord.messages.stream().map(NotificationsRouteTest::footer))
                .containsExactly("SANDBOX · #" + first, "SANDBOX · #" + second);
        assertThat(discord.requests).hasSize(3);
        assertThat(discord.requests.get(1).nanos() - discord.requests.get(0).nanos())
                .isGreaterThan(400_000_000L);
        assertThat(ledger.row(first)).containsEntry("attempts", 2).containsEntry("possible_repeat", false);
    }

    @Test
    void webhookThatMayHaveTakenItGetsAMarkedRepeat() throws Exception {
        discord.next(DiscordServer.storeThenDrop());
        long id = add();
        start(webhook());

        awaitStatus(id, "sent");

        assertThat(discord.messages).hasSize(2);
        assertThat(description(discord.messages.get(0))).isEmpty();
        assertThat(description(discord.messages.get(1))).startsWith("May be a repeat");
        assertThat(ledger.row(id)).containsEntry("possible_repeat", true);
    }

    @Test
    void killWhileSendingIsFollowedByAMarkedRepeat() throws Exception {
        long id = add();
        new Outbox(ledger.source, "this-folder", InstantSource.system(), new SimpleMeterRegistry(), false).next();
        start(webhook());

        awaitStatus(id, "sent");

        assertThat(discord.messages).hasSize(1);
        assertThat(description(discord.messages.get(0))).startsWith("May be a repeat");
    }

    @Test
    void botThatMayHaveTakenItGetsTheSameNonceAndNoSecondMessage() throws Exception {
        discord.next(DiscordServer.storeThenAnswer(500), DiscordServer.storeThenTruncate(), DiscordServer.dropUnread());
        long id = add();
        start(bot());

        awaitStatus(id, "sent");

        assertThat(discord.requests).hasSize(4);
        assertThat(discord.messages).hasSize(1);
        assertThat(ledger.row(id)).containsEntry("deduplicated", true);
        assertThat(ledger.row(id)).containsEntry("possible_repeat", false);
    }

    @Test
    void messageThatSomebodyDeletedIsNotToldAgainAndHoldsUpNothing() throws Exception {
        discord.next(
                DiscordServer.storeThenAnswer(500), answer(404, "{\"code\":10008,\"message\":\"Unknown Message\"}"));
        long first = add();
        long second = add();
        start(bot());

        awaitStatus(second, "sent");

        assertThat(ledger.status(first)).isEqualTo("sent");
        assertThat((String) ledger.row(first).get("error")).contains("deleted", "10008");
        assertThat(discord.requests).hasSize(3);
    }

    @Test
    void discordThatIsAwayIsWaitedFor() throws Exception {
        int port = discord.port();
        Map<String, Object> settings = webhook();
        discord.close();
        long id = add();
        start(settings);
        await().until(() -> ledger.row(id).get("error") != null);

        discord = new DiscordServer(port);

        awaitStatus(id, "sent");
        assertThat(discord.messages).hasSize(1);
        assertThat(description(discord.messages.get(0))).isEmpty();
        assertThat(ledger.row(id)).containsEntry("possible_repeat", false).containsEntry("error", null);
    }

    @Test
    void invalidFormGoesAsPlainText() throws Exception {
        discord.next(answer(400, "{\"code\":50035,\"message\":\"Invalid Form Body\"}"));
        long id = add();
        start(webhook());

        awaitStatus(id, "sent");

        assertThat(discord.messages).hasSize(1);
        assertThat(discord.messages.get(0).has("embeds")).isFalse();
        assertThat(discord.messages.get(0).path("content").asText())
                .startsWith("Order filled: Bought 10 YES – Notre Dame at 60 ¢ · total $6.00");
    }

    @Test
    void pageOfAProxyIsWaitedFor() throws Exception {
        discord.next(answer(403, "<html>blocked</html>"));
        long id = add();
        start(webhook());

        awaitStatus(id, "sent");

        assertThat(discord.messages).hasSize(1);
        assertThat(ledger.row(id)).containsEntry("attempts", 2).containsEntry("possible_repeat", false);
    }

    @Test
    void refusedTokenHaltsUntilTheNextStart() throws Exception {
        discord.next(answer(401, "{\"code\":50027,\"message\":\"Invalid Webhook Token\"}"));
        long first = add();
        long second = add();
        start(webhook());

        await().until(() -> ledger.row(second).get("error") != null);
        assertThat(ledger.status(first)).isEqualTo("pending");
        assertThat((String) ledger.row(first).get("error")).contains("401", "discord.webhook-url");
        assertThat(discord.requests).hasSize(1);
        assertThat(camel.getComponent("discord", DiscordComponent.class)
                        .status()
                        .haltedReason())
                .contains("401");

        camel.stop();
        start(webhook());
        awaitStatus(second, "sent");
        assertThat(discord.messages).hasSize(2);
    }

    @Test
    void rowThatCannotBeWrittenDoesNotHoldUpTheOthers() throws Exception {
        long first = add();
        long second = add();
        long third = add();
        noticeFault = id -> id == first
                ? new IllegalArgumentException("no such fills, \"expected\" (1, 2)")
                : id == second ? new IllegalStateException() : null;
        start(webhook());

        awaitStatus(third, "sent");

        assertThat(ledger.row(first))
                .containsEntry("status", "failed")
                .containsEntry("error", "no such fills, \"expected\" (1, 2)");
        assertThat(ledger.status(second)).isEqualTo("failed");
        assertThat(discord.messages).hasSize(1);
    }

    @Test
    void exchangeThatHangsDelaysOneCardByTwoSeconds() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        exchange = ticker -> {
            await().atMost(Duration.ofSeconds(30)).until(() -> never.getCount() == 0);
            return null;
        };
        add();
        long second = add();
        long begin = System.nanoTime();
        start(webhook());

        awaitStatus(second, "sent");
        never.countDown();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(6));
        assertThat(discord.messages).hasSize(2);
        assertThat(asked).hasSize(1);
    }

    @Test
    void ledgerThatIsAwayIsWaitedFor() throws Exception {
        long id = add();
        List<Long> tries = new CopyOnWriteArrayList<>();
        noticeFault = notification -> {
            tries.add(notification);
            return tries.size() == 1 ? new TransientDataAccessResourceException("ledger is down") : null;
        };
        start(webhook());

        awaitStatus(id, "sent");

        assertThat(ledger.row(id)).containsEntry("attempts", 2).containsEntry("possible_repeat", false);
    }

    @Test
    void withoutDiscordTheNewsGoToTheLog() throws Exception {
        start(Map.of());
        long id = add();

        awaitStatus(id, "logged");

        assertThat(logged())
                .contains("Order filled: Bought 10 YES – Notre Dame at 60 ¢ · total $6.00 · fees not known yet"
                        + " · Michigan St. vs Notre Dame · SANDBOX · #" + id + "\n");
    }

    @Test
    void whoWantsACopyGetsWhatWasTold() throws Exception {
        for (Map<String, Object> settings : List.of(bot(), Map.<String, Object>of())) {
            List<Due> told = new CopyOnWriteArrayList<>();
            start(settings, new RouteBuilder() {
                @Override
                public void configure() {
                    for (String copy : List.of("one", "two")) {
                        from("seda:told?multipleConsumers=true")
                                .routeId(copy)
                                .process(copied -> told.add(copied.getMessage().getBody(Due.class)));
                    }
                }
            });
            long id = add();
            wakeUp();

            await().until(() -> told.size() == 2);

            assertThat(told).extracting(Due::notificationId).containsOnly(id);
            assertThat(ledger.status(id)).isIn("sent", "logged");
            camel.stop();
        }
    }

    @Test
    void withoutADeliveryRouteNotificationsWait() throws Exception {
        start(bot());
        camel.getRouteController().stopRoute("deliver");
        long id = add();

        await().until(() -> ledger.row(id).get("error") != null);
        assertThat(ledger.status(id)).isNotEqualTo("failed");
        camel.getRouteController().startRoute("deliver");

        awaitStatus(id, "sent");
        assertThat(discord.messages).hasSize(1);
    }

    @Test
    void routeThatIsStoppedByHandAndStartedLosesNoNotification() throws Exception {
        start(bot());
        camel.getRouteController().stopRoute("tell");
        long id = add();

        await().until(() -> ledger.row(id).get("error") != null);
        assertThat(ledger.status(id)).isEqualTo("pending");
        camel.getRouteController().startRoute("tell");

        awaitStatus(id, "sent");
        assertThat(discord.messages).hasSize(1);
        assertThat(ledger.row(id)).containsEntry("possible_repeat", false);
    }

    @Test
    void userCanSendASeriesElsewhere() throws Exception {
        start(bot(), new RouteBuilder() {
            @Override
            public void configure() {
                getContext().getPropertiesComponent().addInitialProperty("my.webhook", discord.webhookUrl());
                from("direct:elsewhere").to("discord:send?webhookUrl={{my.webhook}}");
                from("direct:other-channel").to("discord:send?channelId=1188573123456789099");
            }
        });

        camel.createProducerTemplate().sendBody("direct:elsewhere", "to *you*");
        camel.createProducerTemplate().sendBody("direct:other-channel", "to them");

        assertThat(discord.requests.get(0).path()).contains("/webhooks/");
        assertThat(discord.messages.get(0).path("content").asText()).isEqualTo("to \\*you\\*");
        assertThat(discord.requests.get(1).path()).contains("/channels/1188573123456789099/");
        assertThat(URISupport.sanitizeUri("discord:send?webhookUrl=" + discord.webhookUrl()))
                .doesNotContain(DiscordServer.WEBHOOK_TOKEN);
        assertThat(camel.getEndpoints().stream().map(Endpoint::getEndpointUri))
                .contains("discord://send?webhookUrl=webhook+1199000000000000001");
        assertThat(camel.getEndpoints().toString() + camel.getRoutes())
                .contains("discord://send?webhookUrl=xxxxxx")
                .doesNotContain(DiscordServer.WEBHOOK_TOKEN);
    }

    private Map<String, Object> webhook() {
        return Map.of("webhookUrl", discord.webhookUrl(), "baseUrl", discord.baseUrl());
    }

    private Map<String, Object> bot() {
        return Map.of(
                "botToken", DiscordServer.BOT_TOKEN, "channelId", DiscordServer.CHANNEL, "baseUrl", discord.baseUrl());
    }

    private void start(Map<String, Object> settings, RouteBuilder... more) throws Exception {
        camel = TestCamel.context();
        camel.getShutdownStrategy().setTimeout(2);
        DiscordComponent component = new DiscordComponent();
        component.setBaseUrl((String) settings.getOrDefault("baseUrl", "http://127.0.0.1:1"));
        component.setWebhookUrl((String) settings.get("webhookUrl"));
        component.setBotToken((String) settings.get("botToken"));
        component.setChannelId((String) settings.get("channelId"));
        component.setRequestTimeout(2000);
        camel.addComponent("discord", component);
        DirectComponent kalshi = new DirectComponent();
        // What is generated for the real component would be tried on this one.
        kalshi.setAutowiredEnabled(false);
        camel.addComponent("kalshi", kalshi);
        boolean isBot = settings.containsKey("botToken");
        Outbox outbox = new Outbox(ledger.source, "this-folder", clock, new SimpleMeterRegistry(), isBot);
        camel.getRegistry().bind("outbox", outbox);
        component.setBeforeSend((exchange, deduplicates) -> {
            if (exchange.getVariable("due") instanceof Due due) {
                outbox.sending(due, deduplicates);
            }
        });
        camel.getRegistry().bind("cards", new Cards("sandbox"));
        camel.getRegistry().bind("marketCache", new MarketCache(InstantSource.system()));
        camel.getRegistry().bind("fillNotices", new Notices());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("kalshi:GetMarket").errorHandler(noErrorHandler()).process(question -> {
                    String ticker = question.getMessage().getBody(String.class);
                    asked.add(ticker);
                    question.getMessage().setBody(exchange.apply(ticker));
                });
                from("direct:record-market")
                        .process(found -> recorded.add(found.getMessage().getBody(Market.class)));
            }
        });
        for (RouteBuilder routes : more) {
            camel.addRoutes(routes);
        }
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(
                        ResourceHelper.resolveResource(camel, "file:routes/delivery.camel.yaml"),
                        ResourceHelper.resolveResource(camel, "file:routes/notifications.camel.yaml"));
        camel.start();
    }

    private long add() {
        return ledger.add("KXNCAAFGAME-26SEP19MSUND-ND", Instant.now());
    }

    private void wakeUp() {
        camel.createFluentProducerTemplate().to(WAKE_UP).withBody("").send();
    }

    /** Wakes the route while it waits: only one test is about the clock that does so once a second. */
    private void awaitStatus(long id, String status) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    wakeUp();
                    assertThat(ledger.status(id)).isEqualTo(status);
                });
    }

    private static String field(JsonNode message, String name) {
        for (JsonNode field : message.path("embeds").path(0).path("fields")) {
            if (field.path("name").asText().equals(name)) {
                return field.path("value").asText();
            }
        }
        throw new AssertionError("no field " + name + " in " + message);
    }

    private static String footer(JsonNode message) {
        return message.path("embeds").path(0).path("footer").path("text").asText();
    }

    private static String description(JsonNode message) {
        return message.path("embeds").path(0).path("description").asText();
    }

    private static Market market(String ticker, String title) {
        return new Market(
                ticker,
                null,
                title,
                "Notre Dame",
                "Notre Dame",
                "active",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private String logged() {
        StringBuilder text = new StringBuilder();
        for (ILoggingEvent event : List.copyOf(log.list)) {
            text.append(event.getFormattedMessage()).append('\n');
            if (event.getThrowableProxy() != null) {
                text.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }
        return text.toString();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
