package caravan.bench;

import caravan.kalshi.auth.RequestSigner;
import caravan.kalshi.auth.SigningKey;
import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Operations;
import caravan.kalshi.rest.RestClient;
import caravan.kalshi.rest.budget.Pace;
import caravan.kalshi.rest.budget.RequestBudget;
import caravan.model.AccountLimits;
import caravan.model.AccountLimits.Rate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * What a call costs here, one after the other on a line that stays open: beyond what the same bytes cost over a bare socket
 * to the same server, which does next to nothing.
 *
 * @param micros of a call, by what signs it; {@code socket} is the bare one
 * @param marketsMillis 1,000 markets asked for, received and decoded
 */
record SignedCalls(Map<String, Figures> micros, Figures marketsMillis) {
    private static final String SOCKET = "socket";
    private static final int ROUNDS = 30;
    private static final int WARM_UPS = 30;
    private static final int CALLS = 100;
    private static final int MARKETS = 1_000;
    private static final Operation BALANCE = Operations.named("GetBalance");
    private static final Operation LIST = Operations.named("GetMarkets");
    private static final String BALANCE_JSON =
            "{\"balance\":9801,\"balance_dollars\":\"98.0186\",\"portfolio_value\":198,"
                    + "\"updated_ts\":1781159348,\"balance_breakdown\":[{\"balance\":\"98.0186\",\"exchange_index\":0}]}";

    /** Own cost of a call, in microseconds. */
    double beyondTheSocket(String signer) {
        return micros.get(signer).median() - micros.get(SOCKET).median();
    }

    static SignedCalls measure() throws Exception {
        Map<String, List<Double>> micros = new LinkedHashMap<>();
        List<Double> millis = new ArrayList<>();
        try (DefaultCamelContext context = new DefaultCamelContext();
                SmallServer balance = new SmallServer(BALANCE_JSON);
                SmallServer markets = new SmallServer(markets())) {
            context.disableJMX();
            context.start();
            Map<String, Callable<?>> contenders = new LinkedHashMap<>();
            contenders.put(SOCKET, socket(balance));
            for (String algorithm : List.of("RSA", "Ed25519")) {
                RestClient client = client(context, balance, signer(algorithm));
                contenders.put(algorithm, () -> client.call(BALANCE, Map.of()));
            }
            RestClient unsigned = client(context, balance, null);
            contenders.put("nobody", () -> unsigned.call(BALANCE, Map.of()));
            RestClient listing = client(context, markets, null);
            for (int round = -WARM_UPS; round < ROUNDS; round++) {
                for (Map.Entry<String, Callable<?>> contender : contenders.entrySet()) {
                    double each = micros(contender.getValue(), CALLS);
                    if (round >= 0) {
                        micros.computeIfAbsent(contender.getKey(), name -> new ArrayList<>())
                                .add(each);
                    }
                }
                double each = micros(() -> listing.call(LIST, Map.of("limit", MARKETS)), 5) / 1_000;
                if (round >= 0) {
                    millis.add(each);
                }
            }
        }
        Map<String, Figures> figures = new LinkedHashMap<>();
        micros.forEach((name, values) -> figures.put(name, Figures.of(values)));
        return new SignedCalls(figures, Figures.of(millis));
    }

    private static double micros(Callable<?> call, int times) throws Exception {
        long begun = System.nanoTime();
        for (int i = 0; i < times; i++) {
            call.call();
        }
        return (System.nanoTime() - begun) / 1e3 / times;
    }

    private static RestClient client(DefaultCamelContext context, SmallServer server, RequestSigner signer) {
        Pace pace = Pace.system(new Random(1));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Rate plenty = new Rate(1_000_000, 1_000_000);
        RestClient client = new RestClient(
                context,
                server.base(),
                signer == null ? (method, path) -> Map.of() : signer::headers,
                Duration.ofSeconds(10),
                pace,
                new RequestBudget(new AccountLimits("plenty", plenty, plenty), Duration.ofSeconds(10), pace, meters),
                meters);
        client.start();
        return client;
    }

    private static RequestSigner signer(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("RSA")) {
            generator.initialize(2048);
        }
        byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key) + "\n-----END PRIVATE KEY-----\n";
        return new RequestSigner("bench", SigningKey.fromPem(pem), InstantSource.system());
    }

    /** As many bytes to and fro as a signed call has, about. */
    private static Callable<?> socket(SmallServer server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setTcpNoDelay(true);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] request = ("GET /trade-api/v2/portfolio/balance HTTP/1.1\r\nHost: 127.0.0.1\r\nFiller: "
                        + "x".repeat(400) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] answer = new byte[server.answerLength()];
        return () -> {
            socket.getOutputStream().write(request);
            in.readFully(answer);
            return answer;
        };
    }

    /** Markets with all that the exchange says of one; texts of usual length. */
    private static String markets() {
        List<String> items = new ArrayList<>();
        String rules =
                "If the temperature is above so many degrees on that day, the market resolves to Yes. ".repeat(6);
        for (int i = 0; i < MARKETS; i++) {
            items.add(
                    ("{\"ticker\":\"KXBENCH-26NOV20-T%d\",\"event_ticker\":\"KXBENCH-26NOV20\",\"market_type\":\"binary\","
                                    + "\"title\":\"Will the temperature be above %d degrees?\",\"yes_sub_title\":\"Above %d\","
                                    + "\"no_sub_title\":\"Not above %d\",\"status\":\"active\",\"open_time\":\"2026-11-19T10:00:00Z\","
                                    + "\"close_time\":\"2026-11-21T04:59:00Z\",\"created_time\":\"2026-11-18T10:00:00.123456Z\","
                                    + "\"updated_time\":\"2026-11-20T10:00:00.123456Z\",\"expiration_time\":\"2026-11-27T15:00:00Z\","
                                    + "\"expected_expiration_time\":\"2026-11-21T15:00:00Z\",\"settlement_timer_seconds\":1800,"
                                    + "\"yes_bid_dollars\":\"0.4500\",\"yes_ask_dollars\":\"0.5300\",\"no_bid_dollars\":\"0.4700\","
                                    + "\"no_ask_dollars\":\"0.5500\",\"yes_bid_size_fp\":\"300.00\",\"yes_ask_size_fp\":\"150.00\","
                                    + "\"last_price_dollars\":\"0.4800\",\"previous_price_dollars\":\"0.4700\",\"volume_fp\":\"33896.00\","
                                    + "\"volume_24h_fp\":\"1896.00\",\"open_interest_fp\":\"20422.00\",\"notional_value_dollars\":\"1.0000\","
                                    + "\"result\":\"\",\"can_close_early\":true,\"strike_type\":\"greater\",\"floor_strike\":%d,"
                                    + "\"price_level_structure\":\"linear_cent\",\"price_ranges\":[{\"start\":\"0.0000\",\"end\":\"1.0000\","
                                    + "\"step\":\"0.0100\"}],\"exchange_index\":0,\"rules_primary\":\"%s\",\"rules_secondary\":\"%s\"}")
                            .formatted(i, i, i, i, i, rules, rules));
        }
        return "{\"markets\":[" + String.join(",", items) + "],\"cursor\":\"\"}";
    }
}
