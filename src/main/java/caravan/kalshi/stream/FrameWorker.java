package caravan.kalshi.stream;

import caravan.kalshi.KalshiConstants;
import caravan.kalshi.stream.FrameQueue.Entry;
import caravan.kalshi.wire.StreamDecoder;
import caravan.kalshi.wire.StreamDecoder.Decoded;
import caravan.model.ConnectionEvent;
import caravan.model.ControlReply;
import caravan.model.Frame;
import caravan.model.StreamMessage;
import caravan.model.Unreadable;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes and delivers what arrived, one after the other, on the one thread that runs it: so order is kept. */
final class FrameWorker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(FrameWorker.class);

    private final StreamSettings settings;
    private final FrameQueue queue;
    private final Connection connection;
    private final LiveStatus status;
    private final StreamMetrics metrics;
    private final DefaultConsumer consumer;
    private final StreamDecoder decoder = new StreamDecoder();
    private volatile boolean discarding;
    private long discarded;

    FrameWorker(
            StreamSettings settings,
            FrameQueue queue,
            Connection connection,
            LiveStatus status,
            StreamMetrics metrics,
            DefaultConsumer consumer) {
        this.settings = settings;
        this.queue = queue;
        this.connection = connection;
        this.status = status;
        this.metrics = metrics;
        this.consumer = consumer;
    }

    /** From now on nothing is delivered: the route does not take it any more. Any thread. */
    void discard() {
        discarding = true;
    }

    @Override
    public void run() {
        List<Entry> taken = new ArrayList<>();
        boolean more = true;
        try {
            while (more) {
                queue.take(taken);
                for (Entry entry : taken) {
                    more &= work(entry);
                }
                taken.clear();
            }
        } catch (InterruptedException e) {
            LOG.warn("Connection {}: interrupted with {} frames in the queue", settings.connection(), queue.depth());
            Thread.currentThread().interrupt();
        }
        if (discarded > 0) {
            LOG.warn(
                    "Connection {}: the route was stopped by force, {} frames were not delivered",
                    settings.connection(),
                    discarded);
        }
    }

    private boolean work(Entry entry) {
        try {
            if (entry instanceof Entry.Arrived arrived) {
                try {
                    arrived(arrived);
                } finally {
                    queue.done();
                }
            } else if (entry instanceof Entry.Happened happened) {
                deliver(happened.event());
            } else if (entry instanceof Entry.NothingToAnswer nothing) {
                ready(nothing.session());
            } else if (entry instanceof Entry.AnswersDue due) {
                answersDue(due.session());
            } else {
                return false;
            }
        } catch (Exception e) {
            // Whatever one frame does, the next one is delivered.
            consumer.getExceptionHandler().handleException("Cannot process what the exchange said", e);
        }
        return true;
    }

    private void arrived(Entry.Arrived arrived) {
        if (discarding) {
            discarded++;
            return;
        }
        Decoded decoded = decoder.decode(arrived.text(), settings.yesPrices());
        metrics.frame(decoded.type());
        if (decoded.message() instanceof Unreadable) {
            metrics.unreadable();
        }
        deliver(
                decoded.type(),
                decoded.message(),
                new Frame(
                        settings.connection(),
                        arrived.session().connectionId(),
                        arrived.number(),
                        arrived.receivedTime(),
                        decoded.type(),
                        decoded.subscription(),
                        decoded.sequence(),
                        settings.yesPrices(),
                        arrived.text()));
        if (decoded.message() instanceof ControlReply reply) {
            answered(arrived.session(), reply);
        }
    }

    private void answered(Session session, ControlReply reply) {
        if (reply instanceof ControlReply.Subscribed subscribed) {
            status.accepted(subscribed.channel());
        } else if (reply instanceof ControlReply.Done done) {
            // So the exchange answers when the subscription was there already.
            Channel channel = session.asked(done.commandId());
            if (channel != null) {
                status.accepted(channel.name());
            }
        }
        Subscriptions.Outcome outcome = session.answer(reply);
        if (outcome instanceof Subscriptions.Outcome.Refusal refusal) {
            refused(session, refusal);
        } else if (outcome instanceof Subscriptions.Outcome.Ended ended) {
            LOG.warn(
                    "Connection {}: the exchange ended channel {}. Subscribing again",
                    settings.connection(),
                    ended.channel().name());
            session.subscribeAgain(ended.channel());
        } else if (outcome instanceof Subscriptions.Outcome.AllAnswered) {
            ready(session);
        }
    }

    private void refused(Session session, Subscriptions.Outcome.Refusal refusal) {
        metrics.commandError(refusal.code());
        Channel channel = refusal.channel();
        String reason = "error %d, %s (%s)"
                .formatted(refusal.code(), ErrorCode.meaning(refusal.code()), Texts.oneLine(refusal.reason()));
        boolean again = channel != null && ErrorCode.isWorthAnotherTry(refusal.code());
        LOG.warn(
                "Connection {}: the exchange refuses {}: {}{}",
                settings.connection(),
                channel == null ? "a command" : "channel " + channel.name(),
                reason,
                again ? ". Subscribing again" : "");
        if (channel != null) {
            status.refused(channel.name(), reason);
            if (again) {
                session.subscribeAgain(channel);
            }
        }
        if (refusal.allAnswered()) {
            ready(session);
        }
    }

    private void ready(Session session) {
        connection.ready(session);
        deliver(new ConnectionEvent.Ready(settings.connection()));
    }

    private void answersDue(Session session) {
        List<String> unanswered = session.unanswered();
        if (!unanswered.isEmpty()) {
            connection.giveUp(
                    session,
                    "the exchange did not answer within %s to the subscription of %s"
                            .formatted(Texts.seconds(settings.answerLimit()), String.join(", ", unanswered)));
        }
    }

    private void deliver(ConnectionEvent event) {
        if (event instanceof ConnectionEvent.Opened) {
            deliver("opened", event, null);
        } else if (event instanceof ConnectionEvent.Ready) {
            deliver("ready", event, null);
        } else {
            deliver("closed", event, null);
        }
    }

    private void deliver(String type, StreamMessage message, @Nullable Frame frame) {
        if (discarding) {
            return;
        }
        Exchange exchange = consumer.createExchange(true);
        Message in = exchange.getMessage();
        in.setBody(message);
        in.setHeader(KalshiConstants.TYPE, type);
        String ticker = message.ticker();
        if (ticker != null) {
            in.setHeader(KalshiConstants.TICKER, ticker);
        }
        if (frame != null) {
            in.setHeader(KalshiConstants.FRAME, frame);
        }
        try {
            consumer.getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        if (exchange.getException() != null) {
            consumer.getExceptionHandler()
                    .handleException("A message of the exchange was not processed", exchange, exchange.getException());
        }
    }
}
