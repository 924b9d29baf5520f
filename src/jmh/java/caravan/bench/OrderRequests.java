package caravan.bench;

import caravan.sandbox.exchange.ExchangeOptions;
import caravan.sandbox.exchange.SandboxExchange;
import caravan.sandbox.exchange.rest.RestOptions;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Creates orders at the sandbox's exchange over connections that stay open, and reads every answer. Nothing else goes on
 * there, and budgets are off.
 *
 * <p>The requests of a round are made and signed before it. A signature covers time, method and path, and is good for
 * some seconds, so a hundred of them serve a round; the server checks each request's all the same. Both ends share the
 * machine and the process: one core for the exchange, one for the client.
 */
final class OrderRequests implements Contender {
    /** A round has one request for so many frames of the other contenders. */
    private static final int FRAMES_A_REQUEST = 100;

    private static final int SIGNATURES = 100;
    private static final String PATH = "/trade-api/v2/portfolio/events/orders";
    private static final String KEY_ID = "bench";

    /** What the requests are like. */
    enum Signed {
        /** As they should be: an order is created. */
        WELL(201),
        /** With the signature of another text, which is found out only when it is verified. */
        WRONGLY(401),
        /** With a key that the exchange does not know, so that there is nothing to verify. */
        BY_A_STRANGER(401);

        private final int status;

        Signed(int status) {
            this.status = status;
        }
    }

    private final String name;
    private final Signed signed;
    private final int connections;
    private final int depth;
    private final KeyPair keys;
    private final SandboxExchange exchange;
    private final String ticker;
    private long number;

    /** One connection that stays open. */
    private static final class Line implements AutoCloseable {
        private final Socket socket;
        private final DataInputStream in;

        private Line(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /**
     * Starts an exchange.
     *
     * @param algorithm of the key: RSA, of 2048 bits, or Ed25519
     * @param depth how many requests wait for their answers on one connection
     */
    OrderRequests(Path folder, String name, String algorithm, Signed signed, int connections, int depth)
            throws GeneralSecurityException {
        this.name = name;
        this.signed = signed;
        this.connections = connections;
        this.depth = depth;
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("RSA")) {
            generator.initialize(2048);
        }
        keys = generator.generateKeyPair();
        ExchangeOptions options = ExchangeOptions.of(
                        1, folder.resolve(name), Duration.ofSeconds(8), InstantSource.system())
                .withRate(0)
                .withQuietAccount(true)
                .withCash(1_000_000_000_000_000L)
                .withTick(Duration.ZERO)
                .withRest(RestOptions.DEFAULT.unlimited());
        exchange = new SandboxExchange(options).start(0);
        exchange.register(KEY_ID, keys.getPublic());
        ticker = exchange.tickers().get(0);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double measure(int count) throws Exception {
        int perLine = Math.max(1, count / FRAMES_A_REQUEST / connections / depth);
        List<byte[]> batches = batches(perLine * connections);
        List<Line> lines = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                lines.add(new Line(exchange.port()));
            }
            long begun = System.nanoTime();
            run(lines, batches);
            double rate = (double) batches.size() * depth * 1e9 / (System.nanoTime() - begun);
            cancelAll(lines.get(0));
            return rate;
        } finally {
            for (Line line : lines) {
                line.close();
            }
        }
    }

    /** Each line has one batch of requests on the way, and gets the next as soon as all of its answers are there. */
    private void run(List<Line> lines, List<byte[]> batches) throws IOException {
        for (int i = 0; i < batches.size() + connections; i++) {
            Line line = lines.get(i % connections);
            if (i >= connections) {
                for (int answer = 0; answer < depth; answer++) {
                    expect(signed.status, line.in);
                }
            }
            if (i < batches.size()) {
                line.socket.getOutputStream().write(batches.get(i));
            }
        }
    }

    private List<byte[]> batches(int count) throws GeneralSecurityException {
        List<String> heads = new ArrayList<>();
        for (int i = 0; i < SIGNATURES; i++) {
            heads.add(head("POST", signed));
        }
        List<byte[]> batches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder batch = new StringBuilder();
            for (int request = 0; request < depth; request++) {
                String body = String.format(
                        Locale.ROOT,
                        "{\"ticker\":\"%s\",\"client_order_id\":\"bench-%d\",\"side\":\"bid\",\"price\":\"0.0100\","
                                + "\"count\":\"1.00\",\"time_in_force\":\"good_till_canceled\","
                                + "\"self_trade_prevention_type\":\"taker_at_cross\"}",
                        ticker,
                        number++);
                batch.append(heads.get((int) (number % SIGNATURES)))
                        .append("Content-Type: application/json\r\nContent-Length: ")
                        .append(body.length())
                        .append("\r\n\r\n")
                        .append(body);
            }
            batches.add(batch.toString().getBytes(StandardCharsets.US_ASCII));
        }
        return batches;
    }

    private String head(String method, Signed how) throws GeneralSecurityException {
        long time = System.currentTimeMillis();
        String text = time + method + PATH;
        return method + " " + PATH + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + "KALSHI-ACCESS-KEY: " + (how == Signed.BY_A_STRANGER ? "nobody" : KEY_ID) + "\r\n"
                + "KALSHI-ACCESS-TIMESTAMP: " + time + "\r\n"
                + "KALSHI-ACCESS-SIGNATURE: " + signature(how == Signed.WRONGLY ? text + "?" : text) + "\r\n";
    }

    private String signature(String text) throws GeneralSecurityException {
        boolean rsa = keys.getPrivate().getAlgorithm().equals("RSA");
        Signature signer = Signature.getInstance(rsa ? "RSASSA-PSS" : "Ed25519");
        if (rsa) {
            signer.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        signer.initSign(keys.getPrivate());
        signer.update(text.getBytes(StandardCharsets.US_ASCII));
        return Base64.getEncoder().encodeToString(signer.sign());
    }

    /** So that every round begins with an empty book. */
    private void cancelAll(Line line) throws IOException, GeneralSecurityException {
        String request = head("DELETE", Signed.WELL) + "Content-Length: 0\r\n\r\n";
        line.socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        expect(204, line.in);
    }

    private static void expect(int status, DataInputStream in) throws IOException {
        String first = line(in);
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        byte[] body = in.readNBytes(length);
        if (!first.startsWith("HTTP/1.1 " + status)) {
            throw new IOException(
                    "expected status " + status + ", found " + first + " " + new String(body, StandardCharsets.UTF_8));
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(80);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("expected a line, found the end of the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        exchange.close();
    }
}
