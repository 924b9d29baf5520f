package caravan.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What a careful programmer writes without Camel: Vert.x with a bounded queue that pauses the socket, Jackson, and one
 * thread that decodes and writes batches. It records order book changes and does nothing else.
 */
final class HandWrittenClient implements Contender {
    private static final int QUEUE_SIZE = 10_000;
    private static final JsonMapper JSON = new JsonMapper();

    private record Arrived(String text, OffsetDateTime time) {}

    private final Sender sender = new Sender();
    private final Vertx vertx = Vertx.vertx();
    private final DeltaTable table;
    private final BlockingQueue<Arrived> queue = new LinkedBlockingQueue<>();
    private final AtomicBoolean paused = new AtomicBoolean();
    private final Context context;
    private final WebSocket socket;
    private long frameNumber;

    HandWrittenClient(Path folder) throws Exception {
        table = new DeltaTable(folder.resolve("client"), "");
        context = vertx.getOrCreateContext();
        CompletableFuture<WebSocket> connected = new CompletableFuture<>();
        context.runOnContext(nothing -> vertx.createWebSocketClient()
                .connect(new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(sender.exchangePort())
                        .setURI("/trade-api/ws/v2"))
                .onSuccess(socket -> {
                    socket.textMessageHandler(text -> arrived(socket, text));
                    connected.complete(socket);
                })
                .onFailure(connected::completeExceptionally));
        socket = connected.get(20, TimeUnit.SECONDS);
        socket.writeTextMessage("{\"id\":1,\"cmd\":\"subscribe\",\"params\":{\"channels\":[\"orderbook_delta\"],"
                + "\"market_tickers\":[\"KXBENCH-26NOV20-T0\"],\"use_yes_price\":true}}");
        sender.await("subscribed", 20);
    }

    private void arrived(WebSocket from, String text) {
        queue.add(new Arrived(text, OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS)));
        if (queue.size() >= QUEUE_SIZE && paused.compareAndSet(false, true)) {
            from.pause();
        }
    }

    @Override
    public String name() {
        return "client";
    }

    @Override
    public double measure(int count) throws Exception {
        long start = System.nanoTime();
        sender.deltas(count, 0);
        List<Arrived> taken = new ArrayList<>();
        int stored = 0;
        int batched = 0;
        while (stored < count) {
            taken.add(queue.take());
            queue.drainTo(taken, DeltaTable.BATCH - 1);
            for (Arrived arrived : taken) {
                DeltaTable.Row row = row(arrived);
                if (row != null) {
                    table.add(row);
                    batched++;
                }
                if (batched == DeltaTable.BATCH) {
                    table.store();
                    stored += batched;
                    batched = 0;
                }
            }
            taken.clear();
            if (queue.size() < QUEUE_SIZE / 2 && paused.compareAndSet(true, false)) {
                context.runOnContext(nothing -> socket.resume());
            }
        }
        return count / ((System.nanoTime() - start) / 1e9);
    }

    private DeltaTable.@Nullable Row row(Arrived arrived) throws Exception {
        JsonNode frame = JSON.readTree(arrived.text());
        frameNumber++;
        if (!frame.path("type").asText().equals("orderbook_delta")) {
            return null;
        }
        JsonNode body = frame.path("msg");
        return new DeltaTable.Row(
                1,
                frameNumber,
                frame.path("sid").asLong(),
                frame.path("seq").asLong(),
                arrived.time(),
                OffsetDateTime.parse(body.path("ts").asText()),
                body.path("market_ticker").asText(),
                body.path("side").asText().equals("yes") ? "BID" : "ASK",
                new BigDecimal(body.path("price_dollars").asText()),
                new BigDecimal(body.path("delta_fp").asText()));
    }

    @Override
    public void close() throws SQLException {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        sender.close();
        table.close();
    }
}
