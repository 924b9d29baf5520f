package caravan.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoreQueuesTest {
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final StoreQueues queues = new StoreQueues(1);
    private BlockingQueue<Exchange> queue;

    @BeforeEach
    void start() {
        camel.start();
        queue = camel.getEndpoint("seda:store-trades?size=1", SedaEndpoint.class)
                .getQueue();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void queueThatStaysFullTakesNothing() {
        queues.offer(batch());
        assertThatThrownBy(() -> queues.offer(batch())).hasMessageContaining("queue of table trades is full");
        assertThatThrownBy(() -> queues.offer(batch())).hasMessageContaining("queue of table trades is full");
        assertThat(queue).hasSize(1);
    }

    @Test
    void queueThatWasFullTakesAgain() throws Exception {
        queues.offer(batch());
        assertThatThrownBy(() -> queues.offer(batch())).isInstanceOf(IllegalStateException.class);
        queue.take();
        queues.offer(batch());
        assertThat(queue).hasSize(1);
    }

    @Test
    void momentOfFullnessIsWaitedFor() throws Exception {
        StoreQueues patient = new StoreQueues(10_000);
        patient.offer(batch());
        CompletableFuture<Exchange> taken = CompletableFuture.supplyAsync(this::take);
        patient.offer(batch());
        assertThat(taken.get(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(queue).hasSize(1);
    }

    private Exchange take() {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Exchange batch() {
        DefaultExchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(Batch.empty("trades"));
        return exchange;
    }
}
