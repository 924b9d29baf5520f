package caravan.sandbox.exchange;

import caravan.model.BookSide;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.NewOrder;
import caravan.sandbox.engine.Order;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

/** An exchange whose time stands still until a test moves it, and where nobody trades but the test. */
final class ExchangeRig implements AutoCloseable {
    static final String MARKET = "KXFEDDECISION-26DEC-H0";
    static final String OTHER = "KXFEDDECISION-26DEC-C25";
    private static final long PLENTY = 1_000_000_000_000L;
    /** To make a key takes longer than most tests, and none changes it: all use one. */
    private static final Path KEYS = temporary();

    final TestClock clock = new TestClock();
    final SandboxExchange exchange;
    private final Account stranger;
    private final List<TestClient> clients = new ArrayList<>();

    ExchangeRig() {
        this(options -> options);
    }

    ExchangeRig(UnaryOperator<ExchangeOptions> change) {
        ExchangeOptions options = ExchangeOptions.of(1, KEYS, Duration.ofSeconds(8), clock)
                .withTick(Duration.ZERO)
                .withRate(0)
                .withQuietAccount(true);
        exchange = new SandboxExchange(change.apply(options)).start(0);
        stranger = exchange.inWorld(world -> world.engine().admit("stranger", PLENTY));
    }

    private static Path temporary() {
        try {
            Path folder = Files.createTempDirectory("sandbox-key");
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(() -> FileSystemUtils.deleteRecursively(folder.toFile()), "remove-key"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestClient client() {
        TestClient client = new TestClient(exchange, clock).connect();
        clients.add(client);
        return client;
    }

    /** A client of REST and the switches that does not listen. */
    TestClient caller() {
        TestClient client = new TestClient(exchange, clock);
        clients.add(client);
        return client;
    }

    void pass(Duration time) {
        clock.advance(time);
        exchange.tick();
    }

    Order stranger(BookSide side, int price, long quantity) {
        return place(false, side, price, quantity);
    }

    Order own(BookSide side, int price, long quantity) {
        return place(true, side, price, quantity);
    }

    void cancel(Order order) {
        exchange.inWorld(world -> world.engine().cancel(order));
    }

    private Order place(boolean own, BookSide side, int price, long quantity) {
        return exchange.inWorld(world -> {
            Market market = world.market(MARKET);
            if (market == null) {
                throw new IllegalStateException("expected " + MARKET + ", found no such market");
            }
            return world.engine().place(NewOrder.limit(own ? world.own() : stranger, market, side, price, quantity));
        });
    }

    /** The best price of a side. */
    int best(BookSide side) {
        return exchange.inWorld(world -> {
            Market market = world.market(MARKET);
            return market == null ? -1 : market.book().best(side);
        });
    }

    /** What each account could spend. */
    List<Long> money() {
        return exchange.inWorld(world ->
                world.engine().accounts().stream().map(Account::available).toList());
    }

    JsonNode state() {
        return caller().control("/state");
    }

    static void await(TestClient client, String type, int count) {
        Awaitility.await().until(() -> client.frames(type).size() >= count);
    }

    @Override
    public void close() {
        clients.forEach(TestClient::close);
        exchange.close();
    }
}
