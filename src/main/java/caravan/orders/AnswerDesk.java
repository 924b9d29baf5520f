package caravan.orders;

import caravan.model.BatchItem;
import caravan.model.Fill;
import caravan.model.OrderReceipt;
import caravan.model.OrderRequest;
import caravan.model.Rejection;
import caravan.model.Rejection.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what the exchange answers to a batch, and says what became of each request: to orders, to the round for people,
 * and to the metrics. Thread-safe.
 */
public final class AnswerDesk {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerDesk.class);

    private static final Outcomes NOBODY = new Outcomes() {
        @Override
        public void accepted(String ticker) {}

        @Override
        public void rejected(String ticker) {}
    };

    private final Answers answers;
    private final OrderGroups groups;
    private final Obstacles obstacles;
    private final InstantSource clock;
    private final MeterRegistry metrics;
    private volatile Outcomes outcomes = NOBODY;

    AnswerDesk(Answers answers, OrderGroups groups, Obstacles obstacles, InstantSource clock, MeterRegistry metrics) {
        this.answers = answers;
        this.groups = groups;
        this.obstacles = obstacles;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Has somebody hear of what the exchange accepts and rejects, of what places or changes orders. */
    public void tellOutcomes(Outcomes other) {
        outcomes = other;
    }

    /**
     * The exchange has answered.
     *
     * @return fills that came before anybody knew that they are ours
     */
    public List<Fill> answered(Round round, Batch batch, Object answer) {
        if (answer instanceof OrderReceipt receipt && batch.sent().size() == 1) {
            return accepted(round, batch.sent().get(0), receipt);
        }
        Instant now = clock.instant();
        BatchAnswer items = BatchAnswer.of(batch, answer);
        List<Fill> late = new ArrayList<>();
        for (int i = 0; i < batch.sent().size(); i++) {
            late.addAll(answered(round, batch.sent().get(i), items.item(i), now));
        }
        return late;
    }

    /** @param now when the whole request was answered */
    private List<Fill> answered(Round round, Sent sent, @Nullable BatchItem<?> item, Instant now) {
        if (item == null) {
            unknown(round, sent, "the exchange's answer does not tell of it", now);
            return List.of();
        }
        OrderReceipt receipt = item.receipt();
        if (receipt != null) {
            return accepted(round, sent, receipt);
        }
        Rejection rejection = item.rejection();
        if (rejection != null) {
            rejected(round, sent, rejection, now);
        }
        return List.of();
    }

    private List<Fill> accepted(Round round, Sent sent, OrderReceipt receipt) {
        List<Fill> late = answers.accepted(sent.requestId(), receipt);
        if (sent.request() instanceof OrderRequest.Cancel cancel) {
            round.add(cancel.order());
        } else {
            outcomes.accepted(sent.ticker());
        }
        tell(round, sent, "accepted", sent.kind() == Kind.EXIT ? traded(receipt) : "");
        return late;
    }

    private static String traded(OrderReceipt receipt) {
        return receipt instanceof OrderReceipt.Placed placed ? placed.filled() + " traded" : "";
    }

    /** The exchange has refused the whole batch, and says why. */
    public void refused(Round round, Batch batch, Rejection rejection) {
        Instant now = clock.instant();
        batch.sent().forEach(sent -> rejected(round, sent, rejection, now));
    }

    private void rejected(Round round, Sent sent, Rejection rejection, Instant now) {
        Reason reason = rejection.reason();
        boolean unclear = reason == Reason.EXCHANGE_FAILED
                || reason == Reason.DUPLICATE && sent.kind().places();
        if (unclear) {
            unknown(round, sent, rejection.text(), now);
            return;
        }
        switch (reason) {
            case ORDER_GROUP -> groups.triggered(sent.ticker());
            case TRADING_PAUSED, MARKET_NOT_ACTIVE -> obstacles.pause(sent.ticker());
            case NOT_FOUND, TOO_MANY_REQUESTS -> {}
            default -> {
                if (sent.kind() != Kind.CANCEL) {
                    outcomes.rejected(sent.ticker());
                }
            }
        }
        refused(round, sent, rejection.text(), reason == Reason.NOT_FOUND);
    }

    /** The exchange does not know what was to be changed. */
    public void notFound(Round round, Batch batch, String reason) {
        batch.sent().forEach(sent -> refused(round, sent, reason, true));
    }

    /** The batch was certainly not carried out. */
    public void notSent(Round round, Batch batch, String reason) {
        batch.sent().forEach(sent -> notSent(round, sent, reason));
    }

    void notSent(Round round, Sent sent, String reason) {
        refused(round, sent, reason, false);
    }

    private void refused(Round round, Sent sent, String reason, boolean isOver) {
        answers.rejected(sent.requestId(), reason, isOver);
        if (!sent.kind().places()) {
            round.spoil(sent.ticker());
        }
        tell(round, sent, "rejected", reason);
    }

    /** Nobody knows what became of the batch. */
    public void unknown(Round round, Batch batch, String reason) {
        Instant now = clock.instant();
        batch.sent().forEach(sent -> unknown(round, sent, reason, now));
    }

    private void unknown(Round round, Sent sent, String reason, Instant since) {
        answers.unknown(sent.requestId(), reason, since);
        round.spoil(sent.ticker());
        tell(round, sent, "unknown", reason);
    }

    private void tell(Round round, Sent sent, String outcome, String reason) {
        metrics.counter("orders.requests", "kind", sent.kind().toString(), "outcome", outcome)
                .increment();
        String line = sent.text() + " " + outcome + (reason.isEmpty() ? "" : ": " + reason);
        round.say(sent.ticker(), line);
        if (outcome.equals("unknown")) {
            LOG.warn("{}: {} ({})", sent.ticker(), line, sent.requestId());
        } else {
            LOG.debug("{}: {} ({})", sent.ticker(), line, sent.requestId());
        }
    }
}
