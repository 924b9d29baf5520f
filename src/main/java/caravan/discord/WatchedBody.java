package caravan.discord;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;

/** A body that can be withdrawn until it is asked for: before that, nothing that Discord could act on has left. */
final class WatchedBody implements BodyPublisher {
    private enum State {
        READY,
        BEGUN,
        WITHDRAWN
    }

    private final BodyPublisher text;
    private final AtomicReference<State> state = new AtomicReference<>(State.READY);

    WatchedBody(String json) {
        this.text = BodyPublishers.ofString(json);
    }

    /** Sees to it that the body never leaves; false when it is too late for that. */
    boolean withdraw() {
        return state.compareAndSet(State.READY, State.WITHDRAWN);
    }

    @Override
    public long contentLength() {
        return text.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        if (state.compareAndSet(State.READY, State.BEGUN) || state.get() == State.BEGUN) {
            text.subscribe(subscriber);
        } else {
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long number) {
                    subscriber.onError(new IOException("the message was withdrawn before it was sent"));
                }

                @Override
                public void cancel() {
                    // Nothing is under way.
                }
            });
        }
    }
}
