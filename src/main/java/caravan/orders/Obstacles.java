package caravan.orders;

import caravan.model.RestingOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Where something is not known, nothing new is sent: what that is, market by market. Thread-safe. */
final class Obstacles {
    /** How long nothing is placed where the exchange has just said that nothing trades. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final OrderIndex index;
    private final Map<String, Instant> pauses = new ConcurrentHashMap<>();
    private final InstantSource clock;

    Obstacles(OrderIndex index, InstantSource clock) {
        this.index = index;
        this.clock = clock;
    }

    /** Why nothing new is to be sent in a market now; empty where it may be. */
    Optional<String> in(String ticker) {
        Instant now = clock.instant();
        synchronized (index) {
            if (index.orders().stream().anyMatch(Obstacles::isLeftOpen)) {
                return Optional.of("what an earlier run left is being looked up");
            }
            return index.in(ticker)
                    .map(order -> of(order, now))
                    .filter(reason -> !reason.isEmpty())
                    .findFirst();
        }
    }

    /** The exchange says that nothing trades in a market. */
    void pause(String ticker) {
        pauses.put(ticker, clock.instant());
    }

    /** Why nothing is to be placed in a market, though it may be canceled; empty where it may be. */
    Optional<String> pauseIn(String ticker) {
        Instant told = pauses.get(ticker);
        return told == null || !clock.instant().isBefore(told.plus(PAUSE))
                ? Optional.empty()
                : Optional.of("the exchange says that nothing trades there; it is asked again from " + told.plus(PAUSE)
                        + " on");
    }

    /** Whether an earlier run left it, and nobody knows yet how it stands. */
    private static boolean isLeftOpen(OwnOrder order) {
        return order.fromBefore && (!order.pending.isEmpty() || !order.hasEnded() && order.doubt != null);
    }

    private static String of(OwnOrder order, Instant now) {
        if (order.pending.values().stream().anyMatch(request -> request.failed != null)) {
            return "a request has an unknown outcome";
        }
        if (order.hasEnded()) {
            return "";
        }
        if (!order.pending.isEmpty()) {
            return "a request is under way";
        }
        if (!order.isSettled()) {
            return "the exchange has not told yet how an order stands";
        }
        Instant expiration = order.version.expiration();
        return expiration != null && !expiration.isAfter(now)
                ? "an order has expired, and the exchange has not told its end yet"
                : "";
    }

    /** Orders that nothing is in the way of changing, and of which something rests. */
    List<RestingOrder> changeable(String ticker) {
        synchronized (index) {
            return index.in(ticker)
                    .filter(OwnOrder::isChangeable)
                    .flatMap(order -> Exposure.of(order).stream())
                    .toList();
        }
    }
}
