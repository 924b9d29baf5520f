package caravan.kalshi.stream;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
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

    /** Long enough for an event loop to run one task, and for a worker whose queue Camel has already waited for. */
    /**
     * How long a socket may take to close, and the worker to end. Camel has waited for the queue before it stops the
     * consumer; what is not done by then will not be.
     */
    private static final long PATIENCE_MILLIS = 1_000;

    /**
     * What a stream needs from around it.
     *
     * @param random makes the waits between reconnects
     * @param onShutdown told when the consumer will never start again
     */
    public record Surroundings(
            SignedWebsocket websocket,
            InstantSource clock,
            RandomGenerator random,
            MeterRegistry meters,
            Consumer<StreamConsumer> onShutdown) {}

    private final StreamSettings settings;
    private final Surroundings surroundings;
    private final LiveStatus live;
    private @Nullable Connection connection;
    private volatile @Nullable FrameQueue queue;
    private volatile @Nullable FrameWorker worker;
    private @Nullable StreamMetrics metrics;
    private volatile @Nullable Thread thread;

    public StreamConsumer(Endpoint endpoint, Processor processor, StreamSettings settings, Surroundings surroundings) {
        super(endpoint, processor);
        this.settings = settings;
        this.surroundings = surroundings;
        this.live = new LiveStatus(settings.connection(), surroundings.clock());
    }

    /** How the connection is now. Any thread. */
    public ConnectionStatus status() {
        return live.snapshot();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Connection[] made = new Connection[1];
        FrameQueue frames = new FrameQueue(settings.queueSize(), () -> made[0].roomAgain());
        StreamMetrics counting = new StreamMetrics(surroundings.meters(), settings.connection(), frames);
        Connection opening = new Connection(
                settings,
                surroundings.websocket(),
                surroundings.clock(),
                new Backoff(settings.reconnectDelay(), settings.reconnectDelayMax(), surroundings.random()),
                live,
                frames,
                counting);
        made[0] = opening;
        tellChannels(opening);
        FrameWorker delivering = new FrameWorker(settings, frames, opening, live, counting, this);
        Thread running = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newThread("kalshi-" + settings.connection(), delivering);
        queue = frames;
        connection = opening;
        worker = delivering;
        metrics = counting;
        thread = running;
        running.start();
        opening.open();
    }

    private void tellChannels(Connection opening) {
        List<String> asked = opening.channels().stream().map(Channel::name).toList();
        List<String> left = settings.channels().stream()
                .filter(name -> !asked.contains(name))
                .toList();
        LOG.info(
                "Connection {} subscribes to {}{}",
                settings.connection(),
                asked.isEmpty() ? "nothing" : String.join(", ", asked),
                left.isEmpty() ? "" : "; not to " + String.join(", ", left) + ", which need tickers in kalshi.markets");
    }

    @Override
    protected void doSuspend() throws Exception {
        closeConnection();
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        if (connection != null) {
            connection.open();
        }
    }

    @Override
    protected void doStop() throws Exception {
        try {
            closeConnection();
        } finally {
            // Also when whoever stops the route is interrupted: the thread has to end.
            if (connection != null) {
                connection.release();
            }
            finishWorker();
            if (metrics != null) {
                metrics.close();
            }
            connection = null;
            super.doStop();
        }
    }

    @Override
    protected void doShutdown() throws Exception {
        super.doShutdown();
        surroundings.onShutdown().accept(this);
    }

    private void closeConnection() throws InterruptedException {
        if (connection == null) {
            return;
        }
        try {
            connection.close().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("Connection {} could not be closed within {} ms", settings.connection(), PATIENCE_MILLIS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("closing never fails", e);
        }
    }

    private void finishWorker() throws InterruptedException {
        Thread running = thread;
        FrameQueue waiting = queue;
        if (running == null || waiting == null) {
            return;
        }
        thread = null;
        waiting.put(new FrameQueue.Entry.End());
        if (running == Thread.currentThread()) {
            return; // a route that stops itself: the thread ends after this exchange
        }
        running.join(PATIENCE_MILLIS);
        if (running.isAlive()) {
            if (worker != null) {
                worker.discard();
            }
            // It may sit in a full queue that nobody empties any more.
            running.interrupt();
        }
    }

    /** Frames that the route has not finished. */
    @Override
    public int getPendingExchangesSize() {
        FrameQueue waiting = queue;
        return waiting == null || waiting.isEmpty() ? 0 : Math.max(1, waiting.depth());
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false;
    }

    /** Nothing to prepare: the stop itself ends what is left. */
    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {}
}
