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
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes and delivers what arrived, one after the other, on the one thread that runs it: so order is kept. */
final class FrameWorker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(FrameWorker.class);
    /** After so many refused markets of a channel no more are told one by one. */
    private static final int MOST_TOLD = 100;

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
                answersDue(due);
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
        StreamMessage message = decoded.message() instanceof ControlReply reply
                ? arrived.session().explain(reply)
                : decoded.message();
        deliver(
                decoded.type(),
                message,
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
        if (message instanceof ControlReply reply) {
            answered(arrived.session(), reply);
        }
    }

    private void answered(Session session, ControlReply reply) {
        Subscriptions.Answer answer = session.answer(reply);
        Meaning meaning = answer.meaning();
        if (meaning instanceof Meaning.Accepted accepted) {
            status.accepted(accepted.channel().name());
        } else if (meaning instanceof Meaning.Incomplete incomplete) {
            status.accepted(incomplete.channel().name());
            marketsRefused(
                    incomplete.channel(),
                    incomplete.tickers(),
                    incomplete.refusedMarkets(),
                    "it says ok and does not list them");
        } else if (meaning instanceof Meaning.Refusal refusal) {
            refused(session, refusal);
        } else if (meaning instanceof Meaning.Ended ended) {
            LOG.warn(
                    "Connection {}: the exchange ended channel {}. Subscribing again",
                    settings.connection(),
                    ended.channel().name());
            session.tryAgainLater(ended.channel());
        }
        if (answer.ready()) {
            ready(session);
        }
    }

    private void refused(Session session, Meaning.Refusal refusal) {
        metrics.commandError(refusal.code());
        Channel channel = refusal.channel();
        if (channel == null || refusal.consequence() == Consequence.LEFT) {
            LOG.warn(
                    "Connection {}: the exchange refuses a command{}: {}",
                    settings.connection(),
                    channel == null ? "" : " about channel " + channel.name(),
                    refusal.reason());
            return;
        }
        switch (refusal.consequence()) {
            case TRIED_LATER -> {
                warnOfChannel(channel, refusal.reason() + ". Subscribing again");
                status.refused(channel.name(), refusal.reason());
                session.tryAgainLater(channel);
            }
            case CHANNEL_REFUSED -> {
                warnOfChannel(channel, refusal.reason());
                status.refused(channel.name(), refusal.reason());
            }
            case MARKETS_REFUSED ->
                marketsRefused(channel, refusal.tickers(), refusal.refusedMarkets(), refusal.reason());
            default ->
                LOG.debug(
                        "Connection {}: trying channel {} otherwise: {}",
                        settings.connection(),
                        channel.name(),
                        refusal.reason());
        }
    }

    private void warnOfChannel(Channel channel, String reason) {
        LOG.warn("Connection {}: the exchange refuses channel {}: {}", settings.connection(), channel.name(), reason);
    }

    private void marketsRefused(Channel channel, List<String> tickers, int refusedMarkets, String reason) {
        status.refusedMarkets(channel.name(), refusedMarkets);
        if (refusedMarkets - tickers.size() < MOST_TOLD) { // later ones only in the status
            LOG.warn(
                    "Connection {}: the exchange refuses {} of channel {}: {}. The other markets are subscribed to",
                    settings.connection(),
                    Texts.some(tickers),
                    channel.name(),
                    reason);
        }
    }

    private void ready(Session session) {
        connection.ready(session);
        Map<String, Integer> refused = status.snapshot().refusedMarkets();
        if (!refused.isEmpty()) {
            LOG.warn(
                    "Connection {}: everything is answered; so many markets are refused: {}",
                    settings.connection(),
                    refused);
        }
        deliver(new ConnectionEvent.Ready(settings.connection()));
    }

    /** What the exchange has of us is not known any more; a new connection begins with what is wanted. */
    private void answersDue(Entry.AnswersDue due) {
        List<String> unanswered = due.session().unansweredSince(due.sentBefore());
        if (!unanswered.isEmpty()) {
            connection.giveUp(
                    due.session(),
                    "the exchange did not answer within %s to %s"
                            .formatted(Texts.seconds(settings.answerLimit()), Texts.some(unanswered)));
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
