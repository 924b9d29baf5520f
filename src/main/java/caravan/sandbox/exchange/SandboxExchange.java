package caravan.sandbox.exchange;

import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Listeners;
import caravan.sandbox.exchange.rest.Answer;
import caravan.sandbox.exchange.rest.Records;
import caravan.sandbox.exchange.rest.RestApi;
import caravan.sandbox.exchange.stream.Commands;
import caravan.sandbox.exchange.stream.Session;
import caravan.sandbox.exchange.stream.StreamPublisher;
import caravan.sandbox.server.LoopbackServer;
import caravan.sandbox.simulation.Listing;
import caravan.sandbox.simulation.World;
import caravan.sandbox.simulation.WorldOptions;
import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.Channel;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exchange on this machine, for a client that cannot tell it from the real one.
 *
 * <p>Checks signatures, serves the stream at {@code /trade-api/ws/v2} and REST below {@code /trade-api/v2}, and takes
 * switches below {@code /sandbox}. Thread-safe; everything runs on the server's one event loop.
 */
public final class SandboxExchange implements AutoCloseable {
    public static final String PORT_SETTING = "sandbox.exchange-port";

    private static final Logger LOG = LoggerFactory.getLogger(SandboxExchange.class);
    private static final String REST_PATH = "/trade-api/v2";
    private static final String STREAM_PATH = "/trade-api/ws/v2";
    private static final String CONTROL_PATH = "/sandbox";
    private static final long PING_MILLIS = 10_000;
    private static final int LARGEST_BODY = 1 << 20;
    /** Commands that arrive together are answered in another order; this is how long they are collected. */
    private static final long SHUFFLE_MILLIS = 2;

    private final ExchangeOptions options;
    private final InstantSource real;
    private final SandboxKey key;
    private final ApiKeys keys;
    private final Faults faults;
    private final Journal journal = new Journal();
    private final StreamPublisher publisher;
    private final Commands commands;
    private final World world;
    private final RestApi rest;
    private final RestFaults restFaults;
    private final CancelTail cancelTail;
    private final LoopbackServer server;
    private final Control control;
    private final ExchangeClock clock;
    private final Set<Channel> clients = new HashSet<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    public SandboxExchange(ExchangeOptions options) {
        this.options = options;
        this.real = options.clock();
        this.clock = new ExchangeClock(real);
        this.keys = new ApiKeys(clock);
        this.key = SandboxKey.in(options.keyFolder());
        keys.add(key.id(), key.publicKey());
        this.server = new LoopbackServer(PORT_SETTING);
        SplittableRandom random = new SplittableRandom(~options.seed());
        this.faults = new Faults(random.split());
        Watch watch = new Watch(journal, faults);
        this.publisher =
                new StreamPublisher(options.stream(), options.form(), random.split(), watch, this::sendingMillis);
        // The first account of a world is the one with keys; it trades before the world is handed out.
        Predicate<Account> own = account -> account.number() == 0;
        Records records = new Records(own);
        OwnHistory history = new OwnHistory(own);
        this.world = new World(worldOptions(options), Listeners.of(records, history, publisher));
        publisher.begin(world);
        this.commands = new Commands(publisher, options.stream(), random.split(), watch, this::sendingMillis);
        this.rest = new RestApi(world, records, keys, options.rest());
        this.restFaults = new RestFaults(server.vertx(), faults);
        this.cancelTail = new CancelTail(world, faults);
        List<Switch> switches = new ArrayList<>(new ScriptSwitches(world, publisher).all());
        switches.addAll(new FaultSwitches(server.vertx(), publisher, faults, clock, records::lag).all());
        switches.addAll(new LifeSwitches(world, publisher).all());
        this.control = new Control(world, publisher, faults, journal, history, switches);
    }

    private static WorldOptions worldOptions(ExchangeOptions options) {
        return new WorldOptions(
                        options.seed(),
                        micros(options.clock().instant()),
                        options.cash(),
                        options.orderInterval(),
                        options.rate(),
                        options.quietAccount())
                .withShortMarkets(options.shortMarkets())
                .withWeeklyPause(options.weeklyPause());
    }

    /**
     * Starts to listen on 127.0.0.1.
     *
     * @param port 0 takes any free one
     * @throws caravan.sandbox.server.PortInUseException if somebody else listens there
     * @throws IllegalArgumentException if a fault of the options does not exist
     */
    public SandboxExchange start(int port) {
        server.start(port, this::handle);
        try {
            options.faults().forEach(this::armAtStart);
        } catch (IllegalArgumentException e) {
            close();
            throw e;
        }
        if (!options.tick().isZero()) {
            server.vertx().setPeriodic(options.tick().toMillis(), elapsed -> step());
        }
        server.vertx().setPeriodic(PING_MILLIS, elapsed -> pingAll());
        return this;
    }

