package caravan.kalshi.stream;

import caravan.kalshi.stream.ConnectionStatus.State;
import caravan.kalshi.stream.FrameQueue.Entry.Happened;
import caravan.model.ConnectionEvent;
import caravan.model.ExchangeHours;
import io.vertx.core.Context;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one socket open while it is wanted: connects, notices the end, waits, connects again.
 *
 * <p>All state is confined to one event loop; methods say where other threads may call them. There is at most one
 * session and at most one wait, so that one reconnect at a time is in flight.
 */
final class Connection {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final StreamSettings settings;
    private final SignedWebsocket websocket;
    private final InstantSource clock;
    private final Backoff backoff;
    private final LiveStatus status;
    private final FrameQueue queue;
    private final StreamMetrics metrics;
    private final Context context;
    private final WebSocketClient client;
    private final List<Channel> channels;
    private final Supplier<WantedMarkets> markets;
    private final ExchangeHours hours;

    private boolean wanted;
    private boolean openedBefore;
    private volatile @Nullable Session session;
    private @Nullable Long retryTimer;
    private @Nullable Instant outageSince;
    private boolean clockTold;
    private boolean wasReady;
    private @Nullable Long hurriedNanos;

    Connection(
            StreamSettings settings,
            SignedWebsocket websocket,
            InstantSource clock,
            Backoff backoff,
            LiveStatus status,
            FrameQueue queue,
            StreamMetrics metrics,
            Supplier<WantedMarkets> markets,
            ExchangeHours hours)
            throws Exception {
        this.settings = settings;
        this.websocket = websocket;
        this.clock = clock;
        this.backoff = backoff;
        this.status = status;
        this.queue = queue;
        this.metrics = metrics;
        this.context = websocket.newContext();
        this.client = websocket.newClient(settings);
        this.channels = settings.asChannels();
        this.markets = markets;
        this.hours = hours;
    }

    /** Wants the connection. Any thread; returns at once and never fails because the exchange is away. */
    void open() {
        context.runOnContext(nothing -> {
            if (!wanted) {
                wanted = true;
                backoff.reset();
                connect();
            }
        });
    }

