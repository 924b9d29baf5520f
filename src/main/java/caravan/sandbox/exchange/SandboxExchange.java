package caravan.sandbox.exchange;

import caravan.sandbox.server.LoopbackServer;
import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.Channel;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
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
    /** Commands that arrive together are answered in another order; this is how long they are collected. */
    private static final long SHUFFLE_MILLIS = 2;

    private final ExchangeOptions options;
    private final SandboxKey key;
    private final ApiKeys keys;
    private final Faults faults = new Faults();
    private final Journal journal = new Journal();
    private final SplittableRandom random;
    private final Hub hub;
    private final Simulation simulation;
    private final Rest rest;
    private final Commands commands;
    private final LoopbackServer server;
    private final Control control;
    private final Set<Channel> clients = new HashSet<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    public SandboxExchange(ExchangeOptions options) {
        this.options = options;
        this.keys = new ApiKeys(options.clock());
        this.key = SandboxKey.in(options.keyFolder());
        keys.add(key.id(), key.publicKey());
        this.server = new LoopbackServer(PORT_SETTING);
        this.random = new SplittableRandom(~options.seed());
        this.hub = new Hub(random.split(), faults);
        this.simulation = new Simulation(options, this::publish);
        this.rest = new Rest(simulation);
        this.commands = new Commands(simulation, journal.commands);
        this.control = new Control(server.vertx(), simulation, hub, faults, journal);
    }

    /**
     * Starts to listen on 127.0.0.1.
     *
     * @param port 0 takes any free one
     * @throws caravan.sandbox.server.PortInUseException if somebody else listens there
     */
    public SandboxExchange start(int port) {
        server.start(port, this::handle);
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
        return onLoop(
                () -> simulation.markets().stream().map(SimulatedMarket::ticker).toList());
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

    private void pingAll() {
        hub.sessions().forEach(Session::ping);
    }

    private void step() {
        simulation.tick();
        hub.repeatDue(simulation.now());
    }

    private void publish(ExchangeEvent event) {
        hub.publish(event, options.clock().instant());
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
        boolean switches = path.startsWith(CONTROL_PATH + "/");
        Channel channel = LoopbackServer.channel(request.connection());
        if (!switches && clients.add(channel)) {
            channel.closeFuture().addListener(done -> clients.remove(channel));
        }
        if (faults.down && !switches) {
            faults.count("refused-while-down");
            LoopbackServer.reset(channel);
        } else if (LoopbackServer.isForeign(request)) {
            new Answer(403, Json.error("forbidden", "this origin or host is not the sandbox's own"))
                    .send(request.response());
        } else if (switches) {
            request.body().onSuccess(body -> {
                String method = request.method().name();
                String below = path.substring(CONTROL_PATH.length());
                control.run(method, below, request.params(), body.toString(), () -> cutClients(channel))
                        .send(request.response());
            });
        } else if (path.equals(STREAM_PATH)) {
            open(request, channel);
        } else {
            rest(request, path).send(request.response());
        }
    }

    private Answer rest(HttpServerRequest request, String path) {
        if (!path.startsWith(REST_PATH + "/")) {
            return Answer.notFound();
        }
        String below = path.substring(REST_PATH.length());
        journal.request(request.method().name(), below);
        if (Rest.isPrivate(below)) {
            ObjectNode refusal = keys.refuse(request.method().name(), path, request.headers());
            if (refusal != null) {
                journal.rejected(refusal);
                return new Answer(401, refusal);
            }
        }
        return request.method().equals(HttpMethod.GET) ? rest.get(below, request.params()) : Answer.notFound();
    }

    private void open(HttpServerRequest request, Channel channel) {
        ObjectNode refusal = keys.refuse("GET", STREAM_PATH, request.headers());
        if (refusal != null) {
            journal.rejected(refusal);
            new Answer(401, refusal).send(request.response());
            return;
        }
        journal.login(request.getHeader("KALSHI-ACCESS-SIGNATURE"));
        request.toWebSocket()
                .onSuccess(socket -> serve(socket, channel))
                .onFailure(
                        failure -> LOG.debug("A client asked for the stream without a WebSocket handshake", failure));
    }

    private void serve(ServerWebSocket socket, Channel channel) {
        Session session = new Session(socket, channel, options.bufferedFrames(), journal.sent);
        SplittableRandom order = random.split();
        List<String> arrived = new ArrayList<>();
        hub.add(session);
        socket.textMessageHandler(text -> {
            arrived.add(text);
            if (arrived.size() == 1) {
                server.vertx().setTimer(SHUFFLE_MILLIS, elapsed -> answer(session, arrived, order));
            }
        });
        socket.exceptionHandler(failure -> LOG.debug("A client of the stream went away", failure));
        socket.closeHandler(gone -> hub.remove(session));
    }

    /** Neighbours change places now and then, as replies of the exchange do. */
    private void answer(Session session, List<String> arrived, SplittableRandom order) {
        List<String> texts = new ArrayList<>(arrived);
        arrived.clear();
        for (int i = 1; i < texts.size(); i++) {
            if (order.nextInt(3) == 0) {
                texts.set(i, texts.set(i - 1, texts.get(i)));
            }
        }
        texts.forEach(text -> commands.run(session, text));
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
