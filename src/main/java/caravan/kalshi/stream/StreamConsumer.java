package caravan.kalshi.stream;

import caravan.model.ExchangeHours;
import caravan.model.StreamCommand;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the exchange's stream: a connection, a queue, and one worker that runs the route.
 *
 * <p>Suspending closes the socket; what is queued still goes through the route, and Camel's shutdown waits for it.
 */
public final class StreamConsumer extends DefaultConsumer implements Suspendable, ShutdownAware {
    private static final Logger LOG = LoggerFactory.getLogger(StreamConsumer.class);

    /**
     * How long a socket may take to close, and the worker to end. Camel has waited for the queue before it stops the
     * consumer; what is not done by then will not be.
     */
    private static final long PATIENCE_MILLIS = 1_000;

    /**
     * What a stream needs from around it.
     *
     * @param random makes the waits between reconnects
     * @param hours tells when it is known that the exchange is away
     * @param onShutdown told when the consumer will never start again
     */
    public record Surroundings(
            SignedWebsocket websocket,
            InstantSource clock,
            RandomGenerator random,
            MeterRegistry meters,
            ExchangeHours hours,
            Consumer<StreamConsumer> onShutdown) {}

    private final StreamSettings settings;
    private final Surroundings surroundings;
    private final LiveStatus live;
    private final Announcements announcements;
    private final AtomicReference<WantedMarkets> wanted;
    private volatile @Nullable RunningStream running;

    public StreamConsumer(Endpoint endpoint, Processor processor, StreamSettings settings, Surroundings surroundings) {
        super(endpoint, processor);
        this.settings = settings;
        this.surroundings = surroundings;
        this.live = new LiveStatus(settings.connection(), surroundings.clock());
        this.announcements = new Announcements(settings);
        this.wanted = new AtomicReference<>(WantedMarkets.of(settings.markets()));
    }

    /**
     * Changes what is subscribed to. Any thread; returns before the exchange has answered. What is wanted is kept here:
     * while the connection is down nothing is lost, and each new one begins with it.
     *
     * @throws IllegalArgumentException if something in it cannot be a ticker, or if there would be too many
     */
    public void command(StreamCommand command) {
        RunningStream now = running;
        if (command instanceof StreamCommand.RequestSnapshots) {
            if (now != null) {
                now.fetch(command.tickers());
            }
            return;
        }
        WantedMarkets before = wanted.getAndUpdate(markets -> markets.after(command));
        announcements.changed(before, wanted.get());
        if (now != null) {
            now.follow(command instanceof StreamCommand.AddMarkets ? command.tickers() : List.of());
        }
    }

    /** What is wanted now, and what is subscribed to. Any thread. */
    public ConnectionSubscriptions subscriptions() {
        RunningStream now = running;
        WantedMarkets markets = wanted.get();
        return new ConnectionSubscriptions(
                settings.connection(),
                markets.every(),
                markets.tickers(),
                now == null ? List.of() : now.subscriptions());
    }

    /** How the connection is now. Any thread. */
    public ConnectionStatus status() {
        return live.snapshot();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        RunningStream starting = new RunningStream(settings, surroundings, live, wanted::get, this);
        announcements.begins(wanted.get());
        running = starting;
        ExecutorServiceManager threads = getEndpoint().getCamelContext().getExecutorServiceManager();
        starting.start("kalshi-" + settings.connection(), threads::newThread);
    }

    @Override
    protected void doSuspend() throws Exception {
        closeConnection();
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        RunningStream now = running;
        if (now != null) {
            now.open();
        }
    }

    @Override
    protected void doStop() throws Exception {
        try {
            closeConnection();
        } finally {
            // Also when whoever stops the route is interrupted: the thread has to end.
            RunningStream ended = running;
            if (ended != null) {
                ended.end(PATIENCE_MILLIS);
            }
            running = null;
            super.doStop();
        }
    }

    @Override
    protected void doShutdown() throws Exception {
        super.doShutdown();
        surroundings.onShutdown().accept(this);
    }

    private void closeConnection() throws InterruptedException {
        RunningStream now = running;
        if (now == null) {
            return;
        }
        try {
            now.close().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("Connection {} could not be closed within {} ms", settings.connection(), PATIENCE_MILLIS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("closing never fails", e);
        }
    }

    /** Frames that the route has not finished. */
    @Override
    public int getPendingExchangesSize() {
        RunningStream now = running;
        return now == null ? 0 : now.pending();
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false;
    }

    /** Nothing to prepare: the stop itself ends what is left. */
    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {}
}
