package caravan.kalshi.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import caravan.kalshi.stream.ConnectionStatus.State;
import caravan.model.StreamCommand;
import caravan.model.StreamCommand.AddMarkets;
import caravan.model.StreamCommand.RemoveMarkets;
import caravan.model.StreamCommand.RequestSnapshots;
import caravan.model.StreamCommand.SetMarkets;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Other markets on a running connection, over a real socket. */
@Timeout(60)
class ChangingMarketsTest {
    private static final String CHANNELS = "channels=orderbook_delta,ticker,market_lifecycle_v2";

    private final Map<ServerWebSocket, ModelExchange> models = new ConcurrentHashMap<>();
    private final Set<String> unknown = new HashSet<>();
    /** Whether a command is carried out and answered. */
    private volatile BiPredicate<ServerWebSocket, String> answering = (socket, text) -> true;

    private TestExchange exchange;
    private StreamRig rig;
    private ProducerTemplate producer;

    @BeforeEach
    void startExchange() throws Exception {
        exchange = new TestExchange();
        exchange.onCommand = (socket, command) -> {
            ModelExchange model = models.computeIfAbsent(socket, fresh -> {
                ModelExchange made = new ModelExchange();
                made.unknown.addAll(unknown);
                return made;
            });
            if (answering.test(socket, command.toString())) {
                model.carryOut(command.toString()).forEach(socket::writeTextMessage);
            }
        };
        rig = new StreamRig(exchange.url());
        producer = rig.context.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        rig.close();
        exchange.close();
    }

    @Test
    void marketsComeAndGoOnTheSameSocket() throws Exception {
        rig.start(CHANNELS + "&markets=A,B");
        rig.awaitReady(1);
        send(new AddMarkets(List.of("C")));
        awaitMarkets("A", "B", "C");
        send(new RemoveMarkets(List.of("A")));
        awaitMarkets("B", "C");
        send(new SetMarkets(List.of("D")));
        awaitMarkets("D");
        assertThat(exchange.handshakes).hasSize(1);
        assertThat(rig.count("ready")).isEqualTo(1);
        assertThat(rig.types()).contains("ok", "unsubscribed");
        assertThat(rig.kalshi.getSubscriptions().get(0).wanted()).containsExactly("D");
    }

    @Test
    void withoutMarketsTheConnectionStaysAndWaits() throws Exception {
        rig.start(CHANNELS + "&markets=A");
        rig.awaitReady(1);
        send(new SetMarkets(List.of()));
        await().until(() -> last().channels().equals(Set.of("market_lifecycle_v2")));
        assertThat(rig.status().state()).isEqualTo(State.READY);
        send(new AddMarkets(List.of("B")));
        awaitMarkets("B");
        assertThat(exchange.handshakes).hasSize(1);
    }

    @Test
    void whatIsWantedDuringAnOutageIsSubscribedToAfterIt() throws Exception {
        rig.start(CHANNELS + "&markets=A");
        rig.awaitReady(1);
        exchange.gate = request -> {
            request.response().setStatusCode(503).end();
            return true;
        };
        exchange.lastSocket().close();
        await().until(() -> rig.status().lastError().contains("503"));
        send(new AddMarkets(List.of("B")));
        send(new RemoveMarkets(List.of("A")));
        send(new RequestSnapshots(List.of("A")));
        exchange.gate = request -> false;
        rig.awaitReady(2);
        assertThat(last().tickers("orderbook_delta")).containsExactly("B");
        assertThat(last().commands).hasSize(3);
    }

