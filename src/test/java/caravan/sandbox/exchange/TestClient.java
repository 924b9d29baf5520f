package caravan.sandbox.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;

/** A client that knows the protocol from its documents only. */
final class TestClient implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final SandboxExchange exchange;
    private final InstantSource clock;
    final HttpClient http = HttpClient.newHttpClient();
    final ConcurrentLinkedQueue<String> texts = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<String> pings = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<String> pongs = new ConcurrentLinkedQueue<>();
    final CompletableFuture<Throwable> broken = new CompletableFuture<>();
    private volatile WebSocket socket;

    /** @param clock what requests are signed by */
    TestClient(SandboxExchange exchange, InstantSource clock) {
        this.exchange = exchange;
        this.clock = clock;
    }

    TestClient connect() {
        socket = handshake(headers(clock.instant(), "GET", "/trade-api/ws/v2"));
        return this;
    }

    WebSocket handshake(String... headers) {
        WebSocket.Builder builder = http.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        return builder.buildAsync(URI.create(exchange.streamUrl()), new Listener())
                .join();
    }

    String[] headers(Instant time, String method, String path) {
        return headers(exchange.keyId(), key(), time, method, path);
    }

    static String[] headers(String id, PrivateKey key, Instant time, String method, String path) {
        String timestamp = Long.toString(time.toEpochMilli());
        return new String[] {
            "KALSHI-ACCESS-KEY", id,
            "KALSHI-ACCESS-TIMESTAMP", timestamp,
            "KALSHI-ACCESS-SIGNATURE", sign(key, timestamp + method + path)
        };
    }

    PrivateKey key() {
        try {
            String base64 = Files.readString(exchange.keyFile())
                    .replaceAll("-----[A-Z ]+-----", "")
                    .replaceAll("\\s", "");
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sign(PrivateKey key, String text) {
        try {
            Signature signer;
            if (key.getAlgorithm().equals("RSA")) {
                signer = Signature.getInstance("RSASSA-PSS");
                signer.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            } else {
                signer = Signature.getInstance("Ed25519");
            }
            signer.initSign(key);
            signer.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    void send(String command) {
        socket.sendText(command, true).join();
    }

    void sendBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    void ping(String payload) {
        socket.sendPing(StandardCharsets.UTF_8.encode(payload)).join();
    }

    void subscribe(int id, String channels, String tickers) {
        send(
                "{\"id\":%d,\"cmd\":\"subscribe\",\"params\":{\"channels\":%s,\"market_tickers\":%s,\"use_yes_price\":false}}"
                        .formatted(id, channels, tickers));
    }

    /** Waits for so many frames. */
    void await(int frames) {
        Awaitility.await().until(() -> texts.size() >= frames);
    }

    List<JsonNode> frames() {
        return texts.stream().map(TestClient::json).toList();
    }

    List<JsonNode> frames(String type) {
        return frames().stream()
                .filter(frame -> frame.path("type").asText().equals(type))
                .toList();
    }

    HttpResponse<String> get(String pathAndQuery, String... headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(exchange.restUrl() + pathAndQuery));
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        return exchange(builder.build());
    }

    JsonNode signed(String pathAndQuery) {
        String path = "/trade-api/v2" + pathAndQuery.replaceFirst("\\?.*", "");
        HttpResponse<String> response = get(pathAndQuery, headers(clock.instant(), "GET", path));
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        return json(response.body());
    }

    JsonNode control(String path) {
        return json(exchange(HttpRequest.newBuilder(URI.create(exchange.controlUrl() + path))
                        .build())
                .body());
    }

    HttpResponse<String> post(String path, String body) {
        return exchange(HttpRequest.newBuilder(URI.create(exchange.controlUrl() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String list(Collection<String> words) {
        return MAPPER.valueToTree(words).toString();
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                texts.add(part.toString());
                part.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
            pings.add(StandardCharsets.UTF_8.decode(message).toString());
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
            pongs.add(StandardCharsets.UTF_8.decode(message).toString());
            from.request(1);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            broken.complete(error);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            broken.complete(new IllegalStateException("closed politely with " + code));
            return null;
        }
    }
}