    public int port() {
        return server.port();
    }

    public String restUrl() {
        return "http://127.0.0.1:" + port() + REST_PATH;
    }

    public String streamUrl() {
        return "ws://127.0.0.1:" + port() + STREAM_PATH;
    }

    /** Where the switches are. */
    public String controlUrl() {
        return "http://127.0.0.1:" + port() + CONTROL_PATH;
    }

    public String keyId() {
        return key.id();
    }

    /** The account's private key, PKCS#8 in PEM. */
    public Path keyFile() {
        return key.file();
    }

    /** Lets another key sign for the account. */
    public void register(String keyId, PublicKey publicKey) {
        keys.add(keyId, publicKey);
    }

    /**
     * Lets another key sign for the account.
     *
     * @throws IllegalArgumentException if the text is no PEM of an RSA or Ed25519 public key
     */
    public void register(String keyId, String publicKeyPem) {
        keys.add(keyId, ApiKeys.parse(publicKeyPem));
    }

    /** The markets that are listed now. */
    public List<String> tickers() {
        return onLoop(() -> world.listings().stream().map(Listing::ticker).toList());
    }

    /** Does something to the world where its listeners hear it and nobody else touches it. */
    <T> T inWorld(java.util.function.Function<World, T> action) {
        return onLoop(() -> {
            advance();
            T result = action.apply(world);
            publisher.flush();
            return result;
        });
    }

    /** Moves the simulation by hand, where it does not move by itself. */
    void tick() {
        onLoop(() -> {
            step();
            return 0;
        });
    }