    @Test
    void cutInTheMiddleOfAChangeEndsWithWhatIsWanted() throws Exception {
        AtomicInteger commands = new AtomicInteger();
        answering = (socket, text) -> {
            if (exchange.sockets.size() <= 3 && commands.incrementAndGet() % 13 == 0) {
                socket.close();
                return false;
            }
            return true;
        };
        rig.start(CHANNELS + "&markets=A&silenceLimit=20s&answerLimit=20s");
        rig.awaitReady(1);
        List<String> many = names(20_000);
        send(new SetMarkets(many));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> last().tickers("orderbook_delta").size() == 20_000
                        && last().tickers("ticker").size() == 20_000);
        assertThat(exchange.sockets).hasSizeGreaterThanOrEqualTo(4);
        rig.awaitState(State.READY);
    }

    @Test
    void hundredThousandMarketsAreSubscribedTo() throws Exception {
        rig.start(CHANNELS + "&silenceLimit=20s&answerLimit=20s");
        rig.awaitReady(1);
        send(new SetMarkets(names(100_000)));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> last().tickers("orderbook_delta").size() == 100_000
                        && last().tickers("ticker").size() == 100_000);
        assertThat(last().commands).allMatch(command -> command.toString().length() < 100_000);
        await().until(() ->
                rig.kalshi.getSubscriptions().get(0).channels().get(0).tickers().size() == 100_000);
        assertThat(exchange.handshakes).hasSize(1);
    }

    @Test
    void moreMarketsThanAConnectionMayHaveAreRefusedInOneLine() throws Exception {
        rig.start(CHANNELS + "&markets=A");
        rig.awaitReady(1);
        assertThatThrownBy(() -> send(new AddMarkets(names(500_000))))
                .hasRootCauseMessage("expected at most 500000 markets, which is the exchange's limit for a connection,"
                        + " found 500001");
        assertThatThrownBy(() -> send(new AddMarkets(List.of("A B"))))
                .rootCause()
                .hasMessageContaining("found 'A B'");
        assertThat(rig.kalshi.getSubscriptions().get(0).wanted()).containsExactly("A");
    }

    @Test
    void unknownMarketIsReportedAndTheOthersStay() throws Exception {
        unknown.add("WRONG");
        rig.start(CHANNELS + "&markets=A,WRONG,B");
        rig.awaitReady(1);
        awaitMarkets("A", "B");
        await().until(() -> rig.status().refusedMarkets().equals(Map.of("orderbook_delta", 1, "ticker", 1)));
        assertThat(rig.status().refusedChannels()).isEmpty();
        assertThat(rig.kalshi.getSubscriptions().get(0).channels().get(0).refusedMarkets())
                .hasEntrySatisfying("WRONG", reason -> assertThat(reason).contains("error 11"));
        send(new AddMarkets(List.of("C")));
        awaitMarkets("A", "B", "C");
    }

    @Test
    void unansweredChangeMakesAReconnectWithWhatIsWanted() throws Exception {
        answering = (socket, text) -> exchange.sockets.size() > 1 || !text.contains("add_markets");
        rig.start(CHANNELS + "&markets=A&answerLimit=300ms");
        rig.awaitReady(1);
        send(new AddMarkets(List.of("B")));
        rig.awaitReady(2);
        awaitMarkets("A", "B");
        assertThat(rig.status().lastError())
                .contains("did not answer within 0.3 s to 1 more markets for orderbook_delta");
    }

    @Test
    void wholeBooksAreAskedForOnTheSubscriptionThatHasThem() throws Exception {
        rig.start(CHANNELS + "&markets=A,B");
        rig.awaitReady(1);
        send(new RequestSnapshots(List.of("B", "X")));
        await().until(() -> last().snapshots.equals(List.of("B")));
        assertThat(exchange.handshakes).hasSize(1);
    }

    @Test
    void repliesToCommandsGoThroughTheRouteWithTheirPlaceInTheSequence() throws Exception {
        rig.start("channels=orderbook_delta&markets=A");
        rig.awaitReady(1);
        send(new AddMarkets(List.of("B")));
        send(new RequestSnapshots(List.of("A")));
        await().until(() -> rig.count("ok") == 2);
        assertThat(rig.seen.stream().filter(seen -> seen.type().equals("ok")))
                .extracting(seen -> seen.frame().sequence())
                .containsExactly(1L, 2L);
    }

    @Test
    void firstTryAfterACutComesSoonAndLaterOnesWait() throws Exception {
        rig.start(CHANNELS + "&markets=A&reconnectDelay=1s&reconnectDelayMax=60s");
        rig.awaitReady(1);
        long cut = System.nanoTime();
        exchange.lastSocket().close();
        rig.awaitReady(2);
        assertThat(Duration.ofNanos(System.nanoTime() - cut)).isLessThan(Duration.ofMillis(900));
        exchange.lastSocket().close();
        await().until(() -> rig.status().state() == State.WAITING);
        await().during(Duration.ofMillis(300)).until(() -> exchange.handshakes.size() == 2);
        rig.awaitReady(3);
    }

    @Test
    void commandToNobodySaysWhoIsThere() throws Exception {
        rig.start(CHANNELS);
        assertThatThrownBy(() -> producer.sendBody("kalshi:stream?connection=other", new SetMarkets(List.of())))
                .isInstanceOf(CamelExecutionException.class)
                .rootCause()
                .hasMessageContaining("kalshi:stream?connection=other")
                .hasMessageContaining("[test]");
        assertThatThrownBy(() -> producer.sendBody("kalshi:stream?connection=test", "KX-1"))
                .rootCause()
                .hasMessageContaining("expected a caravan.model.StreamCommand")
                .hasMessageContaining("java.lang.String");
    }

    private void send(StreamCommand command) {
        producer.sendBody("kalshi:stream?connection=test", command);
    }

    private void awaitMarkets(String... tickers) {
        await().untilAsserted(() -> {
            assertThat(last().tickers("orderbook_delta")).containsExactly(tickers);
            assertThat(last().tickers("ticker")).containsExactly(tickers);
        });
    }

    private ModelExchange last() {
        return models.getOrDefault(exchange.lastSocket(), new ModelExchange());
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "KXMARKET-26NOV20-T%06d".formatted(i))
                .toList();
    }
}
