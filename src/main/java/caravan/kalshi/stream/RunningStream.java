package caravan.kalshi.stream;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What there is between the start and the stop of a consumer: a connection, the queue behind it, and the one thread that
 * works it off. Safe for many threads, but started and stopped by one at a time.
 */
final class RunningStream {
    private final Connection connection;
    private final FrameQueue queue;
    private final FrameWorker worker;
    private final StreamMetrics metrics;
    private @Nullable Thread thread;

    /** @param markets tells what is wanted at the moment */
    RunningStream(
            StreamSettings settings,
            StreamConsumer.Surroundings surroundings,
            LiveStatus live,
            Supplier<WantedMarkets> markets,
            DefaultConsumer consumer)
            throws Exception {
        this.queue = new FrameQueue(settings.queueSize(), this::roomAgain);
        this.metrics = new StreamMetrics(surroundings.meters(), settings.connection(), queue);
        this.connection = new Connection(
                settings,
                surroundings.websocket(),
                surroundings.clock(),
                new Backoff(settings.reconnectDelay(), settings.reconnectDelayMax(), surroundings.random()),
                live,
                queue,
                metrics,
                markets,
                surroundings.hours());
        this.worker = new FrameWorker(settings, queue, connection, live, metrics, consumer);
    }

    private void roomAgain() {
        connection.roomAgain();
    }

    /** @param threads makes the thread, by its name and its work */
    void start(String name, BiFunction<String, Runnable, Thread> threads) {
        Thread made = threads.apply(name, worker);
        thread = made;
        made.start();
        connection.open();
    }

    void open() {
        connection.open();
    }

    /** When the future completes, no frame will come until it is opened again. */
    CompletableFuture<Void> close() {
        return connection.close();
    }

    /** Other markets are wanted now; those that were asked for are tried again although they were refused. */
    void follow(List<String> asked) {
        connection.follow(asked);
    }

    /** Asks for whole books. */
    void fetch(List<String> tickers) {
        connection.fetch(tickers);
    }

    List<ConnectionSubscriptions.OfChannel> subscriptions() {
        return connection.subscriptions();
    }

    /** Frames that the route has not finished; at least 1 while anything waits. */
    int pending() {
        return queue.isEmpty() ? 0 : Math.max(1, queue.depth());
    }

    /** Ends it for good, after {@link #close}; what the worker has not done by then is not done. */
    void end(long patienceMillis) throws InterruptedException {
        try {
            connection.release();
            finishWorker(patienceMillis);
        } finally {
            metrics.close();
        }
    }

    private void finishWorker(long patienceMillis) throws InterruptedException {
        Thread running = thread;
        if (running == null) {
            return;
        }
        thread = null;
        queue.put(new FrameQueue.Entry.End());
        if (running == Thread.currentThread()) {
            return; // a route that stops itself: the thread ends after this exchange
        }
        running.join(patienceMillis);
        if (running.isAlive()) {
            worker.discard();
            // It may sit in a full queue that nobody empties any more.
            running.interrupt();
        }
    }
}