    /** Pings every client now rather than at the next ten seconds. */
    void ping() {
        onLoop(() -> {
            pingAll();
            return 0;
        });
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.close();
        }
    }

    private void armAtStart(String fault) {
        URI uri = URI.create("/faults/" + fault);
        io.vertx.core.MultiMap parameters = io.vertx.core.MultiMap.caseInsensitiveMultiMap();
        if (uri.getQuery() != null) {
            for (String pair : uri.getQuery().split("&", -1)) {
                String[] parts = pair.split("=", 2);
                parameters.add(parts[0], parts.length > 1 ? parts[1] : "");
            }
        }
        Answer answer = onLoop(() -> control.run("POST", uri.getPath(), parameters, "", () -> {}));
        if (answer.status() != 200 && answer.body() != null) {
            throw new IllegalArgumentException(
                    "fault " + fault + ": " + answer.body().path("details").asText());
        }
    }

    private void pingAll() {
        publisher.sessions().forEach(Session::ping);
    }

    private void step() {
        advance();
        publisher.flush();
    }

    private void advance() {
        world.advanceTo(micros(real.instant()));
    }

    private long sendingMillis() {
        return clock.instant().toEpochMilli();
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private void handle(HttpServerRequest request) {
        try {
            route(request);
        } catch (RuntimeException e) {
            LOG.error("The sandbox exchange failed at {} {}", request.method(), request.path(), e);
            new Answer(500, Json.error("internal_error", "internal error")).send(request.response());
        }
    }

    private void route(HttpServerRequest request) {
        String path = request.path();
        boolean switches = path.equals(CONTROL_PATH) || path.startsWith(CONTROL_PATH + "/");
        Channel channel = LoopbackServer.channel(request.connection());
        boolean unknown = !switches && clients.add(channel);
        if (unknown) {
            channel.closeFuture().addListener(done -> clients.remove(channel));
        }
        if (faults.down && !switches) {
            faults.count("refused-while-down");
            LoopbackServer.reset(channel);
        } else if (unknown && faults.strike(Fault.REFUSE, null, path) != null) {
            LoopbackServer.reset(channel);
        } else if (LoopbackServer.isForeign(request)) {
            new Answer(403, Json.error("forbidden", "this origin or host is not the sandbox's own"))
                    .send(request.response());
        } else if (LoopbackServer.isMalformed(request)) {
            new Answer(400, Json.error("bad_request", "expected a query whose escapes are % and two hex digits"))
                    .send(request.response());
        } else if (switches) {
            read(request, body -> control(request, path, body, channel));
        } else if (path.equals(STREAM_PATH)) {
            open(request, channel);
        } else {
            read(request, body -> rest(request, path, body, channel));
        }
    }

    private static void read(HttpServerRequest request, Consumer<String> action) {
        LoopbackServer.readBody(
                request,
                LARGEST_BODY,
                body -> action.accept(body.toString()),
                () -> new Answer(413, Json.error("request_entity_too_large", "request entity too large"))
                        .send(request.response()));
    }

    private void control(HttpServerRequest request, String path, String body, Channel channel) {
        guarded(request, () -> {
            advance();
            control.run(
                            request.method().name(),
                            path.substring(CONTROL_PATH.length()),
                            request.params(),
                            body,
                            () -> cutClients(channel))
                    .send(request.response());
            publisher.flush();
        });
    }

    private void rest(HttpServerRequest request, String path, String body, Channel channel) {
        guarded(request, () -> {
            request.response().putHeader("Date", httpDate());
            String method = request.method().name();
            RestFaults.Verdict verdict = restFaults.before(method, path, channel);
            if (verdict.answer() != null) {
                verdict.answer().send(request.response());
                return;
            }
            if (!verdict.isCarriedOut()) {
                return;
            }
            advance();
            Answer answer = answer(request, path, body);
            publisher.flush();
            Answer instead = restFaults.after(method, path, channel, answer);
            if (instead != null) {
                instead.send(request.response());
            }
        });
    }

    private Answer answer(HttpServerRequest request, String path, String body) {
        if (!path.startsWith(REST_PATH + "/")) {
            return new Answer(404, Json.error("not_found", "not found"));
        }
        String below = path.substring(REST_PATH.length());
        String method = request.method().name();
        journal.request(rest.operation(method, below));
        Account who = null;
        // Who signs is known, and pays, also where nobody needs to.
        if (rest.isPrivate(method, below) || ApiKeys.isSigned(request.headers())) {
            ObjectNode refusal = keys.refuse(method, path, request.headers());
            if (refusal != null) {
                journal.rejected(refusal);
                return new Answer(401, refusal);
            }
            who = world.own();
        }
        Answer answer = rest.answer(method, below, request.params(), request.getHeader("Content-Type"), body, who);
        cancelTail.after(method, below, answer);
        return answer;
    }

    private void open(HttpServerRequest request, Channel channel) {
        ObjectNode refusal = keys.refuse("GET", STREAM_PATH, request.headers());
        if (refusal != null) {
            journal.rejected(refusal);
            new Answer(401, refusal).send(request.response());
            return;
        }
        if (!publisher.admits(world.own())) {
            new Answer(429, Json.object().put("error", "too many requests")).send(request.response());
            return;
        }
        Answer spoiled = restFaults.handshake(STREAM_PATH);
        if (spoiled != null) {
            spoiled.send(request.response());
            return;
        }
        journal.login(request.getHeader("KALSHI-ACCESS-SIGNATURE"));
        ArmedFault slow = faults.strike(Fault.SLOW_ACCEPT, "GET", STREAM_PATH);
        if (slow == null) {
            accept(request, channel);
        } else {
            request.pause();
            server.vertx().setTimer(slow.number(), elapsed -> accept(request, channel));
        }
    }

    private void accept(HttpServerRequest request, Channel channel) {
        request.toWebSocket()
                .onSuccess(socket -> serve(socket, channel))
                .onFailure(
                        failure -> LOG.debug("A client asked for the stream without a WebSocket handshake", failure));
    }

    private void serve(ServerWebSocket socket, Channel channel) {
        Session session = publisher.open(world.own(), channel);
        socket.textMessageHandler(text -> arrived(session, text));
        // Answered as any message that cannot be read.
        socket.binaryMessageHandler(bytes -> arrived(session, ""));
        socket.exceptionHandler(failure -> LOG.debug("A client of the stream went away", failure));
        socket.closeHandler(gone -> publisher.close(session));
    }

    private void arrived(Session session, String text) {
        if (commands.arrived(session, text)) {
            server.vertx().setTimer(SHUFFLE_MILLIS, elapsed -> {
                advance();
                commands.answer(session);
                publisher.flush();
            });
        }
    }

    private static void guarded(HttpServerRequest request, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("The sandbox exchange failed at {} {}", request.method(), request.path(), e);
            new Answer(500, Json.error("internal_error", "internal error")).send(request.response());
        }
    }

    private String httpDate() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
    }

    /** Whoever uses a switch still gets the answer. */
    private void cutClients(Channel spared) {
        Set.copyOf(clients).stream().filter(client -> client != spared).forEach(LoopbackServer::reset);
    }

    private <T> T onLoop(Supplier<T> action) {
        CompletableFuture<T> result = new CompletableFuture<>();
        server.vertx().runOnContext(start -> {
            try {
                result.complete(action.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result.join();
    }
}
