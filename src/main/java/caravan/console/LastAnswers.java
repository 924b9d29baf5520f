package caravan.console;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;

/**
 * Lets the answers that are being made be finished before a port is closed under them. Safe for use by several threads.
 */
final class LastAnswers {
    private static final long PATIENCE_MILLIS = 1_000;

    private int underWay;
    private boolean closing;

    /** Returns a handler that is waited for; at the end it refuses. */
    Handler<RoutingContext> around(Handler<RoutingContext> handler) {
        return context -> {
            if (!begin()) {
                context.response().setStatusCode(503).end();
                return;
            }
            try {
                handler.handle(context);
            } finally {
                end();
            }
        };
    }

    private synchronized boolean begin() {
        if (!closing) {
            underWay++;
        }
        return !closing;
    }

    private synchronized void end() {
        underWay--;
        notifyAll();
    }

    /** Begins no answer any more, and waits a second at most for those that are under way. */
    synchronized void await() throws InterruptedException {
        closing = true;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        long left = PATIENCE_MILLIS;
        while (underWay > 0 && left > 0) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
    }
}
