package caravan.recording;

import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** Puts batches into the queues of the store routes and waits for the outcome. */
final class StoreQueues {
    /** Marks a batch whose sender deals with a failure: the store route hands the failure back as
     * the body instead of spooling the batch. */
    static final String FROM_SPOOL = "fromSpool";

    private static final String ADDRESS =
            "seda:store-%s?waitForTaskToComplete=Always&timeout=10000&failIfNoConsumers=true";

    private StoreQueues() {}

    /**
     * Stores a batch.
     *
     * @throws Exception what the database said, or that the queue is full, or that there was no answer in 10 s
     */
    static void store(Batch batch, ProducerTemplate template) throws Exception {
        Exchange outcome = template.send(ADDRESS.formatted(batch.table()), exchange -> {
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
}
