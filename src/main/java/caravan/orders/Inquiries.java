package caravan.orders;

import caravan.model.Fill;
import caravan.model.WriteOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has it found out what became of requests that were not answered; none is ever sent again. Thread-safe. */
public final class Inquiries {
    private static final Logger LOG = LoggerFactory.getLogger(Inquiries.class);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(5);

    private final OrderIndex index;
    private final InstantSource clock;

    Inquiries(OrderIndex index, InstantSource clock) {
        this.index = index;
        this.clock = clock;
    }

    /** What is to be found out now; each is asked once until {@link #resolved} or {@link #stillUnknown} is called. */
    public List<Question> questions() {
        Instant now = clock.instant();
        List<PendingRequest> placing = new ArrayList<>();
        List<Question> questions = new ArrayList<>();
        synchronized (index) {
            for (PendingRequest request : index.requests()) {
                if (request.failed == null || request.nextQuestion.isAfter(now)) {
                    continue;
                }
                OwnOrder order = index.named(request.clientOrderId);
                if (request.kind.places()) {
                    request.nextQuestion = Instant.MAX;
                    placing.add(request);
                } else if (order != null && order.orderId != null) {
                    request.nextQuestion = Instant.MAX;
                    questions.add(Question.about(request, order.orderId));
                } else {
                    request.nextQuestion = now;
                }
            }
            if (!placing.isEmpty()) {
                questions.add(Question.aboutNew(placing));
            }
        }
        return questions;
    }

    /**
     * What was found out.
     *
     * @return fills that came before anybody knew that they are ours
     */
    public List<Fill> resolved(Question question, List<WriteOutcome> found) {
        List<Fill> late = new ArrayList<>();
        for (int i = 0; i < question.requestIds().size(); i++) {
            String id = question.requestIds().get(i);
            if (found.get(i) instanceof WriteOutcome.Unknown unknown) {
                LOG.warn("It is not known yet what became of the request {}: {}", id, unknown);
            } else {
                LOG.info("Found out about the request {}: {}", id, found.get(i));
            }
            late.addAll(resolved(id, found.get(i)));
        }
        return late;
    }

    List<Fill> resolved(String requestId, WriteOutcome outcome) {
        synchronized (index) {
            return index.asked(requestId).map(asked -> resolved(asked, outcome)).orElse(List.of());
        }
    }

    private List<Fill> resolved(OrderIndex.Asked asked, WriteOutcome outcome) {
        if (outcome instanceof WriteOutcome.Done done) {
            return done(asked, done);
        } else if (outcome instanceof WriteOutcome.NotDone not) {
            notDone(asked, not);
        } else {
            askLater(asked.request());
        }
        return List.of();
    }

    private List<Fill> done(OrderIndex.Asked asked, WriteOutcome.Done done) {
        PendingRequest request = asked.request();
        OwnOrder order = asked.order();
        index.finish(asked, "accepted", "found out");
        List<Fill> late = index.link(order, done.orderId());
        boolean rests = done.remaining().units() > 0;
        if (request.version != null && rests) {
            order.amended(request.version);
        }
        if (request.kind.places() || !rests) {
            order.accepted(done.filled(), done.remaining());
        } else if (request.kind == Kind.DECREASE) {
            order.decreased(done.remaining());
        }
        return late;
    }

    private void notDone(OrderIndex.Asked asked, WriteOutcome.NotDone not) {
        OwnOrder order = asked.order();
        index.finish(asked, "rejected", not.reason());
        if (asked.request().kind.places()) {
            Answers.notPlaced(order, not.reason());
        } else if (asked.request().kind == Kind.CANCEL) {
            order.doubt(OrderDoubt.ENDED);
        } else {
            order.doubt(OrderDoubt.AS_IT_IS);
        }
    }

    /** Finding out failed; it is tried again a little later. */
    public void stillUnknown(Question question, String reason) {
        LOG.warn("It could not be found out what became of {}: {}", question.requestIds(), reason);
        synchronized (index) {
            question.requestIds().forEach(id -> index.asked(id).ifPresent(asked -> askLater(asked.request())));
        }
    }

    private void askLater(PendingRequest request) {
        request.nextQuestion = clock.instant().plus(BETWEEN_QUESTIONS);
    }
}
