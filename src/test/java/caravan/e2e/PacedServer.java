package caravan.e2e;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An exchange that sends so many frames a second to whoever subscribes, for ever: order-book changes, and a trade for
 * every tenth. A program of its own. Prints {@code port N} when it listens.
 */
public final class PacedServer {
    private static final Pattern COMMAND = Pattern.compile("\"id\":(\\d+).*\"channels\":\\[\"([a-z_0-9]+)\"");
    private static final int MILLIS = 5;
    private static final int MARKETS = 50;

    private final Vertx vertx = Vertx.vertx();
    private final int aSecond;

    private PacedServer(int aSecond) {
        this.aSecond = aSecond;
    }

    public static void main(String[] args) {
        new PacedServer(Integer.parseInt(args[0])).listen();
    }

    private void listen() {
        vertx.createHttpServer(new HttpServerOptions())
                .webSocketHandler(socket -> {
                    int[] subscriptions = {0};
                    socket.textMessageHandler(text -> subscribe(socket, text, ++subscriptions[0]));
                })
                .requestHandler(request -> request.response()
                        .putHeader("Content-Type", "application/json")
                        .end(request.path().endsWith("/portfolio/fills") ? "{\"fills\":[],\"cursor\":\"\"}" : "{}"))
                .listen(0, "127.0.0.1")
                .onSuccess(server -> System.out.println("port " + server.actualPort()));
    }

    private void subscribe(ServerWebSocket socket, String text, int subscription) {
        Matcher command = COMMAND.matcher(text);
        if (!command.find()) {
            throw new IllegalArgumentException(text);
        }
        String channel = command.group(2);
        socket.writeTextMessage("{\"id\":%s,\"type\":\"subscribed\",\"msg\":{\"channel\":\"%s\",\"sid\":%d}}"
                .formatted(command.group(1), channel, subscription));
        if (channel.equals("orderbook_delta") || channel.equals("trade")) {
            send(socket, channel, subscription, channel.equals("trade") ? aSecond / 10 : aSecond - aSecond / 10);
        }
    }

    private void send(ServerWebSocket socket, String channel, int subscription, int channelASecond) {
        long start = System.nanoTime();
        long[] sent = {0};
        vertx.setPeriodic(MILLIS, timer -> {
            if (socket.isClosed()) {
                vertx.cancelTimer(timer);
                return;
            }
            long due = (System.nanoTime() - start) * channelASecond / 1_000_000_000L;
            while (sent[0] < due && !socket.writeQueueFull()) {
                long sequence = ++sent[0];
                socket.writeTextMessage(
                        channel.equals("trade") ? trade(subscription, sequence) : delta(subscription, sequence));
            }
        });
    }

    private static String delta(int subscription, long sequence) {
        return ("{\"type\":\"orderbook_delta\",\"sid\":%d,\"seq\":%d,\"msg\":{\"market_ticker\":\"KXPACED-26NOV20-T%d\","
                        + "\"price_dollars\":\"0.%02d00\",\"delta_fp\":\"%d.00\",\"side\":\"%s\","
                        + "\"ts\":\"2026-11-20T10:00:00.123456Z\"}}")
                .formatted(
                        subscription,
                        sequence,
                        sequence % MARKETS,
                        1 + sequence % 98,
                        1 + sequence % 500,
                        sequence % 2 == 0 ? "yes" : "no");
    }

    private static String trade(int subscription, long sequence) {
        return ("{\"type\":\"trade\",\"sid\":%d,\"seq\":%d,\"msg\":{\"trade_id\":\"t-%d\",\"market_ticker\":"
                        + "\"KXPACED-26NOV20-T%d\",\"yes_price_dollars\":\"0.3600\",\"no_price_dollars\":\"0.6400\","
                        + "\"count_fp\":\"136.00\",\"taker_side\":\"no\",\"ts\":1795168800}}")
                .formatted(subscription, sequence, sequence, sequence % MARKETS);
    }
}
