package caravan.recording;

import caravan.model.Frame;
import caravan.model.StreamMessage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers messages into a {@link Batch} for each table. Each frame is on disk before it is gathered.
 *
 * <p>A batch goes to its {@linkplain StoreQueues queue} when it is full, when it has waited long enough, and at the stop
 * of the route. When the queue does not take it, it stays on disk, so that nothing behind it waits. The batches of one
 * table go in the order in which they were gathered; tables do not wait for each other. Safe for use by several threads.
 *
 * <p>What is not recorded passes: events of a connection, and everything that did not come in a frame. The message itself
 * stays as it was, so that a route can pass it on after it was recorded.
 */
public final class Batches extends ServiceSupport implements Processor, ShutdownAware {
    /** The header of the same name in {@code KalshiConstants}; stages share no Java. */
    public static final String FRAME = "CamelKalshiFrame";

    private static final Logger LOG = LoggerFactory.getLogger(Batches.class);

    private final Spool spool;
    private final StoreQueues queues;
    private final int mostRows;
    private final Map<String, Gathering> gatherings = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    /** @param mostRows how many rows make a full batch */
    public Batches(Spool spool, StoreQueues queues, int mostRows) {
        this.spool = spool;
        this.queues = queues;
        this.mostRows = mostRows;
    }

    /** Gathers the message, if it is recorded. */
    @Override
    public void process(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof StreamMessage message
                && exchange.getMessage().getHeader(FRAME) instanceof Frame frame) {
            Row row = Rows.row(message, frame);
            if (row != null) {
                gatherings
                        .computeIfAbsent(row.table(), table -> new Gathering(table, exchange.getContext()))
                        .add(row);
            }
        }
    }

    /** Lets go of what was gathered, full or not. */
    public void letGo() {
        gatherings.values().forEach(Gathering::letGo);
    }

    /** The batch of one table that is being filled. */
    private final class Gathering {
        private final String table;
        private final CamelContext camel;
        private @Nullable Batch batch;

        Gathering(String table, CamelContext camel) {
            this.table = table;
            this.camel = camel;
        }

        synchronized void add(Row row) {
            Batch filling = batch == null ? Batch.empty(table) : batch;
            batch = filling;
            filling.add(row, spool.keep(row));
            if (stopping || filling.size() >= mostRows) {
                letGo();
            }
        }

        /** Keeps the table to itself meanwhile: so its batches stay in order. */
        synchronized void letGo() {
            Batch gathered = batch;
            batch = null;
            if (gathered == null) {
                return;
            }
            try {
                queues.offer(gathered, camel);
            } catch (RuntimeException e) {
                LOG.debug("{} stay on disk", gathered, e);
                spool.leave(gathered);
            }
        }
    }

    @Override
    protected void doStart() {
        stopping = false;
    }

    /** From here on nothing is held back, because nobody will come for it. */
    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        stopping = !suspendOnly;
        letGo();
    }

    @Override
    public int getPendingExchangesSize() {
        return 0;
    }

    /** Only asked of consumers. */
    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        return false;
    }
}
