package caravan.recording;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.seda.SedaEndpoint;

/**
 * Puts batches into the queues of the store routes, {@code seda:store-<table>}.
 *
 * <p>A fresh batch goes straight into the queue, on an exchange of its own: nobody waits for what becomes of it.
 *
 * <p>A full queue is waited for, as long as the database is only a little behind: what goes over the disk is written,
 * read and decoded once more, so that a flood would be stored at half the pace. A database that leaves a queue full for
 * longer is waited for less and less often, at last once in four minutes. Safe for use by several threads.
 */
public final class StoreQueues {
    /**
     * Marks a batch whose sender deals with a failure: the store route hands the failure back as the body instead of
     * spooling the batch.
     */
    static final String FROM_SPOOL = "fromSpool";

    /** A busy machine stops a healthy H2 for some hundred milliseconds: collections, and writing to its file. */
    private static final long PATIENCE_MILLIS = 500;

    private static final int MOST_DOUBLINGS = 9;

    private static final String QUEUE = "seda:store-";
    private static final String WAIT = "?waitForTaskToComplete=Always&timeout=10000&failIfNoConsumers=true";

    private final Map<String, Batch> lastOffered = new ConcurrentHashMap<>();
    private final Map<String, Patience> patiences = new ConcurrentHashMap<>();
    private final int mostRows;
    private final long patienceMillis;

    /** @param mostRows a batch that waits takes in others up to this size */
    public StoreQueues(int mostRows) {
        this(mostRows, PATIENCE_MILLIS);
    }

    StoreQueues(int mostRows, long patienceMillis) {
        this.mostRows = mostRows;
        this.patienceMillis = patienceMillis;
    }

    /**
     * Leaves a batch to the store route, as part of the one before it if that still waits.
     *
     * @throws IllegalStateException if the queue is full and stays full for a moment
     */
    void offer(Batch batch, CamelContext camel) {
        Batch before = lastOffered.get(batch.table());
        if (before != null && before.takeIn(batch, mostRows)) {
            return;
        }
        SedaEndpoint endpoint = endpoint(camel, batch);
        Exchange fresh = endpoint.createExchange();
        fresh.getMessage().setBody(batch);
        BlockingQueue<Exchange> queue = endpoint.getQueue();
        if (!queue.offer(fresh) && !offerPatiently(queue, fresh, batch.table())) {
            throw full(batch);
        }
        lastOffered.put(batch.table(), batch);
    }

    private boolean offerPatiently(BlockingQueue<Exchange> queue, Exchange fresh, String table) {
        Patience patience = patiences.computeIfAbsent(table, name -> new Patience());
        if (!patience.isLeft()) {
            return false;
        }
        try {
            boolean taken = queue.offer(fresh, patienceMillis, TimeUnit.MILLISECONDS);
            patience.waited(taken);
            return taken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How often it is worth waiting for one table. */
    private final class Patience {
        private int inVain;
        private long until = System.nanoTime();

        synchronized boolean isLeft() {
            return System.nanoTime() - until >= 0;
        }

        synchronized void waited(boolean successfully) {
            if (successfully) {
                inVain = 0;
            } else {
                until = System.nanoTime() + (TimeUnit.MILLISECONDS.toNanos(patienceMillis) << inVain);
                inVain = Math.min(inVain + 1, MOST_DOUBLINGS);
            }
        }
    }

    /**
     * Stores a batch and waits for the outcome.
     *
     * @throws IllegalStateException if the queue is full
     * @throws Exception what the database said, or that there was no answer in 10 s
     */
    static void store(Batch batch, ProducerTemplate template) throws Exception {
        BlockingQueue<Exchange> queue =
                endpoint(template.getCamelContext(), batch).getQueue();
        if (queue.remainingCapacity() == 0) {
            throw full(batch);
        }
        Exchange outcome = template.send(QUEUE + batch.table() + WAIT, exchange -> {
            exchange.getMessage().setHeader(FROM_SPOOL, true);
            exchange.getMessage().setBody(batch);
        });
        if (outcome.getException() != null) {
            throw outcome.getException();
        }
        if (outcome.getMessage().getBody() instanceof Exception refusal) {
            throw refusal;
        }
    }

    private static SedaEndpoint endpoint(CamelContext camel, Batch batch) {
        return camel.getEndpoint(QUEUE + batch.table(), SedaEndpoint.class);
    }

    private static IllegalStateException full(Batch batch) {
        return new IllegalStateException("the queue of table " + batch.table() + " is full");
    }
}
