package caravan.sandbox.exchange;

import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Listeners;
import caravan.sandbox.exchange.rest.Answer;
import caravan.sandbox.exchange.rest.Records;
import caravan.sandbox.exchange.rest.RestApi;
import caravan.sandbox.exchange.stream.Audience;
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
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
    private static final String CONTROL_PATH = "/sandbox";
    private static final long PING_MILLIS = 10_000;
    private static final long FLUSH_MILLIS = 1_000;
    private static final int LARGEST_BODY = 1 << 20;

    private final ExchangeOptions options;
    private final SandboxKey key;
    private final ApiKeys keys;
    private final Faults faults;
    private final Audience audience;
    private final StreamPublisher publisher;
    private final World world;
    private final TrafficLog traffic;
    private final Turn turn;
    private final RestEndpoint rest;
    private final StreamEndpoint stream;
    private final LoopbackServer server;
    private final Control control;
    private final ExchangeClock clock;
    private final Clients clients = new Clients();
    private final AtomicBoolean closed = new AtomicBoolean();

    public SandboxExchange(ExchangeOptions options) {
        this.options = options;
        this.clock = new ExchangeClock(options.clock());
        this.keys = new ApiKeys(clock);
        this.key = SandboxKey.in(options.keyFolder());
        keys.add(key.id(), key.publicKey());
        this.traffic = TrafficLog.open(options.trafficLog(), options.clock());
        this.server = new LoopbackServer(PORT_SETTING);
        SplittableRandom random = new SplittableRandom(~options.seed());
        this.faults = new Faults(random.split());
        Journal journal = new Journal();
        Watch watch = new Watch(journal, faults, traffic);
        this.audience = new Audience(options.stream(), options.form(), watch, this::sendingMillis);
        this.publisher = new StreamPublisher(audience, random.split(), watch);
        // The first account of a world is the one with keys; it trades before the world is handed out.
        Predicate<Account> own = account -> account.number() == 0;
        Records records = new Records(own);
        OwnHistory history = new OwnHistory(own);
        this.world = new World(worldOptions(options), Listeners.of(records, history, publisher));
        publisher.begin(world);
        this.turn = new Turn(world, publisher, options.clock());
        Commands commands = new Commands(publisher, options.stream(), random.split(), watch, this::sendingMillis);
        RestFaults restFaults = new RestFaults(server.vertx(), faults);
        this.stream =
                new StreamEndpoint(server.vertx(), turn, world, audience, commands, restFaults, keys, journal, traffic);
        RestApi api = new RestApi(world, records, keys, options.rest());
        CancelTail cancelTail = new CancelTail(world, faults);
        this.rest = new RestEndpoint(turn, world, api, restFaults, cancelTail, keys, journal, traffic, clock);
        List<Switch> switches = new ArrayList<>(new ScriptSwitches(world, audience).all());
        switches.addAll(new FaultSwitches(server.vertx(), publisher, audience, faults, clock, records::lag).all());
        switches.addAll(new LifeSwitches(world, publisher).all());
        this.control = new Control(world, audience, faults, journal, history, switches);
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
        try {
            server.start(port, this::handle);
            options.faults().forEach(this::armAtStart);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        if (!options.tick().isZero()) {
            server.vertx().setPeriodic(options.tick().toMillis(), elapsed -> turn.pass());
        }
        if (options.trafficLog() != null) {
            server.vertx().setPeriodic(FLUSH_MILLIS, elapsed -> traffic.flush());
        }
        server.vertx().setPeriodic(PING_MILLIS, elapsed -> pingAll());
        return this;
    }

    public int port() {
        return server.port();
    }

    public String restUrl() {
        return "http://127.0.0.1:" + port() + RestEndpoint.PATH;
    }

    public String streamUrl() {
        return "ws://127.0.0.1:" + port() + StreamEndpoint.PATH;
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
    <T> T inWorld(Function<World, T> action) {
        return onLoop(() -> turn.take(() -> action.apply(world)));
    }

    /** Moves the simulation by hand, where it does not move by itself. */
    void tick() {
        onLoop(() -> {
            turn.pass();
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
            traffic.close();
        }
    }

    private void armAtStart(String fault) {
        Answer answer = onLoop(() -> control.arm(fault));
        if (answer.status() != 200 && answer.body() != null) {
            throw new IllegalArgumentException(
                    "fault " + fault + ": " + answer.body().path("details").asText());
        }
    }

    private void pingAll() {
        audience.sessions().forEach(Session::ping);
    }

    private long sendingMillis() {
        return clock.instant().toEpochMilli();
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private void handle(HttpServerRequest request) {
        guarded(request, () -> route(request));
    }

    private void route(HttpServerRequest request) {
        String path = request.path();
        boolean switches = isSwitch(path);
        Channel channel = LoopbackServer.channel(request.connection());
        boolean unknown = !switches && clients.add(channel);
        if (faults.down && !switches) {
            faults.count("refused-while-down");
            LoopbackServer.reset(channel);
        } else if (unknown && faults.strike(Fault.REFUSE, null, path) != null) {
            LoopbackServer.reset(channel);
        } else if (LoopbackServer.isForeign(request)) {
            refuse(request, 403, Json.error("forbidden", "this origin or host is not the sandbox's own"));
        } else if (LoopbackServer.isMalformed(request)) {
            refuse(request, 400, Json.error("bad_request", "expected a query whose escapes are % and two hex digits"));
        } else if (switches) {
            read(request, body -> control(request, path, body, channel));
        } else if (path.equals(StreamEndpoint.PATH)) {
            stream.open(request, channel);
        } else {
            read(request, body -> rest.serve(request, body, channel));
        }
    }

    private static boolean isSwitch(@Nullable String path) {
        return path != null && (path.equals(CONTROL_PATH) || path.startsWith(CONTROL_PATH + "/"));
    }

    private void read(HttpServerRequest request, Consumer<String> action) {
        LoopbackServer.readBody(
                request,
                LARGEST_BODY,
                body -> guarded(request, () -> action.accept(body.toString())),
                () -> refuse(request, 413, Json.error("request_entity_too_large", "request entity too large")));
    }

    private void control(HttpServerRequest request, String path, String body, Channel channel) {
        String method = request.method().name();
        String what = path.substring(CONTROL_PATH.length());
        turn.take(() -> control.run(method, what, request.params(), body, () -> clients.cut(channel))
                .send(request.response()));
    }

    private void guarded(HttpServerRequest request, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("The sandbox exchange failed at {} {}", request.method(), request.path(), e);
            refuse(request, 500, Json.error("internal_error", "internal error"));
        }
    }

    private void refuse(HttpServerRequest request, int status, ObjectNode body) {
        Answer answer = new Answer(status, body);
        if (!isSwitch(request.path())) {
            traffic.rest(request, "", answer);
        }
        answer.send(request.response());
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
