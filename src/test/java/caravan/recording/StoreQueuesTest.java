package caravan.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.TestCamel;
import caravan.model.Frame;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoreQueuesTest {
    private static final Stretch STRETCH = Stretch.begin(1, null);

    private final DefaultCamelContext camel = TestCamel.context();
    private final StoreQueues queues = new StoreQueues(500, 1);
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
        queues.offer(batch(500), camel);
        assertThatThrownBy(() -> queues.offer(batch(500), camel)).hasMessageContaining("queue of table trades is full");
        assertThatThrownBy(() -> queues.offer(batch(500), camel)).hasMessageContaining("queue of table trades is full");
        assertThat(queue).hasSize(1);
    }

    @Test
    void queueThatWasFullTakesAgain() throws Exception {
        queues.offer(batch(500), camel);
        assertThatThrownBy(() -> queues.offer(batch(500), camel)).isInstanceOf(IllegalStateException.class);
        queue.take();
        queues.offer(batch(500), camel);
        assertThat(queue).hasSize(1);
    }

    @Test
    void momentOfFullnessIsWaitedFor() throws Exception {
        StoreQueues patient = new StoreQueues(500, 10_000);
        patient.offer(batch(500), camel);
        CompletableFuture<Exchange> taken = CompletableFuture.supplyAsync(this::take);
        patient.offer(batch(500), camel);
        assertThat(taken.get(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(queue).hasSize(1);
    }

    @Test
    void batchThatStillWaitsTakesInTheNext() {
        Batch first = batch(100);
        queues.offer(first, camel);
        queues.offer(batch(400), camel);
        assertThat(first.size()).isEqualTo(500);
        assertThatThrownBy(() -> queues.offer(batch(1), camel)).hasMessageContaining("queue of table trades is full");
    }

    @Test
    void batchThatWasSentStaysAsItIs() {
        Batch first = batch(100);
        queues.offer(first, camel);
        first.sent(1);
        assertThatThrownBy(() -> queues.offer(batch(1), camel)).hasMessageContaining("queue of table trades is full");
        assertThat(first.size()).isEqualTo(100);
    }

    private Exchange take() {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Batch batch(int rows) {
        Batch batch = Batch.empty("trades");
        for (int i = 0; i < rows; i++) {
            Frame frame = Recorder.frame(1, i, "trade", i, Recorder.delta("FED", i));
            batch.add(new Row("trades", Recorder.delta("FED", i), frame), new Stretch.Place(STRETCH, i));
        }
        return batch;
    }
}
