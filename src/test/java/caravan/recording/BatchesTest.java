package caravan.recording;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.TestCamel;
import caravan.model.BookSide;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.StreamMessage;
import caravan.model.Trade;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchesTest {
    private static final Trade TRADE = new Trade(
            "879217f6", "HIGHNY", Price.parse("0.36"), Quantity.parse("136"), BookSide.ASK, false, Recorder.TIME);

    @TempDir
    Path folder;

    private final DefaultCamelContext camel = TestCamel.context();
    private Spool spool;
    private BlockingQueue<Exchange> deltas;
    private BlockingQueue<Exchange> trades;
    private final AtomicLong frames = new AtomicLong();

    @BeforeEach
    void start() {
        spool = new Spool(folder, new SimpleMeterRegistry());
        camel.start();
        deltas = queue("orderbook_deltas");
        trades = queue("trades");
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private BlockingQueue<Exchange> queue(String table) {
        return camel.getEndpoint("seda:store-" + table + "?size=1", SedaEndpoint.class)
                .getQueue();
    }

    private Batches batchesOfThree(long patienceMillis) {
        return new Batches(spool, new StoreQueues(3, patienceMillis), 3);
    }

    @Test
    void fullBatchGoesAndOthersWait() {
        Batches batches = batchesOfThree(1);
        gather(batches, TRADE, 3);
        gather(batches, Recorder.delta("FED", 1), 2);
        assertThat(batch(trades).size()).isEqualTo(3);
        assertThat(deltas).isEmpty();
        batches.letGo();
        assertThat(batch(deltas).size()).isEqualTo(2);
        batches.letGo();
        assertThat(deltas).as("nothing new").hasSize(1);
    }

    @Test
    void batchThatFindsTheQueueFullStaysOnDisk() {
        Batches batches = batchesOfThree(1);
        gather(batches, TRADE, 6);
        assertThat(trades).hasSize(1);
        assertThat(spool.frames()).isEqualTo(3);
        trades.clear();
        gather(batches, TRADE, 3);
        assertThat(batch(trades).rows().get(0).frame().number()).isEqualTo(7);
    }

    @Test
    void tableDoesNotWaitForAnother() throws Exception {
        Batches batches = batchesOfThree(20_000);
        gather(batches, TRADE, 3);
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> gather(batches, TRADE, 3));
        gather(batches, Recorder.delta("FED", 1), 3);
        assertThat(batch(deltas).size()).isEqualTo(3);
        assertThat(waiting).isNotDone();
        trades.take();
        waiting.get(10, TimeUnit.SECONDS);
        assertThat(batch(trades).size()).isEqualTo(3);
        assertThat(spool.frames()).isZero();
    }

    @Test
    void nothingIsHeldBackAfterTheStop() {
        Batches batches = batchesOfThree(1);
        batches.start();
        gather(batches, TRADE, 1);
        batches.prepareShutdown(false, false);
        gather(batches, Recorder.delta("FED", 1), 1);
        assertThat(batch(trades).size()).isEqualTo(1);
        assertThat(batch(deltas).size()).isEqualTo(1);
        batches.stop();
        batches.start();
        gather(batches, Recorder.delta("FED", 2), 1);
        assertThat(batch(deltas).size()).as("gathered again").isEqualTo(1);
    }

    @Test
    void whatCameInNoFrameIsNotGathered() {
        Batches batches = batchesOfThree(1);
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(TRADE);
        batches.process(exchange);
        batches.letGo();
        assertThat(trades).isEmpty();
    }

    private void gather(Batches batches, StreamMessage message, int count) {
        for (int i = 0; i < count; i++) {
            Exchange exchange = new DefaultExchange(camel);
            exchange.getMessage().setBody(message);
            exchange.getMessage()
                    .setHeader(Batches.FRAME, Recorder.frame(1, frames.incrementAndGet(), "t", 0, message));
            batches.process(exchange);
        }
    }

    private static Batch batch(BlockingQueue<Exchange> queue) {
        return (Batch) queue.element().getMessage().getBody();
    }
}
