package caravan.routes;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.component.seda.BlockingQueueFactory;
import org.jspecify.annotations.Nullable;

/**
 * Queues that hold one message between queue and consumer, where a stop does not see it, until the stop has found that
 * nothing is on its way any more.
 */
final class HeldQueues implements BlockingQueueFactory<Exchange> {
    private final Object body;
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch overlooked = new CountDownLatch(1);

    HeldQueues(Object body) {
        this.body = body;
    }

    void awaitHeld() throws InterruptedException {
        if (!held.await(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nobody took the message " + body);
        }
    }

    @Override
    public LinkedBlockingQueue<Exchange> create() {
        return create(Integer.MAX_VALUE);
    }

    @Override
    public LinkedBlockingQueue<Exchange> create(int capacity) {
        return new Held(capacity);
    }

    private final class Held extends LinkedBlockingQueue<Exchange> {
        private static final long serialVersionUID = 1;

        Held(int capacity) {
            super(capacity);
        }

        @Override
        public @Nullable Exchange poll(long timeout, TimeUnit unit) throws InterruptedException {
            Exchange exchange = super.poll(timeout, unit);
            if (exchange != null && body.equals(exchange.getMessage().getBody())) {
                held.countDown();
                overlooked.await(10, TimeUnit.SECONDS);
            }
            return exchange;
        }

        /** Asked by a consumer only after the stop has counted what is on its way. */
        @Override
        public boolean isEmpty() {
            overlooked.countDown();
            return super.isEmpty();
        }
    }
}
