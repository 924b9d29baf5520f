package caravan.recording;

import java.util.concurrent.BlockingQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.seda.SedaEndpoint;

/**
 * Puts batches into the queues of the store routes, {@code seda:store-<table>}.
 *
 * <p>A fresh batch goes straight into the queue. Sending it would hand over what is to be done at the exchange's end;
 * when the queue is full nobody does that, and the aggregator waits for the batch at the stop.
 */
public final class StoreQueues {
    /**
     * Marks a batch whose sender deals with a failure: the store route hands the failure back as the body instead of
     * spooling the batch.
     */
    static final String FROM_SPOOL = "fromSpool";

    private static final String QUEUE = "seda:store-";
    private static final String WAIT = "?waitForTaskToComplete=Always&timeout=10000&failIfNoConsumers=true";

    /**
     * Leaves the exchange's batch to the store route.
     *
     * @throws IllegalStateException if the queue is full
     */
    public void offer(Exchange exchange) {
        Batch batch = (Batch) exchange.getMessage().getBody();
        SedaEndpoint endpoint = endpoint(exchange.getContext(), batch);
        Exchange fresh = endpoint.createExchange();
        fresh.getMessage().setBody(batch);
        if (!endpoint.getQueue().offer(fresh)) {
            throw full(batch);
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
