package caravan.bench;

import caravan.sandbox.exchange.ExchangeOptions;
import caravan.sandbox.exchange.MovedBooks;
import caravan.sandbox.exchange.SandboxExchange;
import caravan.sandbox.exchange.rest.RestOptions;
import caravan.sandbox.exchange.rest.Tier;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * From the frame that moves a best price to the order that follows it, with the strategy {@code touch}: from the moment
 * before the frame is written to the program's socket until the first byte of the request is read from another.
 *
 * <p>A relay between the two looks at both with one clock. What the exchange needs is not counted; what the program needs
 * is, from its socket to its socket: decoding, book, strategy, risk, the ledger's row, signature. One thing happens at a
 * time; the exchange shares the machine.
 */
final class TickToOrder {
    static final int WARM_UPS = Integer.getInteger("bench.reaction-warm-ups", 6_000);
    static final int COUNT = Integer.getInteger("bench.reactions", 3_000);
    private static final int MARKETS = 5;
    private static final int PAUSE_MILLIS = 12;
    private static final int LIMIT_SECONDS = 20;
    private static final String FRAME = "\"type\":\"orderbook_delta\"";
    private static final String REQUEST = "POST /trade-api/v2/portfolio/";

    private final MovedBooks books;
    private final BlockingQueue<Double> reactions = new LinkedBlockingQueue<>();
    private boolean isExpecting;
    private long frameNanos;

    private TickToOrder(MovedBooks books) {
        this.books = books;
    }

    /**
     * Returns how many milliseconds each reaction took.
     *
     * @param algorithm of the key that signs: RSA, of 2048 bits, or Ed25519
     */
    static Figures measure(Path folder, String algorithm) throws Exception {
        ExchangeOptions options = ExchangeOptions.of(
                        1, folder.resolve("exchange"), Duration.ofSeconds(8), InstantSource.system())
                .withRate(0)
                .withQuietAccount(true)
                .withRest(new RestOptions(Tier.PRESTIGE, true, RestOptions.DEFAULT.liveAge()));
        try (SandboxExchange exchange = new SandboxExchange(options).start(0)) {
            TickToOrder here = new TickToOrder(new MovedBooks(exchange, MARKETS));
            try (Relay relay = new Relay(exchange.port(), here::requested, here::told)) {
                Map<String, String> settings = here.settings("://127.0.0.1:" + relay.port() + "/trade-api/");
                settings.putAll(key(exchange, folder, algorithm));
                try (Program program = new Program(folder.resolve("program"), settings)) {
                    return here.measure(program);
                }
            }
        }
    }

    private static Map<String, String> key(SandboxExchange exchange, Path folder, String algorithm) throws Exception {
        if (algorithm.equals("RSA")) {
            return Map.of(
                    "KALSHI_API_KEY_ID",
                    exchange.keyId(),
                    "KALSHI_PRIVATE_KEY_PATH",
                    exchange.keyFile().toAbsolutePath().toString());
        }
        KeyPair keys = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        exchange.register(Program.KEY_ID, keys.getPublic());
        return Map.of(
                "KALSHI_PRIVATE_KEY_PATH",
                Program.key(folder.resolve("key"), keys.getPrivate()).toString());
    }

    private Map<String, String> settings(String address) {
        Map<String, String> settings = new HashMap<>();
        settings.put("KALSHI_REST_URL", "http" + address + "v2");
        settings.put("KALSHI_WS_URL", "ws" + address + "ws/v2");
        settings.put("TRADING_ENABLED", "true");
        settings.put("MARKET_MAKING_ENABLED", "true");
        settings.put("MARKET_MAKING_STRATEGY", "touch");
        settings.put("KALSHI_MARKETS", books.tickers().get(0));
        settings.put("MARKET_MAKING_TICKERS", String.join(",", books.tickers()));
        settings.put("MARKET_MAKING_MARKETS", Integer.toString(MARKETS));
        // Nothing but a frame is to be a reason for an order, and no limit against one.
        settings.put("MARKET_MAKING_EXPIRATION", "2h");
        settings.put("RISK_MAX_ORDER_LIFE", "3h");
        settings.put("RISK_MIN_ORDER_LIFE", "1ms");
        settings.put("RISK_MAX_REPETITIONS", "1000000");
        settings.put("RISK_CAPS_PERCENT", "100");
        return settings;
    }

    private Figures measure(Program program) throws InterruptedException {
        Program.await("orders in all markets", LIMIT_SECONDS, () -> program.metric("orders_resting") == 2 * MARKETS);
        List<Double> millis = new ArrayList<>();
        for (int count = -WARM_UPS; count < COUNT; count += 2) {
            String ticker = books.tickers().get(Math.floorMod(count / 2, MARKETS));
            Runnable back = react(millis, () -> books.improve(ticker));
            react(millis, () -> {
                back.run();
                return back;
            });
            if (count < 0) {
                millis.clear();
            }
        }
        return Figures.of(millis);
    }

    private Runnable react(List<Double> millis, Supplier<Runnable> move) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        expect();
        Runnable back = move.get();
        Double reaction = reactions.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (reaction == null) {
            throw new IllegalStateException("expected an order within %d s of a move, found none after %d, frame %d"
                    .formatted(LIMIT_SECONDS, millis.size(), frameNanos));
        }
        millis.add(reaction);
        return back;
    }

    private synchronized void expect() {
        isExpecting = true;
        frameNanos = 0;
    }

    private synchronized void told(String text) {
        if (isExpecting && frameNanos == 0 && text.contains(FRAME)) {
            frameNanos = System.nanoTime();
        }
    }

    private synchronized void requested(String text) {
        if (isExpecting && frameNanos != 0 && text.startsWith(REQUEST)) {
            isExpecting = false;
            reactions.add((System.nanoTime() - frameNanos) / 1e6);
        }
    }
}
