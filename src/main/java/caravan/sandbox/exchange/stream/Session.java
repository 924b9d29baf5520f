package caravan.sandbox.exchange.stream;

import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Market;
import caravan.sandbox.exchange.stream.Overseer.Kind;
import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One client of the stream: its subscriptions and the frames that wait for it.
 *
 * <p>Frames wait here when the client reads slowly. When too many wait, the subscription that wanted to add one is
 * ended with error 25, as the exchange does. Used from the event loop only.
 */
public final class Session {
    private static final int SPARE = 1_000;
    /** So many frames are gathered before the socket is asked to take some. */
    private static final int GATHERED = 256;

    /** A frame that waits for one to change places with waits no longer than this. */
    private static final long HELD_MILLIS = 1_000;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Waiting(String type, @Nullable Subscription subscription, byte[] text) {}

    private final int number;
    private final Account account;
    private final Line line;
    private final int limit;
    private final Overseer overseer;
    private final List<FrameObserver> observers;
    private final LongSupplier clock;
    private final Text text = new Text(512);
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Map<Integer, Subscription> subscriptions = new LinkedHashMap<>();
    private final Map<Channel, Subscription> byChannel = new EnumMap<>(Channel.class);
    /** Commands that wait to be answered. */
    final List<String> inbox = new ArrayList<>();

    final CommandRate rate;
    private @Nullable Waiting held;
    private long heldSince;
    /** Oversized frames that wait for the end of a stall, in mebibytes. */
    private final Deque<Integer> huge = new ArrayDeque<>();

    private int lastSid;
    private Form form = Form.CURRENT;
    private boolean stalled;
    private boolean draining;
    private boolean drainDue;

    Session(
            int number,
            Account account,
            io.netty.channel.Channel channel,
            StreamOptions options,
            Overseer overseer,
            List<FrameObserver> observers,
            LongSupplier clock) {
        this.number = number;
        this.account = account;
        this.line = new Line(channel, this::drain);
        this.limit = options.bufferedFrames();
        this.overseer = overseer;
        this.observers = observers;
        this.clock = clock;
        this.rate = new CommandRate(options.commandsPerSecond());
    }

    /** Its place among all connections there ever were, from 1. */
    public int number() {
        return number;
    }

    /** The account whose key opened the connection. */
    Account account() {
        return account;
    }

    /** Those that are alive, in the order of their sids. A copy. */
    Collection<Subscription> subscriptions() {
        return subscriptions.values().stream().filter(one -> !one.dead).toList();
    }

    @Nullable
    Subscription subscription(int sid) {
        return subscriptions.get(sid);
    }

    @Nullable
    Subscription subscription(Channel to) {
        return byChannel.get(to);
    }

    Subscription subscribe(Channel to, Collection<Market> markets, boolean yesPrices) {
        Subscription subscription = new Subscription(++lastSid, to, markets, yesPrices);
        subscriptions.put(subscription.sid, subscription);
        byChannel.put(to, subscription);
        return subscription;
    }

    void unsubscribe(Subscription subscription) {
        subscriptions.remove(subscription.sid);
        forget(subscription);
    }

    private void forget(Subscription subscription) {
        byChannel.remove(subscription.channel, subscription);
    }

    /** Whether it listens to the account rather than to the markets. */
    public boolean isPrivate() {
        return subscriptions.values().stream().anyMatch(subscription -> subscription.channel.personal);
    }

    /** How many frames the client has not taken yet. */
    public int waiting() {
        return waiting.size();
    }

    /** How its frames are written. */
    void form(Form other) {
        form = other;
    }

    /** Sends what a subscription is for, counted where its channel is counted. */
    void send(String type, Subscription subscription, byte[] msg) {
        send(type, subscription, null, msg);
    }

    /**
     * Sends what a subscription is for.
     *
     * @param id of the command that it answers
     */
    void send(String type, Subscription subscription, @Nullable Long id, byte[] msg) {
        send(type, subscription, subscription.channel.sequenced ? Kind.COUNTED : Kind.UNCOUNTED, id, msg);
    }

    /**
     * Answers a command about a subscription.
     *
     * @param id the command's
     */
    void reply(String type, Subscription subscription, @Nullable Long id, byte @Nullable [] msg) {
        send(type, subscription, Kind.REPLY, id, msg);
    }

