package caravan.orders;

import caravan.model.Fill;
import caravan.model.OrderReceipt;
import caravan.model.Quantity;
import java.time.Instant;
import java.util.List;

/** What the exchange's answer to a request, or its missing, says of an order. Thread-safe. */
final class Answers {
    private final OrderIndex index;

    Answers(OrderIndex index) {
        this.index = index;
    }

    /**
     * The exchange has done it.
     *
     * @return fills that came before anybody knew that they are ours; positions are to take them in, then this room
     */
    List<Fill> accepted(String requestId, OrderReceipt receipt) {
        synchronized (index) {
            return index.asked(requestId)
                    .map(asked -> {
                        index.finish(asked, "accepted", null);
                        List<Fill> late = index.link(asked.order(), receipt.orderId());
                        take(asked.request(), asked.order(), receipt);
                        return late;
                    })
                    .orElse(List.of());
        }
    }

    private static void take(PendingRequest request, OwnOrder order, OrderReceipt receipt) {
        if (receipt instanceof OrderReceipt.Placed placed) {
            order.accepted(placed.filled(), placed.remaining());
        } else if (receipt instanceof OrderReceipt.Amended amended && request.version != null) {
            order.amended(request.version);
            if (amended.remaining() != null && amended.remaining().units() == 0) {
                order.doubt(OrderDoubt.AS_IT_IS);
            }
        } else if (receipt instanceof OrderReceipt.Decreased decreased) {
            order.decreased(decreased.remaining());
        } else if (receipt instanceof OrderReceipt.Canceled canceled) {
            order.canceled(canceled.reducedBy());
        }
    }

    /**
     * The exchange has refused, or the request was not sent.
     *
     * @param isOver whether the order that was to be changed has ended, as far as the exchange says
     */
    void rejected(String requestId, String reason, boolean isOver) {
        synchronized (index) {
            index.asked(requestId).ifPresent(asked -> {
                index.finish(asked, "rejected", reason);
                OwnOrder order = asked.order();
                if (asked.request().kind.places()) {
                    notPlaced(order, reason);
                } else if (isOver) {
                    order.doubt(OrderDoubt.ENDED);
                } else if (asked.request().kind == Kind.CANCEL) {
                    order.unwanted = true;
                }
            });
        }
    }

    /** An order was not placed; where the exchange has told of it all the same, it is looked up. */
    static void notPlaced(OwnOrder order, String reason) {
        if (order.orderId == null) {
            order.end(Status.REJECTED, Quantity.ZERO, true, reason);
        } else {
            order.doubt(OrderDoubt.AS_IT_IS);
        }
    }

    /**
     * It was sent, and nobody knows what became of it.
     *
     * @param since the same instant for all that went to the exchange as one request, for they count as one
     */
    void unknown(String requestId, String reason, Instant since) {
        synchronized (index) {
            index.asked(requestId).ifPresent(asked -> {
                asked.request().failed = since;
                index.note(asked.request(), "unknown", reason);
                if (asked.request().kind.places() && asked.order().orderId == null) {
                    asked.order().status = Status.UNKNOWN;
                    asked.order().changed = true;
                }
            });
        }
    }
}
