package caravan.kalshi.stream;

import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;

import caravan.model.ExchangeHours;
import caravan.model.StreamCommand;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
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
    private final AtomicReference<WantedMarkets> wanted;
    private volatile @Nullable Connection connection;
    private volatile @Nullable FrameQueue queue;
    private volatile @Nullable FrameWorker worker;
    private @Nullable StreamMetrics metrics;
    private volatile @Nullable Thread thread;

    public StreamConsumer(Endpoint endpoint, Processor processor, StreamSettings settings, Surroundings surroundings) {
        super(endpoint, processor);
        this.settings = settings;
        this.surroundings = surroundings;
        this.live = new LiveStatus(settings.connection(), surroundings.clock());
        this.wanted = new AtomicReference<>(WantedMarkets.of(settings.markets()));
    }

    /**
     * Changes what is subscribed to. Any thread; returns before the exchange has answered. What is wanted is kept here:
     * while the connection is down nothing is lost, and each new one begins with it.
     *
     * @throws IllegalArgumentException if something in it cannot be a ticker, or if there would be too many
     */
    public void command(StreamCommand command) {
        Connection now = connection;
        if (command instanceof StreamCommand.RequestSnapshots) {
            if (now != null) {
                now.fetch(command.tickers());
            }
            return;
        }
        WantedMarkets before = wanted.getAndUpdate(markets -> markets.after(command));
        tellChange(before, wanted.get());
        if (now != null) {
            now.follow(command instanceof StreamCommand.AddMarkets ? command.tickers() : List.of());
        }
    }

    /** What is wanted now, and what is subscribed to. Any thread. */
    public ConnectionSubscriptions subscriptions() {
        Connection now = connection;
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
                counting,
                wanted::get,
                surroundings.hours());
        made[0] = opening;
        tellChannels(wanted.get());
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

    private void tellChannels(WantedMarkets markets) {
        Map<Boolean, List<String>> channels = settings.asChannels().stream()
                .collect(partitioningBy(
                        channel -> isPossible(channel, markets), mapping(Channel::name, Collectors.toList())));
        LOG.info(
                "Connection {} subscribes to {}{}",
                settings.connection(),
                orNothing(channels.get(true)),
                channels.get(false).isEmpty()
                        ? ""
                        : "; not to %s, as long as kalshi.markets selects no market"
                                .formatted(String.join(", ", channels.get(false))));
    }

    private static boolean isPossible(Channel channel, WantedMarkets markets) {
        return !channel.isOfMarkets()
                || !markets.tickers().isEmpty()
                || (channel.canBeOfEveryMarket() && markets.every());
    }

    private static String orNothing(List<String> names) {
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }

    private void tellChange(WantedMarkets before, WantedMarkets after) {
        long more = after.tickers().stream()
                .filter(ticker -> !before.tickers().contains(ticker))
                .count();
        long fewer = before.tickers().size() + more - after.tickers().size();
        if (more == 0 && fewer == 0 && before.every() == after.every()) {
            return;
        }
        LOG.info(
                "Connection {}: {} are wanted now{}, {} more and {} fewer than before",
                settings.connection(),
                after.tickers().isEmpty()
                        ? "no single markets"
                        : after.tickers().size() + " markets",
                after.every() ? " and every market where that is possible" : "",
                more,
                fewer);
        if (after.tickers().isEmpty() && !after.every()) {
            LOG.info(
                    "Connection {}: nothing is left to subscribe to on channels about markets; it stays open",
                    settings.connection());
        }
    }

    @Override
    protected void doSuspend() throws Exception {
        closeConnection();
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        Connection now = connection;
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
            Connection ended = connection;
            if (ended != null) {
                ended.release();
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
        Connection now = connection;
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