    private void send(String type, Subscription subscription, Kind kind, @Nullable Long id, byte @Nullable [] msg) {
        if (subscription.dead) {
            return;
        }
        if (waiting.size() >= limit) {
            end(subscription, StreamError.OVERFLOW);
            return;
        }
        byte[] frame = frame(type, subscription, id, msg);
        switch (overseer.fate(type, kind, held == null)) {
            case DELIVERED -> enqueue(new Waiting(type, subscription, frame));
            case DOUBLED -> {
                enqueue(new Waiting(type, subscription, frame));
                enqueue(new Waiting(type, subscription, frame));
            }
            case SWAPPED -> {
                held = new Waiting(type, subscription, frame);
                heldSince = clock.getAsLong();
            }
            case LOST -> {}
        }
    }

    /**
     * Answers a command that is about no subscription.
     *
     * @param reply without the time of sending, which is added where the form has it
     */
    void reply(String type, ObjectNode reply) {
        if (form == Form.CURRENT) {
            reply.put("sending_ts_ms", clock.getAsLong());
        }
        enqueue(new Waiting(type, null, MarketText.bytes(Json.write(reply) + "\n")));
    }

    /** Sends something that is no frame of this protocol. */
    public void sendGarbage(String anything) {
        enqueue(new Waiting("garbage", null, (anything + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /** Sends a frame that is larger than a client has to accept. */
    public void sendHuge(int mebibytes) {
        if (stalled) {
            huge.add(mebibytes);
        } else {
            line.writeHuge(mebibytes);
        }
    }

    /** Sends the frame that waits for one to change places with, where there is one. */
    void release() {
        Waiting before = held;
        if (before != null) {
            held = null;
            enqueue(before);
        }
    }

    /** Does not let a frame wait forever for a next one. The clock may have been set back meanwhile. */
    void releaseHeldTooLong() {
        if (held != null && Math.abs(clock.getAsLong() - heldSince) >= HELD_MILLIS) {
            release();
        }
    }

    /** Ends all subscriptions as the exchange does when a channel fails. */
    public void failChannels() {
        subscriptions().forEach(subscription -> end(subscription, StreamError.CHANNEL_ERROR));
    }

    public void ping() {
        if (!stalled) {
            line.ping();
        }
    }

    /** Holds frames back and reads nothing, so that not even pings are answered; or ends that. */
    public void stall(boolean on) {
        stalled = on;
        line.read(!on);
        drain();
        while (!stalled && !huge.isEmpty()) {
            line.writeHuge(huge.remove());
        }
    }

    /** Ends the connection without a word, as a broken line does. */
    public void cut() {
        line.cut();
    }

    private byte[] frame(String type, Subscription subscription, @Nullable Long id, byte @Nullable [] msg) {
        text.clear().ascii("{\"type\":\"").ascii(type).ascii("\"");
        if (id != null) {
            text.ascii(",\"id\":").number(id);
        }
        text.ascii(",\"sid\":").number(subscription.sid);
        if (subscription.channel.sequenced) {
            text.ascii(",\"seq\":").number(subscription.nextSequence());
        }
        if (msg != null) {
            text.ascii(",\"msg\":").raw(msg);
        }
        // Since October 2026.
        if (form == Form.CURRENT) {
            text.ascii(",\"sending_ts_ms\":").number(clock.getAsLong());
        }
        return text.ascii("}\n").toBytes();
    }

    /** What still waits of a subscription is lost with it. */
    private void end(Subscription subscription, StreamError error) {
        waiting.removeIf(frame -> frame.subscription() == subscription);
        if (held != null && held.subscription() == subscription) {
            held = null;
        }
        ObjectNode msg = Json.object().put("code", error.code).put("msg", error.message);
        byte[] frame = frame("error", subscription, null, MarketText.bytes(Json.write(msg)));
        subscription.dead = true;
        forget(subscription);
        enqueue(new Waiting("error", null, frame));
    }

    /** A client that asks and never reads the answers is let go. */
    private void enqueue(Waiting frame) {
        waiting.add(frame);
        Waiting before = held;
        if (before != null) {
            held = null;
            waiting.add(before);
        }
        if (waiting.size() > 2L * limit + SPARE) {
            cut();
        } else if (waiting.size() >= GATHERED && line.takesMore()) {
            drain();
        } else if (!drainDue) {
            drainDue = true;
            line.later(() -> {
                drainDue = false;
                drain();
            });
        }
    }

    private void drain() {
        if (draining || stalled || waiting.isEmpty()) {
            return;
        }
        draining = true;
        try {
            while (!waiting.isEmpty() && line.isOpen() && line.takesMore()) {
                for (int left = GATHERED; left > 0 && !waiting.isEmpty(); left--) {
                    Waiting frame = waiting.remove();
                    overseer.sent(number, frame.type(), frame.text());
                    for (FrameObserver observer : observers) {
                        observer.sent(form, frame.type(), frame.text());
                    }
                    line.write(frame.text());
                }
                line.flush();
            }
        } finally {
            draining = false;
        }
    }
}
