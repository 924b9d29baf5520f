package caravan.recording;

import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;

/**
 * Puts batches into the queues of the store routes, {@code seda:store-<table>}.
 *
 * <p>Each goes in an exchange of its own. A route that sends its exchange to a full {@code seda:} hands over what is to
 * be done at its end, and then nobody does it: the aggregator would wait for the batch at the stop.
 */
public final class StoreQueues {
    /**
     * Marks a batch whose sender deals with a failure: the store route hands the failure back as the body instead of
     * spooling the batch.
     */
    static final String FROM_SPOOL = "fromSpool";

    private static final String QUEUE = "seda:store-%s?failIfNoConsumers=true";
    private static final String WAIT = "&waitForTaskToComplete=Always&timeout=10000";

    private volatile @Nullable ProducerTemplate template;

    /**
     * Leaves the exchange's batch to the store route.
     *
     * @throws Exception if the queue is full or has no consumer
     */
    public void offer(Exchange exchange) throws Exception {
        ProducerTemplate sender = template;
        if (sender == null) {
            sender = exchange.getContext().createProducerTemplate();
            template = sender;
        }
        Batch batch = (Batch) exchange.getMessage().getBody();
        send(QUEUE.formatted(batch.table()), batch, null, Objects.requireNonNull(sender));
    }

    /**
     * Stores a batch and waits for the outcome.
     *
     * @throws Exception what the database said, or that the queue is full, or that there was no answer in 10 s
     */
    static void store(Batch batch, ProducerTemplate template) throws Exception {
        send((QUEUE + WAIT).formatted(batch.table()), batch, true, template);
    }

    private static void send(String queue, Batch batch, @Nullable Boolean fromSpool, ProducerTemplate template)
            throws Exception {
        Exchange outcome = template.send(queue, exchange -> {
            exchange.getMessage().setHeader(FROM_SPOOL, fromSpool);
            exchange.getMessage().setBody(batch);
        });
        if (outcome.getException() != null) {
            throw outcome.getException();
        }
        if (outcome.getMessage().getBody() instanceof Exception refusal) {
            throw refusal;
        }
    }
}
