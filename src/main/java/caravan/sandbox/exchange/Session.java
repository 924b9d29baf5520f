package caravan.sandbox.exchange;

import caravan.sandbox.server.LoopbackServer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One client of the stream: its subscriptions and the frames that wait for it.
 *
 * <p>Frames wait here when the client reads slowly. When too many wait, the subscription that wanted to add one is
 * ended with error 25, as the exchange does. Used from the event loop only.
 */
final class Session {
    private static final Buffer HEARTBEAT = Buffer.buffer("heartbeat");
    private static final int SPARE = 1_000;
    private static final String OVERFLOW = "{\"code\":25,\"msg\":\"Subscription buffer overflow\"}";

    private record Waiting(String type, @Nullable Subscription subscription, String text) {}

    private final ServerWebSocket socket;
    private final io.netty.channel.Channel line;
    private final int limit;
    private final Tally sent;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Map<Integer, Subscription> subscriptions = new LinkedHashMap<>();
    private final Map<Channel, Subscription> byChannel = new EnumMap<>(Channel.class);
    private int lastSid;
    private boolean stalled;

    Session(ServerWebSocket socket, io.netty.channel.Channel line, int limit, Tally sent) {
        this.socket = socket;
        this.line = line;
        this.limit = limit;
        this.sent = sent;
        socket.drainHandler(ready -> flush());
    }

    Collection<Subscription> subscriptions() {
        return List.copyOf(subscriptions.values());
    }

    @Nullable
    Subscription subscription(int sid) {
        return subscriptions.get(sid);
    }

    @Nullable
    Subscription subscription(Channel to) {
        return byChannel.get(to);
    }

    Subscription subscribe(Channel to, Collection<String> tickers, boolean yesPrices) {
        Subscription subscription = new Subscription(++lastSid, to, tickers, yesPrices);
        subscriptions.put(subscription.sid, subscription);
        byChannel.put(to, subscription);
        return subscription;
    }

    void unsubscribe(Subscription subscription) {
        subscriptions.remove(subscription.sid);
        byChannel.remove(subscription.channel, subscription);
    }

    /** Whether it listens to the account rather than to the markets. */
    boolean isPrivate() {
        return subscriptions.values().stream().anyMatch(subscription -> subscription.channel.personal);
    }

    /** Sends a frame of a subscription, counted where its channel is counted. */
    void send(String type, Subscription subscription, @Nullable Long id, @Nullable String msg, long now) {
        if (subscription.dead) {
            return;
        }
        if (waiting.size() >= limit) {
            overflow(subscription, now);
            return;
        }
        enqueue(new Waiting(type, subscription, frame(type, subscription, id, msg, now)));
    }

    /** Sends a frame that belongs to no subscription. */
    void send(String type, String text) {
        enqueue(new Waiting(type, null, text));
    }

    void ping() {
        if (!stalled) {
            socket.writePing(HEARTBEAT);
        }
    }

    /** Holds frames back and reads nothing, so that not even pings are answered; or ends that. */
    void stall(boolean on) {
        stalled = on;
        line.config().setAutoRead(!on);
        flush();
    }

    /** Ends the connection without a word, as a broken line does. */
    void cut() {
        LoopbackServer.reset(line);
    }

    private static String frame(
            String type, Subscription subscription, @Nullable Long id, @Nullable String msg, long now) {
        StringBuilder text = new StringBuilder(msg == null ? 96 : msg.length() + 96);
        text.append("{\"type\":\"").append(type).append('"');
        if (id != null) {
            text.append(",\"id\":").append(id);
        }
        text.append(",\"sid\":").append(subscription.sid);
        if (subscription.channel.sequenced) {
            text.append(",\"seq\":").append(subscription.nextSequence());
        }
        if (msg != null) {
            text.append(",\"msg\":").append(msg);
        }
        return text.append(",\"sending_ts_ms\":").append(now).append("}").toString();
    }

    private void overflow(Subscription subscription, long now) {
        List<Waiting> kept = new ArrayList<>(waiting);
        kept.removeIf(frame -> frame.subscription() == subscription);
        waiting.clear();
        waiting.addAll(kept);
        String text = frame("error", subscription, null, OVERFLOW, now);
        subscription.dead = true;
        byChannel.remove(subscription.channel, subscription);
        enqueue(new Waiting("error", null, text));
    }

    /** A client that asks and never reads the answers is let go. */
    private void enqueue(Waiting frame) {
        waiting.add(frame);
        if (waiting.size() > 2L * limit + SPARE) {
            cut();
        } else {
            flush();
        }
    }

    private void flush() {
        while (!stalled && !waiting.isEmpty() && !socket.isClosed() && !socket.writeQueueFull()) {
            Waiting frame = waiting.remove();
            sent.add(frame.type());
            socket.writeTextMessage(frame.text() + "\n");
        }
    }
}
