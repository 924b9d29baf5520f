package caravan.trading;

import caravan.sandbox.exchange.rest.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** What the exchange did with our requests lately, as somebody knows who stands beside the line. */
final class Troubles {
    private static final long LATELY = 300_000_000;

    private final Deque<Long> unanswered = new ArrayDeque<>();
    private final Deque<Long> refused = new ArrayDeque<>();
    private final Set<Object> open = new HashSet<>();

    /** A request is on its way, or about to be. */
    Object begun() {
        Object request = new Object();
        open.add(request);
        return request;
    }

    void ended(Object request) {
        open.remove(request);
    }

    /** Whoever waited for answers is no more. */
    void killed(long now) {
        open.forEach(request -> unanswered.add(now));
        open.clear();
    }

    void unanswered(long now) {
        unanswered.add(now);
    }

    /** An answer arrives. */
    void answered(String operation, Answer answer, long now) {
        if (operation.equals("CreateOrderV2") || operation.equals("AmendOrderV2")) {
            answered(answer.status() == 400 || answer.status() == 409, answer.status() < 300, now);
        } else if (operation.equals("BatchCreateOrdersV2") && answer.body() != null) {
            for (JsonNode item : answer.body().path("orders")) {
                answered(item.hasNonNull("error"), !item.hasNonNull("error"), now);
            }
        }
    }

    private void answered(boolean refusal, boolean acceptance, long now) {
        if (refusal) {
            refused.add(now);
        } else if (acceptance) {
            refused.clear();
        }
    }

    /** Requests of the last five minutes of which no answer came. */
    int unansweredLately(long now) {
        return lately(unanswered, now);
    }

    /** Orders and changes that were refused in the last five minutes with none taken in between. */
    int refusedLately(long now) {
        return lately(refused, now);
    }

    private static int lately(Deque<Long> times, long now) {
        times.removeIf(time -> time < now - LATELY);
        return times.size();
    }
}
