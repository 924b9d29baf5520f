package caravan.kalshi.stream;

import caravan.model.ControlReply;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One socket, from its handshake to its end. A connection has one after the other.
 *
 * <p>Everything happens on the connection's event loop but {@link #explain}, {@link #answer}, {@link #tryAgainLater}
 * and {@link #unansweredSince}, which the worker calls, and {@link #report}, which anybody may call. What Vert.x still says
 * about a session that is over is ignored.
 */
final class Session {
    private static final Buffer PING = Buffer.buffer("caravan");

    private final Connection connection;
    private final StreamSettings settings;
    private final FrameQueue queue;
    private final InstantSource clock;
    private final Context context;
    private final ClientWebSocket socket;
    private final Subscriptions subscriptions;
    private final long connectionId;

    private boolean opened;
    private boolean over;
    private boolean paused;
    private @Nullable String closed;
    private @Nullable String trouble;
    private long frames;
    private long handshakeTimer;
    private long pingTimer;
    private long watchTimer;

    // Measured by the monotonic clock: a wall clock that is set must not end connections.
    private long lastSign;
    private long lastWatch;

    /** Nanoseconds that this session has listened: while the socket is paused no answer can come. */
    private volatile long listened;

    Session(
            Connection connection,
            StreamSettings settings,
            FrameQueue queue,
            InstantSource clock,
            Context context,
            WebSocketClient client,
            List<Channel> channels) {
        this.connection = connection;
        this.settings = settings;
        this.queue = queue;
        this.clock = clock;
        this.context = context;
        this.socket = client.webSocket();
        this.subscriptions = new Subscriptions(channels, settings.yesPrices());
        this.connectionId = ConnectionIds.next(clock);
    }

    long connectionId() {
        return connectionId;
    }

    /** Shakes hands; handlers stand before, so that frames in the handshake's own packet are not missed. */
    void start(WebSocketConnectOptions options) {
        // Name resolution, TCP and TLS have limits of their own; this one is for whatever hangs nevertheless. It must
        // stand
        // before Vert.x starts its own handshake timer: that one is never cancelled when it is the first of the process
        // (its id is 0), and then ends a healthy connection.
        handshakeTimer = context.owner()
                .setTimer(
                        settings.answerLimit().toMillis() * 3,
                        id -> connection.giveUp(this, "the handshake took too long"));
        socket.frameHandler(frame -> {
            lastSign = System.nanoTime();
            connection.heard(clock.instant());
        });
        socket.textMessageHandler(this::received);
        socket.binaryMessageHandler(bytes -> received(bytes.toString(StandardCharsets.UTF_8)));
        socket.exceptionHandler(this::troubled);
        socket.closeHandler(nothing -> closed());
        socket.connect(options).onComplete(result -> {
            if (over) {
                if (result.succeeded()) {
                    socket.close();
                }
            } else if (result.succeeded()) {
                open();
            } else {
                connection.failed(this, result.cause());
            }
        });
    }

    private void open() {
        if (opened) {
            return;
        }
        opened = true;
        context.owner().cancelTimer(handshakeTimer);
        lastSign = System.nanoTime();
        connection.heard(clock.instant());
        lastWatch = lastSign;
        Vertx vertx = context.owner();
        pingTimer = vertx.setPeriodic(settings.pingInterval().toMillis(), id -> ping());
        long limit = Math.min(
                settings.silenceLimit().toMillis(), settings.answerLimit().toMillis());
        long watch = Math.max(1, Math.min(1000, limit / 10));
        watchTimer = vertx.setPeriodic(watch, id -> watch());
        connection.opened(this);
    }

    /** Whether the handshake succeeded at some time. */
    boolean wasOpened() {
        return opened;
    }

    private void received(String text) {
        if (over || text.isBlank()) {
            return;
        }
        open();
        Instant time = clock.instant();
        connection.frameArrived(time);
        if (!queue.put(new FrameQueue.Entry.Arrived(this, ++frames, time, text))) {
            paused = true;
            socket.pause();
            queue.pausedSocket();
        }
    }

    /** The queue has room again. */
    void resume() {
        if (!paused || over) {
            return;
        }
        paused = false;
        lastSign = System.nanoTime();
        lastWatch = lastSign;
        socket.resume();
        if (closed != null) {
            // Vert.x hands out what it still holds in a task of its own, before this one.
            context.runOnContext(nothing -> lostUnlessPaused());
        }
    }

    private void troubled(Throwable cause) {
        if (over || cause instanceof HttpClosedException) {
            return; // the close handler follows
        }
        trouble = Texts.oneLine(cause);
        socket.close();
    }

    private void closed() {
        if (over) {
            return;
        }
        Short code = socket.closeStatusCode();
        String reason = socket.closeReason();
        if (trouble != null) {
            closed = trouble;
        } else if (code == null) {
            closed = "the connection was cut";
        } else {
            closed = "the exchange closed it with code " + code
                    + (reason == null || reason.isBlank() ? "" : " (" + Texts.oneLine(reason) + ")");
        }
        lostUnlessPaused();
    }

    /** Frames that arrived before the end count: while the socket is paused Vert.x may hold some. */
    private void lostUnlessPaused() {
        if (!over && !paused && closed != null) {
            connection.lost(this, closed);
        }
    }

    private void ping() {
        if (!over && closed == null) {
            socket.writePing(PING);
        }
    }

    private void watch() {
        if (over || closed != null) {
            return;
        }
        long now = System.nanoTime();
        long sinceLastWatch = now - lastWatch;
        lastWatch = now;
        if (paused) {
            return; // the silence is ours
        }
        if (now - lastSign > settings.silenceLimit().toNanos()) {
            connection.lost(this, "nothing was heard for " + Texts.seconds(settings.silenceLimit()));
            return;
        }
        long upToNow = listened + sinceLastWatch;
        listened = upToNow;
        long sentBefore = upToNow - settings.answerLimit().toNanos();
        send(subscriptions.giveUpBooks(sentBefore, upToNow));
        if (!subscriptions.unansweredSince(sentBefore).isEmpty()) {
            queue.put(new FrameQueue.Entry.AnswersDue(this, sentBefore));
        }
    }

    /** Subscribes and unsubscribes until it has these markets. */
    void follow(WantedMarkets wanted) {
        if (over || closed != null) {
            return;
        }
        send(subscriptions.follow(wanted, listened));
        if (subscriptions.isReadyNow()) {
            queue.put(new FrameQueue.Entry.NothingToAnswer(this));
        }
    }

    /** Tries these markets again, although they were refused, with the next {@link #follow}. */
    void forgive(Collection<String> tickers) {
        subscriptions.forgive(tickers);
    }

    /** Asks for whole books. */
    void fetch(Collection<String> tickers) {
        send(subscriptions.fetch(tickers, listened));
    }

    private void send(List<String> commands) {
        if (!over && closed == null) {
            commands.forEach(socket::writeTextMessage);
        }
    }

    /** Goes on with a channel after a wait: at once it would only fail again. Called by the worker. */
    void tryAgainLater(Channel channel) {
        Duration wait = settings.reconnectDelay();
        context.owner()
                .setTimer(
                        wait.toMillis(),
                        id -> context.runOnContext(nothing -> send(subscriptions.tryAgain(channel, listened))));
    }

    /** Adds to an answer what was asked for. Called by the worker. */
    ControlReply explain(ControlReply reply) {
        return subscriptions.explain(reply);
    }

    /** Takes an answer in and sends what follows from it, on the worker. */
    Subscriptions.Answer answer(ControlReply reply) {
        Subscriptions.Answer answer = subscriptions.answer(reply, listened);
        if (!answer.commands().isEmpty()) {
            context.runOnContext(nothing -> send(answer.commands()));
        }
        return answer;
    }

    /** What the changes were about that were sent by then and have no answer. Called by the worker. */
    List<String> unansweredSince(long time) {
        return subscriptions.unansweredSince(time);
    }

    /** What there is now, for people. Any thread. */
    List<ConnectionSubscriptions.OfChannel> report() {
        return subscriptions.report();
    }

    /** Ends it. Nothing is heard of it any more. */
    void end() {
        if (over) {
            return;
        }
        over = true;
        context.owner().cancelTimer(handshakeTimer);
        if (opened) {
            context.owner().cancelTimer(pingTimer);
            context.owner().cancelTimer(watchTimer);
            socket.resume(); // a paused socket would not see the other side's close
            socket.close();
        }
    }
}
