package caravan.orders;

import caravan.model.Quantity;
import caravan.model.RestingOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of an order may still be filled, or was filled by fills that positions have not taken in.
 *
 * <p>Of the versions that the exchange may have, all count; the one that is known comes first.
 */
final class Exposure {
    private final OwnOrder order;
    private final List<RestingOrder> resting = new ArrayList<>();

    private Exposure(OwnOrder order) {
        this.order = order;
    }

    static List<RestingOrder> of(OwnOrder order) {
        Exposure exposure = new Exposure(order);
        if (order.hasEnded()) {
            exposure.add(order.version, order.filled, order.version.expiration());
        } else {
            exposure.addVersions();
        }
        return exposure.resting;
    }

    private void addVersions() {
        Instant latest = order.version.expiration();
        List<Version> others = new ArrayList<>();
        for (PendingRequest request : order.pending.values()) {
            Version other = request.version;
            if (other != null && order.isNewer(other)) {
                if (other.price().equals(order.version.price()) && other.total().equals(order.version.total())) {
                    latest = other.expiration();
                } else {
                    others.add(other);
                }
            }
        }
        add(order.version, order.version.total(), latest);
        others.forEach(other -> add(other, other.total(), other.expiration()));
    }

    private void add(Version as, Quantity contracts, @Nullable Instant expiration) {
        Quantity open = contracts.minus(order.taken());
        if (open.units() > 0) {
            resting.add(new RestingOrder(
                    as.clientOrderId(), order.ticker, order.side, as.price(), open, as.priced(), expiration));
        }
    }
}