    /** Does not want it any more. Any thread; when the future completes, no frame will come. */
    CompletableFuture<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        context.runOnContext(nothing -> {
            wanted = false;
            if (retryTimer != null) {
                context.owner().cancelTimer(retryTimer);
                retryTimer = null;
            }
            end("stopped here");
            outageSince = null;
            status.state(State.STOPPED);
            closed.complete(null);
        });
        return closed;
    }

    /** Lets the client's sockets go, after {@link #close()}. */
    void release() {
        client.close();
    }

    /** Other markets are wanted now. Any thread; when there is no session, the next one begins with them. */
    void follow(List<String> asked) {
        onSession(now -> {
            now.forgive(asked);
            now.follow(markets.get());
        });
    }

    /** Asks for whole books. Any thread; when there is no session, the next one begins with all of them. */
    void fetch(List<String> tickers) {
        onSession(now -> now.fetch(tickers));
    }

    private void onSession(Consumer<Session> task) {
        context.runOnContext(nothing -> {
            Session now = session;
            if (now != null && now.wasOpened()) {
                task.accept(now);
            }
        });
    }

    /** What is subscribed to, for people. Any thread. */
    List<ConnectionSubscriptions.OfChannel> subscriptions() {
        Session now = session;
        return now == null ? List.of() : now.report();
    }

    /** The queue has room again. Any thread. */
    void roomAgain() {
        context.runOnContext(nothing -> {
            Session now = session;
            if (now != null) {
                now.resume();
            }
        });
    }

    private void connect() {
        retryTimer = null;
        status.state(State.CONNECTING);
        Session next = new Session(this, settings, queue, clock, context, client, channels);
        session = next;
        try {
            next.start(websocket.signedNow(settings.answerLimit().toMillis()));
        } catch (RuntimeException e) {
            failed(next, e);
        }
    }

    /** A handshake succeeded. */
    void opened(Session opened) {
        status.state(State.OPEN);
        status.opened(openedBefore);
        if (openedBefore) {
            metrics.reconnected();
        }
        openedBefore = true;
        queue.put(new Happened(new ConnectionEvent.Opened(settings.connection())));
        opened.follow(markets.get());
    }

    void frameArrived(Instant time) {
        status.frameArrived(time);
    }

    /** Something was heard, if only an answer to a ping. */
    void heard(Instant time) {
        status.heard(time);
    }

    /** Every channel of a session was answered. Any thread. */
    void ready(Session ready) {
        context.runOnContext(nothing -> {
            if (ready != session) {
                return;
            }
            backoff.reset();
            wasReady = true;
            status.state(State.READY);
            if (outageSince != null) {
                LOG.info(
                        "Connection {} is back after {}",
                        settings.connection(),
                        Texts.seconds(Duration.between(outageSince, clock.instant())));
                outageSince = null;
                clockTold = false;
            }
        });
    }

    /** Gives a session up. Any thread. */
    void giveUp(Session given, String reason) {
        context.runOnContext(nothing -> lost(given, reason));
    }

    /** A session has ended, or must. */
    void lost(Session lost, String reason) {
        if (lost != session) {
            return;
        }
        end(reason);
        boolean soon = mayHurry();
        tellOutage("was lost: " + reason, reason, false, soon);
        retryLater(pause().isPresent() ? backoff.longMillis() : soon ? backoff.soonMillis() : backoff.nextMillis());
    }

    /**
     * Whether the next try may come almost at once: most ends are a single cut, and each second without books costs.
     * Not when the exchange keeps ending what it has just accepted.
     */
    private boolean mayHurry() {
        long now = System.nanoTime();
        boolean rested = hurriedNanos == null
                || now - hurriedNanos > settings.reconnectDelayMax().toNanos();
        boolean hurry = wasReady && rested;
        wasReady = false;
        if (hurry) {
            hurriedNanos = now;
        }
        return hurry;
    }

    /** A handshake failed. */
    void failed(Session failed, Throwable cause) {
        if (failed != session) {
            return;
        }
        Rejection rejection = cause instanceof UpgradeRejectedException rejected
                ? Rejection.of(rejected, clock.instant())
                : new Rejection(Rejection.Cause.EXCHANGE, Texts.oneLine(cause));
        end(rejection.reason());
        if (rejection.cause() == Rejection.Cause.CREDENTIALS) {
            status.error(rejection.reason());
            status.state(State.REFUSED);
            LOG.error(
                    "Connection {} to {} is refused and not tried again: {}",
                    settings.connection(),
                    websocket.address(),
                    rejection.reason());
            return;
        }
        tellOutage(
                "cannot be made: " + rejection.reason(),
                rejection.reason(),
                rejection.cause() == Rejection.Cause.CLOCK,
                false);
        retryLater(pause().isPresent() ? backoff.longMillis() : backoff.nextMillis());
    }

    private Optional<ExchangeHours.Pause> pause() {
        return hours.pause(clock.instant());
    }

    private void end(String reason) {
        Session ended = session;
        session = null;
        if (ended != null) {
            ended.end();
            if (ended.wasOpened()) {
                queue.put(new Happened(new ConnectionEvent.Closed(settings.connection(), reason)));
            }
        }
    }

    /** One line when an outage starts, not one per try; and one more when it turns out to be this machine's clock. */
    private void tellOutage(String what, String reason, boolean clockIsWrong, boolean soon) {
        Optional<ExchangeHours.Pause> pause = pause();
        status.error(pause.map(known -> Texts.pause(known) + ": " + reason).orElse(reason));
        if (outageSince == null && pause.isPresent()) {
            LOG.info(
                    "Connection {} to {} {}. The exchange has a {}. Trying again every {}",
                    settings.connection(),
                    websocket.address(),
                    what,
                    Texts.pause(pause.get()),
                    Texts.seconds(settings.reconnectDelayMax()));
        } else if (outageSince == null || (clockIsWrong && !clockTold)) {
            LOG.warn(
                    "Connection {} to {} {}. Trying again{}, after {} at first, then less and less often, at least every {}",
                    settings.connection(),
                    websocket.address(),
                    what,
                    soon ? " at once; if that fails" : "",
                    Texts.seconds(settings.reconnectDelay()),
                    Texts.seconds(settings.reconnectDelayMax()));
        }
        clockTold |= clockIsWrong;
        if (outageSince == null) {
            outageSince = clock.instant();
        }
    }

    private void retryLater(long millis) {
        if (wanted) {
            status.state(State.WAITING);
            retryTimer = context.owner().setTimer(millis, id -> connect());
        }
    }
}
