package caravan.kalshi.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.kalshi.stream.ConnectionStatus.State;
import caravan.model.ConnectionEvent;
import caravan.model.ControlReply;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StreamTest {
    private static final String TICKERS = "channels=ticker&markets=M-1,M-2";

    private TestExchange exchange;
    private StreamRig rig;

    @BeforeEach
    void startExchange() throws Exception {
        exchange = new TestExchange();
        rig = new StreamRig(exchange.url());
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
        exchange.close();
    }

    @Test
    void opensSubscribesAndIsReadyInThisOrder() throws Exception {
        rig.start(TICKERS);
        rig.awaitReady(1);
        assertThat(rig.types()).containsExactly("opened", "subscribed", "ready");
        assertThat(rig.seen.get(0).message()).isEqualTo(new ConnectionEvent.Opened("test"));
        assertThat(rig.seen.get(1).message())
                .isEqualTo(new ControlReply.Subscribed(1, "ticker", 1, List.of("M-1", "M-2")));
        assertThat(rig.seen.get(2).frame()).isNull();
        assertThat(exchange.commands).hasSize(1);
        assertThat(exchange.commands.get(0))
                .hasToString(
                        "{\"id\":1,\"cmd\":\"subscribe\",\"params\":{\"channels\":[\"ticker\"],\"market_tickers\":[\"M-1\",\"M-2\"]}}");
        rig.awaitState(State.READY);
        assertThat(rig.status().reconnects()).isZero();
        assertThat(rig.status().lastFrameTime()).isNotNull();
        assertThat(rig.status().lastError()).isNull();
    }

    @Test
    void signsEachConnectAfreshAndCountsFramesFromOne() throws Exception {
        exchange.onCommand = (socket, command) -> {
            TestExchange.accept(socket, command);
            socket.writeTextMessage(TestExchange.ticker(1));
            if (exchange.sockets.size() < 3) {
                socket.close((short) 1001, "deploy");
            }
        };
        rig.start(TICKERS);
        rig.awaitReady(3);
        await().until(() -> rig.count("ticker") == 3);
        assertThat(exchange.handshakes).hasSize(3).allMatch(TestExchange.Handshake::signed);
        assertThat(exchange.handshakes)
                .extracting(TestExchange.Handshake::signature)
                .doesNotHaveDuplicates();
        List<StreamRig.Seen> tickers =
                rig.seen.stream().filter(s -> s.type().equals("ticker")).toList();
        assertThat(tickers).extracting(s -> s.frame().number()).containsExactly(2L, 2L, 2L);
        assertThat(tickers).extracting(s -> s.frame().connectionId()).isSorted().doesNotHaveDuplicates();
        assertThat(rig.types().subList(0, 6))
                .containsExactly("opened", "subscribed", "ready", "ticker", "closed", "opened");
        assertThat(((ConnectionEvent.Closed) rig.seen.get(4).message()).reason())
                .contains("1001", "deploy");
        assertThat(rig.status().reconnects()).isEqualTo(2);
        assertThat(rig.meter("stream.reconnects", "connection", "test")).isEqualTo(2);
        assertThat(rig.meter("stream.frames", "connection", "test", "type", "ticker"))
                .isEqualTo(3);
    }

    @Test
    void keepsTheOrderOfAHundredThousandFrames() throws Exception {
        int frames = 100_000;
        exchange.onCommand = (socket, command) -> {
            TestExchange.accept(socket, command);
            Flood.send(socket, frames);
        };
        List<String> tickers = new ArrayList<>(frames);
        AtomicLong lastNumber = new AtomicLong();
        AtomicInteger disorder = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(frames);
        rig.remembering = false;
        rig.processor = e -> {
            caravan.model.Frame frame = e.getMessage().getHeader("CamelKalshiFrame", caravan.model.Frame.class);
            if (frame != null) {
                disorder.addAndGet(frame.number() == lastNumber.incrementAndGet() ? 0 : 1);
                if (frame.type().equals("ticker")) {
                    tickers.add(e.getMessage().getHeader("CamelKalshiTicker", String.class));
                    all.countDown();
                }
            }
        };
        rig.start(TICKERS);
        assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(disorder).hasValue(0);
        assertThat(tickers).isEqualTo(names(0, frames));
    }

    @Test
    void slowRouteStallsTheExchangeAndBoundsTheQueue() throws Exception {
        int frames = 60_000;
        CountDownLatch route = new CountDownLatch(1);
        Flood[] flood = new Flood[1];
        exchange.onCommand = (socket, command) -> {
            TestExchange.accept(socket, command);
            flood[0] = Flood.send(socket, frames);
        };
        AtomicInteger deepest = new AtomicInteger();
        AtomicInteger count = new AtomicInteger();
        rig.remembering = false;
        rig.processor = e -> {
            deepest.accumulateAndGet(depth(), Math::max);
            if ("ticker".equals(e.getMessage().getHeader("CamelKalshiType"))) {
                assertThat(e.getMessage().getHeader("CamelKalshiTicker")).isEqualTo("M-" + count.getAndIncrement());
                route.await();
            }
        };
        rig.start(TICKERS + "&queueSize=100");
        await().until(() -> flood[0] != null);
        await().atMost(Duration.ofSeconds(20)).until(() -> flood[0].stalledFor(Duration.ofMillis(500)));
        assertThat(flood[0].sent()).isLessThan(frames);
        assertThat(depth()).isBetween(51, 100);
        route.countDown();
        await().atMost(Duration.ofSeconds(30)).until(() -> count.get() == frames);
        assertThat(deepest).hasValueLessThanOrEqualTo(100);
        assertThat(exchange.handshakes).hasSize(1);
    }

    @Test
    void pausedSocketIsNotTakenForDead() throws Exception {
        CountDownLatch route = new CountDownLatch(1);
        exchange.onCommand = (socket, command) -> {
            TestExchange.accept(socket, command);
            Flood.send(socket, 2000);
        };
        rig.processor = e -> {
            if ("ticker".equals(e.getMessage().getHeader("CamelKalshiType"))) {
                route.await();
            }
        };
        rig.start(TICKERS + "&queueSize=10&silenceLimit=200ms&pingInterval=50ms&answerLimit=100ms");
        await().until(() -> depth() > 5);
        await().during(Duration.ofMillis(900))
                .atMost(Duration.ofSeconds(2))
                .until(() -> exchange.handshakes.size() == 1);
        route.countDown();
        await().atMost(Duration.ofSeconds(10)).until(() -> rig.count("ticker") == 2000);
        assertThat(rig.tickers()).isEqualTo(names(0, 2000));
        assertThat(rig.count("closed")).isZero();
    }

    @Test
    void cutInTheMiddleOfABurstReconnectsOnceAndSubscribesAgain() throws Exception {
        exchange.onCommand = (socket, command) -> {
            TestExchange.accept(socket, command);
            Flood.send(socket, 3000);
            if (exchange.sockets.size() == 1) {
                // Behind the burst in the server's own queue, without a closing handshake.
                ((io.vertx.core.http.impl.WebSocketInternal) socket)
                        .connection()
                        .close();
            }
        };
        rig.start(TICKERS);
        rig.awaitReady(2);
        await().atMost(Duration.ofSeconds(10)).until(() -> rig.tickers().contains("M-2999"));
        assertThat(exchange.handshakes).hasSize(2).allMatch(TestExchange.Handshake::signed);
        assertThat(exchange.commands).extracting(c -> c.get("id").asInt()).containsExactly(1, 1);
        assertThat(rig.types()).containsSubsequence("opened", "ready", "closed", "opened", "ready");
        assertThat(rig.count("opened")).isEqualTo(2);
        assertThat(rig.status().lastError()).isNotBlank();
    }

    @Test
    void framesBeforeAnOrderlyCloseArriveThoughTheSocketIsPaused() throws Exception {
        CountDownLatch route = new CountDownLatch(1);
        exchange.onCommand = (socket, command) -> {
            TestExchange.accept(socket, command);
            if (exchange.sockets.size() == 1) {
                for (int i = 0; i < 300; i++) {
                    socket.writeTextMessage(TestExchange.ticker(i));
                }
                socket.close();
            }
        };
        rig.processor = e -> {
            if ("ticker".equals(e.getMessage().getHeader("CamelKalshiType"))) {
                route.await();
            }
        };
        rig.start(TICKERS + "&queueSize=10");
        await().until(() -> depth() > 5);
        route.countDown();
        rig.awaitReady(2);
        assertThat(rig.tickers()).isEqualTo(names(0, 300));
        assertThat(rig.types().indexOf("closed")).isGreaterThan(rig.types().lastIndexOf("ticker"));
    }

    @Test
    void handshakeSlowerThanTheWaitsGivesOneSocket() throws Exception {
        exchange.handshakeDelayMillis = 700;
        rig.start(TICKERS);
        rig.awaitReady(1);
        assertThat(exchange.handshakes).hasSize(1);
        assertThat(exchange.sockets).hasSize(1);
    }

    @Test
    void busyExchangeIsTriedAgain() throws Exception {
        exchange.gate = request -> {
            if (exchange.handshakes.size() > 3) {
                return false;
            }
            request.response().setStatusCode(503).end("busy");
            return true;
        };
        rig.start(TICKERS);
        rig.awaitReady(1);
        assertThat(exchange.handshakes).hasSize(4);
        assertThat(rig.status().lastError()).contains("503");
        assertThat(rig.types()).containsExactly("opened", "subscribed", "ready");
    }

    @Test
    void startsWithoutAnExchangeAndFindsItLater() throws Exception {
        int port = exchange.port();
        exchange.close();
        rig.start(TICKERS);
        await().until(() -> rig.status().lastError() != null);
        assertThat(rig.status().state()).isIn(State.WAITING, State.CONNECTING);
        exchange = new TestExchange(port, false);
        rig.awaitReady(1);
    }

    @Test
    void unknownKeyStopsReconnecting() throws Exception {
        refuse("{\"error\":{\"code\":\"authentication_error\",\"message\":\"x\",\"details\":\"NOT_FOUND\"}}");
        rig.start(TICKERS);
        rig.awaitState(State.REFUSED);
        assertThat(rig.status().lastError()).contains("401", "kalshi.api-key-id", "kalshi.environment");
        staysAlone();
    }

    @Test
    void wrongSignatureStopsReconnectingUntilTheRouteIsStartedAgain() throws Exception {
        refuse("{\"error\":{\"code\":\"authentication_error\",\"details\":\"INCORRECT_API_KEY_SIGNATURE\"}}");
        rig.start(TICKERS);
        rig.awaitState(State.REFUSED);
        assertThat(rig.status().lastError()).contains("signature", "kalshi.private-key-path");
        staysAlone();
        exchange.gate = request -> false;
        rig.context.getRouteController().stopRoute(StreamRig.ROUTE);
        assertThat(rig.status().state()).isEqualTo(State.STOPPED);
        rig.context.getRouteController().startRoute(StreamRig.ROUTE);
        rig.awaitReady(1);
    }

    @Test
    void gatewaysPageDuringMaintenanceIsTriedAgain() throws Exception {
        for (String body : List.of("<html><h1>401 Authorization Required</h1></html>", "", "{}")) {
            refuse(body);
            int before = exchange.handshakes.size();
            rig.start(TICKERS);
            await().until(() -> exchange.handshakes.size() >= before + 3);
            assertThat(rig.status().state()).isNotEqualTo(State.REFUSED);
            assertThat(rig.status().lastError()).contains("401", "maintenance", "kalshi.api-key-id");
            exchange.gate = request -> false;
            rig.awaitReady(1);
            rig.close();
            rig = new StreamRig(exchange.url());
        }
    }

    @Test
    void wrongClockIsSaidAndTriedAgain() throws Exception {
        rig.close();
        AtomicLong ahead = new AtomicLong(300);
        InstantSource clock = () -> Instant.now().plusSeconds(ahead.get());
        rig = new StreamRig(exchange.url(), clock);
        exchange.gate = request -> {
            if (exchange.handshakes.get(exchange.handshakes.size() - 1).signed()) {
                return false;
            }
            request.response()
                    .setStatusCode(401)
                    .putHeader(
                            "Date",
                            java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                    java.time.ZonedDateTime.now(java.time.ZoneOffset.UTC)))
                    .end(
                            "{\"error\":{\"code\":\"header_timestamp_expired\",\"message\":\"header timestamp expired\"}}");
            return true;
        };
        rig.start(TICKERS);
        await().until(() -> exchange.handshakes.size() >= 3);
        assertThat(rig.status().lastError()).containsPattern("clock here is (299|300|301) s ahead of");
        assertThat(rig.status().state()).isNotEqualTo(State.REFUSED);
        ahead.set(0);
        rig.awaitReady(1);
    }

    @Test
    void silenceMakesAReconnectWithinTheLimit() throws Exception {
        exchange.onCommand = (socket, command) -> {
            TestExchange.accept(socket, command);
            if (exchange.sockets.size() == 1) {
                socket.pause(); // does not read: no pong is sent
            }
        };
        long start = System.nanoTime();
        rig.start(TICKERS + "&silenceLimit=400ms&pingInterval=50ms");
        rig.awaitReady(2);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(400), Duration.ofSeconds(5));
        assertThat(rig.status().lastError()).contains("nothing was heard for 0.4 s");
        assertThat(exchange.sockets).hasSize(2);
    }

    @Test
    void pongsAloneKeepAQuietConnectionAlive() throws Exception {
        rig.start(TICKERS + "&silenceLimit=300ms&pingInterval=50ms");
        rig.awaitReady(1);
        await().during(Duration.ofMillis(1200))
                .atMost(Duration.ofSeconds(3))
                .until(() -> exchange.handshakes.size() == 1);
        assertThat(rig.status().state()).isEqualTo(State.READY);
    }

    @Test
    void commandWithoutAnswerMakesAReconnect() throws Exception {
        exchange.onCommand = (socket, command) -> {
            if (exchange.sockets.size() > 1 || TestExchange.channel(command).equals("fill")) {
                TestExchange.accept(socket, command);
            }
        };
        rig.start("channels=fill,user_orders&answerLimit=300ms");
        rig.awaitReady(1);
        assertThat(exchange.handshakes).hasSize(2);
        assertThat(rig.status().lastError()).contains("did not answer within 0.3 s", "user_orders");
        assertThat(rig.types())
                .containsExactly("opened", "subscribed", "closed", "opened", "subscribed", "subscribed", "ready");
    }

    /** Vert.x does not cancel the handshake's timer when it is the first of the process. */
    @Test
    void connectionOutlivesTheLimitOfItsHandshake() throws Exception {
        rig.start(TICKERS + "&answerLimit=200ms");
        rig.awaitReady(1);
        await().during(Duration.ofMillis(900))
                .atMost(Duration.ofSeconds(2))
                .until(() -> exchange.handshakes.size() == 1);
        assertThat(rig.status().state()).isEqualTo(State.READY);
    }

    @Test
    void largeMessageArrivesWhole() throws Exception {
        String large = "{\"type\":\"large\",\"msg\":\"" + "x".repeat(5_000_000) + "\"}";
        exchange.onCommand = (socket, command) -> {
            TestExchange.accept(socket, command);
            socket.writeTextMessage(large);
            socket.writeTextMessage(TestExchange.ticker(1));
        };
        rig.start(TICKERS);
        await().atMost(Duration.ofSeconds(10)).until(() -> rig.count("ticker") == 1);
        assertThat(rig.seen.stream()
                        .filter(s -> s.type().equals("unreadable"))
                        .map(s -> s.frame().text()))
                .containsExactly(large);
        assertThat(rig.meter("stream.unreadable", "connection", "test")).isEqualTo(1);
    }

    @Test
    void compressedFramesArriveWholeAndInOrder() throws Exception {
        exchange.close();
        exchange = new TestExchange(0, true);
        rig.kalshi.setWsUrl(exchange.url());
        String large = "{\"type\":\"large\",\"msg\":\"" + "x".repeat(5_000_000) + "\"}";
        exchange.onCommand = (socket, command) -> {
            TestExchange.accept(socket, command);
            socket.writeTextMessage(large);
            Flood.send(socket, 5000);
        };
        rig.start(TICKERS);
        await().atMost(Duration.ofSeconds(20)).until(() -> rig.tickers().size() == 5000);
        assertThat(exchange.lastSocket().headers().get("Sec-WebSocket-Extensions"))
                .contains("permessage-deflate");
        assertThat(rig.tickers()).isEqualTo(names(0, 5000));
        assertThat(rig.seen.stream()
                        .filter(s -> s.type().equals("unreadable"))
                        .map(s -> s.frame().text()))
                .containsExactly(large);
    }

    @Test
    void blankFramesAreNoFrames() throws Exception {
        exchange.onCommand = (socket, command) -> {
            socket.writeTextMessage("\n");
            TestExchange.accept(socket, command);
            socket.writeTextMessage("");
            socket.writeTextMessage(TestExchange.ticker(1));
        };
        rig.start(TICKERS);
        await().until(() -> rig.count("ticker") == 1);
        assertThat(rig.types()).containsExactly("opened", "subscribed", "ready", "ticker");
        assertThat(rig.seen.get(3).frame().number()).isEqualTo(2);
    }

    @Test
    void unknownChannelIsReportedWhileOthersWork() throws Exception {
        exchange.onCommand = (socket, command) -> {
            if (TestExchange.channel(command).equals("tickr")) {
                socket.writeTextMessage(TestExchange.error(command.get("id").asLong(), 8, "Unknown channel name"));
            } else {
                TestExchange.accept(socket, command);
                socket.writeTextMessage(TestExchange.ticker(1));
            }
        };
        rig.start("channels=tickr,ticker&markets=*");
        rig.awaitReady(1);
        await().until(() -> rig.count("ticker") == 1);
        assertThat(rig.status().refusedChannels())
                .containsOnlyKeys("tickr")
                .hasEntrySatisfying("tickr", reason -> assertThat(reason).contains("error 8", "no such channel"));
        assertThat(rig.meter("stream.command.errors", "connection", "test", "code", "8"))
                .isEqualTo(1);
        assertThat(exchange.commands.get(1).at("/params/market_tickers").isMissingNode())
                .isTrue();
    }

    @Test
    void repliesOutOfOrderAreMatchedById() throws Exception {
        List<JsonNode> waiting = new CopyOnWriteArrayList<>();
        exchange.onCommand = (socket, command) -> {
            waiting.add(command);
            if (waiting.size() == 3) {
                socket.writeTextMessage(TestExchange.subscribed(waiting.get(2)));
                socket.writeTextMessage(TestExchange.error(2, 9, "no access"));
                socket.writeTextMessage(TestExchange.subscribed(waiting.get(0)));
            }
        };
        rig.start("channels=fill,user_orders,market_positions");
        rig.awaitReady(1);
        assertThat(rig.types()).containsExactly("opened", "subscribed", "error", "subscribed", "ready");
        assertThat(rig.status().refusedChannels()).containsOnlyKeys("user_orders");
    }

    @Test
    void failedSubscriptionIsMadeAgain() throws Exception {
        AtomicInteger answers = new AtomicInteger();
        exchange.onCommand = (socket, command) -> {
            TestExchange.accept(socket, command);
            if (answers.incrementAndGet() == 1) {
                socket.writeTextMessage(
                        "{\"type\":\"error\",\"sid\":1,\"seq\":2,\"msg\":{\"code\":25,\"msg\":\"buffer overflow\"}}");
            }
        };
        rig.start(TICKERS);
        rig.awaitReady(2);
        assertThat(exchange.handshakes).hasSize(1);
        assertThat(exchange.commands).extracting(c -> c.get("id").asInt()).containsExactly(1, 2);
        assertThat(rig.types()).containsExactly("opened", "subscribed", "ready", "error", "subscribed", "ready");
        assertThat(rig.status().refusedChannels()).isEmpty();
    }

    @Test
    void channelThatIsThereAlreadyIsNotRefusedAnyMore() throws Exception {
        exchange.onCommand = (socket, command) -> {
            long id = command.get("id").asLong();
            socket.writeTextMessage(
                    id == 1
                            ? TestExchange.error(id, 18, "too slow")
                            : "{\"id\":%d,\"sid\":1,\"seq\":1,\"type\":\"ok\",\"msg\":{\"market_tickers\":[\"M-1\"]}}"
                                    .formatted(id));
        };
        rig.start(TICKERS);
        rig.awaitReady(2);
        assertThat(rig.types()).containsExactly("opened", "error", "ready", "ok", "ready");
        assertThat(rig.status().refusedChannels()).isEmpty();
    }

    @Test
    void withoutMarketsOnlyChannelsThatNeedNoneAreSubscribedTo() throws Exception {
        rig.start("channels=orderbook_delta,ticker,trade,market_lifecycle_v2&markets=");
        rig.awaitReady(1);
        assertThat(exchange.commands).extracting(TestExchange::channel).containsExactly("market_lifecycle_v2");
    }

    @Test
    void nothingToSubscribeToIsReadyAtOnce() throws Exception {
        rig.start("channels=ticker");
        rig.awaitReady(1);
        assertThat(rig.types()).containsExactly("opened", "ready");
        rig.awaitState(State.READY);
    }

    @Test
    void failureInTheRouteDoesNotStopTheStream() throws Exception {
        exchange.onCommand = (socket, command) -> {
            TestExchange.accept(socket, command);
            for (int i = 0; i < 5; i++) {
                socket.writeTextMessage(TestExchange.ticker(i));
            }
        };
        rig.processor = e -> {
            throw new IllegalStateException("the route fails");
        };
        rig.start(TICKERS);
        await().until(() -> rig.count("ticker") == 5);
        assertThat(exchange.handshakes).hasSize(1);
    }

    @Test
    void stoppingDeliversWhatWasQueuedAndEndsTheThread() throws Exception {
        CountDownLatch route = new CountDownLatch(1);
        exchange.onCommand = (socket, command) -> {
            TestExchange.accept(socket, command);
            Flood.send(socket, 500);
        };
        rig.processor = e -> route.await();
        rig.start(TICKERS);
        await().until(() -> depth() >= 500);
        Thread stopping = new Thread(rig::close);
        stopping.start();
        await().until(() -> exchange.lastSocket().isClosed());
        route.countDown();
        stopping.join(10_000);
        assertThat(rig.tickers()).isEqualTo(names(0, 500));
        assertThat(rig.types()).endsWith("closed");
        assertThat(exchange.handshakes).hasSize(1);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(t -> t.getName().contains("kalshi-test"));
        assertThat(rig.kalshi.getConnections()).isEmpty();
    }

    @Test
    void forcedStopDoesNotWaitForARouteThatNeverEnds() throws Exception {
        exchange.onCommand = (socket, command) -> {
            TestExchange.accept(socket, command);
            Flood.send(socket, 500);
        };
        CountDownLatch never = new CountDownLatch(1);
        rig.context.getShutdownStrategy().setTimeout(1);
        AtomicReference<Thread> worker = new AtomicReference<>();
        rig.processor = e -> {
            worker.set(Thread.currentThread());
            never.await();
        };
        rig.start(TICKERS);
        await().until(() -> depth() >= 500 && worker.get() != null);
        long start = System.nanoTime();
        rig.close();
        // Waiting for the worker first would take ten.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        worker.get().join(10_000);
        assertThat(worker.get().getStackTrace()).isEmpty();
    }

    @Test
    void suspendingClosesTheSocketAndResumingOpensIt() throws Exception {
        rig.start(TICKERS);
        rig.awaitReady(1);
        rig.context.getRouteController().suspendRoute(StreamRig.ROUTE);
        await().until(() -> exchange.lastSocket().isClosed());
        assertThat(rig.status().state()).isEqualTo(State.STOPPED);
        assertThat(rig.types()).endsWith("closed");
        rig.context.getRouteController().resumeRoute(StreamRig.ROUTE);
        rig.awaitReady(2);
        assertThat(exchange.handshakes).hasSize(2).allMatch(TestExchange.Handshake::signed);
    }

    @Test
    void earlyFramesInTheHandshakesOwnPacketArrive() throws Exception {
        try (RawExchange raw = new RawExchange((socket, key) -> socket.getOutputStream()
                .write(RawExchange.handshakeWith(
                        key, RawExchange.text(TestExchange.ticker(0)), RawExchange.text(TestExchange.ticker(1)))))) {
            StreamRig early = new StreamRig(raw.url());
            try {
                early.start(TICKERS);
                await().until(() -> early.tickers().size() == 2);
                assertThat(early.types()).startsWith("opened", "ticker", "ticker");
            } finally {
                early.close();
            }
        }
    }

    @Test
    void closeDuringOrRightAfterTheHandshakeIsNotMissed() throws Exception {
        try (RawExchange raw = new RawExchange(
                (socket, key) -> socket.close(),
                (socket, key) -> {
                    socket.getOutputStream()
                            .write("HTTP/1.1 101 Switching".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                    socket.close();
                },
                (socket, key) -> {
                    socket.getOutputStream().write(RawExchange.handshakeWith(key, RawExchange.close(1001)));
                    socket.close();
                },
                (socket, key) -> socket.getOutputStream()
                        .write(RawExchange.handshakeWith(key, RawExchange.text(TestExchange.ticker(0)))))) {
            StreamRig cut = new StreamRig(raw.url());
            try {
                cut.start(TICKERS);
                await().atMost(Duration.ofSeconds(10)).until(() -> cut.tickers().size() == 1);
                assertThat(raw.connections()).isEqualTo(4);
            } finally {
                cut.close();
            }
        }
    }

    private void refuse(String body) {
        exchange.gate = request -> {
            request.response().setStatusCode(401).end(body);
            return true;
        };
    }

    private void staysAlone() {
        await().during(Duration.ofMillis(400))
                .atMost(Duration.ofSeconds(2))
                .until(() -> exchange.handshakes.size() == 1);
    }

    private int depth() {
        return (int) rig.meters.get("stream.queue.depth").gauge().value();
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "M-" + i).toList();
    }
}
