package caravan.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Plays a recorded stream to whoever subscribes: private messages to the connection that subscribed to fills, all others
 * to the one that subscribed to anything else. A program of its own, so that nothing is shared with what it tests.
 *
 * <p>Each connection gets one recording; once the client has got every frame the connection is closed, and the next one
 * gets the next recording. Prints {@code port N} when it listens and {@code received <private|market-data> <N>} when the
 * client has got recording N, counted from 1.
 */
public final class ReplayServer {
    private static final Set<String> PRIVATE_TYPES = Set.of("fill", "user_order", "market_position");
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReplayServer() {}

    public static void main(String[] args) throws IOException {
        Program privateProgram = new Program("private");
        Program marketProgram = new Program("market-data");
        for (String recording : args) {
            List<String> privateFrames = new ArrayList<>();
            List<String> marketFrames = new ArrayList<>();
            for (String frame : frames(Path.of(recording))) {
                String type = JSON.readTree(frame).path("type").asText();
                (PRIVATE_TYPES.contains(type) ? privateFrames : marketFrames).add(frame);
            }
            privateProgram.recordings.add(privateFrames);
            marketProgram.recordings.add(marketFrames);
        }
        Vertx vertx = Vertx.vertx();
        vertx.createHttpServer(new HttpServerOptions())
                .webSocketHandler(socket -> {
                    int[] subscriptions = {0};
                    socket.textMessageHandler(
                            text -> answer(vertx, socket, text, subscriptions, privateProgram, marketProgram));
                })
                .requestHandler(request -> request.response()
                        .putHeader("Content-Type", "application/json")
                        .end(request.path().endsWith("/portfolio/fills") ? "{\"fills\":[],\"cursor\":\"\"}" : "{}"))
                .listen(0, "127.0.0.1")
                .onSuccess(server -> System.out.println("port " + server.actualPort()));
    }

    /** The frames of a recording: one a line, some wrapped in an object that says when they arrived. */
    static List<String> frames(Path recording) throws IOException {
        List<String> frames = new ArrayList<>();
        for (String line : Files.readAllLines(recording)) {
            if (line.isBlank()) {
                continue;
            }
            JsonNode node = JSON.readTree(line);
            frames.add(node.has("raw") ? node.get("raw").asText() : line);
        }
        return frames;
    }

    private static void answer(
            Vertx vertx,
            ServerWebSocket socket,
            String text,
            int[] subscriptions,
            Program privateProgram,
            Program marketProgram) {
        JsonNode command = parse(text);
        boolean fills = false;
        for (JsonNode channel : command.path("params").path("channels")) {
            fills |= channel.asText().equals("fill");
            subscriptions[0]++;
            socket.writeTextMessage("{\"id\":%d,\"type\":\"subscribed\",\"msg\":{\"channel\":\"%s\",\"sid\":%d}}\n"
                    .formatted(command.path("id").asLong(), channel.asText(), 1000 + subscriptions[0]));
        }
        Program program = fills ? privateProgram : marketProgram;
        if (subscriptions[0] == command.path("params").path("channels").size()) {
            // Everything is subscribed to within moments; what plays meanwhile is just as real.
            vertx.setTimer(200, timer -> program.play(socket));
        }
    }

    /** The recordings for one kind of connection, and how many of them the client has got. */
    private static final class Program {
        private final String kind;
        private final List<List<String>> recordings = new ArrayList<>();
        private int received;

        Program(String kind) {
            this.kind = kind;
        }

        void play(ServerWebSocket socket) {
            if (received == recordings.size()) {
                return;
            }
            recordings.get(received).forEach(socket::writeTextMessage);
            socket.pongHandler(pong -> {
                if (pong.toString().equals("played")) {
                    received++;
                    System.out.println("received " + kind + " " + received);
                    socket.close();
                }
            });
            socket.writePing(Buffer.buffer("played"));
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
