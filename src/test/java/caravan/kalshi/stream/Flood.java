package caravan.kalshi.stream;

import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;

/** Sends price messages as fast as the other side takes them. */
final class Flood {
    private final ServerWebSocket socket;
    private final int count;
    private volatile int sent;
    private volatile long lastSent = System.nanoTime();

    private Flood(ServerWebSocket socket, int count) {
        this.socket = socket;
        this.count = count;
    }

    static Flood send(ServerWebSocket socket, int count) {
        Flood flood = new Flood(socket, count);
        socket.drainHandler(nothing -> flood.more());
        flood.more();
        return flood;
    }

    private void more() {
        int next = sent;
        while (next < count && !socket.isClosed() && !socket.writeQueueFull()) {
            socket.writeTextMessage(TestExchange.ticker(next++));
        }
        sent = next;
        lastSent = System.nanoTime();
    }

    int sent() {
        return sent;
    }

    /** Whether there is more to send but the other side takes nothing. */
    boolean stalledFor(Duration duration) {
        return sent < count && System.nanoTime() - lastSent > duration.toNanos();
    }
}
