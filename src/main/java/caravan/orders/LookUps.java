package caravan.orders;

import caravan.model.Fill;
import caravan.model.OrderUpdate;
import caravan.model.RestingOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has orders looked up at the exchange that it should have told of and did not, or that are doubted. Thread-safe. */
public final class LookUps {
    private static final Logger LOG = LoggerFactory.getLogger(LookUps.class);
    /** After its expiration an order should be told to have ended within this time. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    /** An order that expired so long ago, and that the exchange does not know, is over. */
    private static final Duration SURELY_OVER = Duration.ofMinutes(2);

    private final OrderIndex index;
    private final OwnOrders orders;
    private final InstantSource clock;

    LookUps(OrderIndex index, OwnOrders orders, InstantSource clock) {
        this.index = index;
        this.orders = orders;
        this.clock = clock;
    }

    /** Orders to ask the exchange about now, by its ids. */
    public List<String> doubts() {
        Instant now = clock.instant();
        List<String> doubts = new ArrayList<>();
        synchronized (index) {
            for (OwnOrder order : index.orders()) {
                if (order.orderId != null && isDoubtful(order, now) && !order.nextLook.isAfter(now)) {
                    order.nextLook = now.plus(BETWEEN_LOOKS);
                    doubts.add(order.orderId);
                }
            }
        }
        return doubts;
    }

    private static boolean isDoubtful(OwnOrder order, Instant now) {
        if (order.hasEnded()) {
            return !order.exact || order.pending.values().stream().anyMatch(request -> request.failed != null);
        }
        Instant expiration = order.version.expiration();
        return !order.isSettled()
                || expiration != null && expiration.plus(MARGIN).isBefore(now);
    }

    /**
     * How an order stands that was asked about.
     *
     * <p>One that should have ended and rests is looked at once more: a read may be behind.
     *
     * @return fills that came before anybody knew that they are ours
     */
    public List<Fill> lookedUp(OrderUpdate update) {
        synchronized (index) {
            OwnOrder order = index.known(update.orderId());
            OrderDoubt before = order == null ? null : order.doubt;
            List<Fill> late = orders.update(update);
            if (order != null && before == OrderDoubt.AS_IT_IS && order.doubt == before) {
                order.doubt = null;
            }
            return late;
        }
    }

    /**
     * The exchange does not know an order that was asked about. Once it has surely expired it is over, and with it every
     * request that was to change it: nothing else would decide what became of an amendment.
     *
     * @param fillsUpTo when fills were last read back whole: one that the stream did not tell is known only after that
     */
    public void missing(String orderId, Instant fillsUpTo) {
        Instant now = clock.instant();
        Instant known = fillsUpTo.isBefore(now) ? fillsUpTo : now;
        synchronized (index) {
            OwnOrder order = index.known(orderId);
            if (order == null) {
                return;
            }
            Status end = order.hasEnded() ? order.status : Status.EXPIRED;
            Instant expiration = order.latestExpiration();
            if (expiration.isBefore(known.minus(SURELY_OVER))) {
                LOG.warn(
                        "The exchange does not know the order {} in {} any more, which expired at {}: it counts as ended"
                                + " with {} contracts filled",
                        orderId,
                        order.ticker,
                        expiration,
                        order.filled);
                order.end(end, order.filled, true, "not known to the exchange any more");
                index.finishAll(order, "rejected", "the exchange does not know the order any more");
            }
        }
    }

    /** Orders that rest as far as is known here, and not at the exchange, are looked up. */
    public void doubted(List<RestingOrder> missing) {
        synchronized (index) {
            for (RestingOrder one : missing) {
                OwnOrder order = index.named(one.clientOrderId());
                if (order != null && order.orderId != null) {
                    order.doubt(OrderDoubt.AS_IT_IS);
                }
            }
        }
    }
}
