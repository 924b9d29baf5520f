package caravan.sandbox.server;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of requests without ever holding more than is allowed. */
public final class Bodies {
    private Bodies() {}

    /**
     * Reads a request's body.
     *
     * <p>A longer one is refused while it comes. The rest is taken off the line and thrown away, since a client that is
     * still sending when its connection ends does not get to see the answer.
     *
     * @param most in bytes
     * @param whole gets the body when all of it is there
     * @param tooLarge is told once, as soon as the length is known to be above; answers the request
     */
    public static void read(HttpServerRequest request, int most, Handler<Buffer> whole, Runnable tooLarge) {
        Reading reading = new Reading(most, tooLarge);
        if (isAnnouncedAbove(request.getHeader("Content-Length"), most)) {
            reading.refuse();
        }
        request.handler(reading::take);
        request.endHandler(end -> {
            if (!reading.refused) {
                whole.handle(reading.body);
            }
        });
    }

    private static boolean isAnnouncedAbove(@Nullable String length, int most) {
        return length != null && length.matches("\\d{1,18}") && Long.parseLong(length) > most;
    }

    private static final class Reading {
        private final int most;
        private final Runnable tooLarge;
        private Buffer body = Buffer.buffer();
        private boolean refused;

        Reading(int most, Runnable tooLarge) {
            this.most = most;
            this.tooLarge = tooLarge;
        }

        void take(Buffer chunk) {
            if (!refused && body.length() + chunk.length() > most) {
                refuse();
            } else if (!refused) {
                body.appendBuffer(chunk);
            }
        }

        void refuse() {
            refused = true;
            body = Buffer.buffer();
            tooLarge.run();
        }
    }
}
