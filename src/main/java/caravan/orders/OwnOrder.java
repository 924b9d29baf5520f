package caravan.orders;

import caravan.model.BookSide;
import caravan.model.OrderUpdate;
import caravan.model.Quantity;
import caravan.model.RestingOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one of our orders, put together from answers, updates and fills in whatever order they come.
 *
 * <p>Of the versions that the exchange may have, all count. Contracts go on counting until their fills are taken in or the
 * exchange has told that they were canceled. Guarded by the lock of {@link OwnOrders}.
 */
final class OwnOrder {
    final String firstId;
    final String ticker;
    final BookSide side;
    final Kind kind;
    final Instant placedTime;
    final @Nullable String orderGroupId;
    /** Our ids of it, in the order in which it was given them; some the exchange never took. */
    final List<String> ids = new ArrayList<>();

    final Map<String, PendingRequest> pending = new LinkedHashMap<>();
    private final Set<String> fills = new HashSet<>();

    @Nullable
    String orderId;

    Status status = Status.SUBMITTED;

    @Nullable
    String reason;

    Version version;
    Quantity filled = Quantity.ZERO;
    private Quantity taken = Quantity.ZERO;
    /** As the newest update of this version told; null while none did. */
    private @Nullable Instant toldTime;

    private @Nullable Quantity toldFilled;
    private @Nullable Quantity toldRemaining;
    /** What a decrease of this version is known to have left at most; null where there was none. */
    private @Nullable Quantity decreasedTo;
    /** Whether it is known how much of an order that has ended was filled, and not only how much at most. */
    boolean exact;

    /** How it is doubted; null where it is not. */
    @Nullable
    Doubt doubt;

    Instant nextLook = Instant.MIN;
    boolean fromBefore;
    boolean unwanted;
    boolean changed = true;

    enum Doubt {
        /** One look at it is enough. */
        AS_IT_IS,
        /** It has ended; only how is not known. */
        ENDED
    }

    OwnOrder(
            String firstId,
            String ticker,
            BookSide side,
            Kind kind,
            Version version,
            @Nullable String orderGroupId,
            Instant placedTime) {
        this.firstId = firstId;
        this.ticker = ticker;
        this.side = side;
        this.kind = kind;
        this.version = version;
        this.orderGroupId = orderGroupId;
        this.placedTime = placedTime;
        ids.add(firstId);
    }

    boolean hasEnded() {
        return status.isEnd();
    }

    /** Takes in a fill that positions know; false where it was taken in before. */
    boolean take(String tradeId, Quantity quantity) {
        if (!fills.add(tradeId)) {
            return false;
        }
        changed = true;
        taken = taken.plus(quantity);
        filled = max(filled, taken);
        boolean grows = pending.values().stream().anyMatch(request -> request.version != null);
        if (!hasEnded() && !grows && !fromBefore && taken.compareTo(version.total()) >= 0) {
            end(Status.FILLED, taken, true, null);
        }
        return true;
    }

    void take(OrderUpdate update) {
        changed = true;
        filled = max(filled, update.filled());
        switch (update.status()) {
            case EXECUTED -> ended(Status.FILLED, update);
            case CANCELED -> ended(isExpiry(update) ? Status.EXPIRED : Status.CANCELED, update);
            case RESTING -> takeResting(update);
            case UNKNOWN -> doubt = doubt == null && !hasEnded() ? Doubt.AS_IT_IS : doubt;
        }
    }

    /** The exchange's own word on how it ended goes before what was concluded from answers. */
    private void ended(Status word, OrderUpdate update) {
        exact = false;
        Status before = status;
        end(word, update.filled(), true, update.reason());
        if (before.isEnd() && update.reason() == null) {
            status = before;
        }
    }

    private static boolean isExpiry(OrderUpdate update) {
        return "ExpiryCancel".equals(update.reason());
    }

    private void takeResting(OrderUpdate update) {
        if (hasEnded()) {
            return;
        }
        status = Status.RESTING;
        String id = update.clientOrderId();
        int told = id == null ? ids.indexOf(version.clientOrderId()) : ids.indexOf(id);
        int known = ids.indexOf(version.clientOrderId());
        if (told < known || told == known && !isNews(update)) {
            return;
        }
        Version base = version;
        if (told > known) {
            base = new Version(ids.get(told), update.price(), update.filled(), version.expiration());
            decreasedTo = null;
        }
        version = base.with(update.price(), update.filled().plus(update.remaining()), update.expirationTime());
        toldTime = update.exchangeTime();
        toldFilled = update.filled();
        toldRemaining = update.remaining();
    }

    /** Within one tick of the exchange's clock more filled is newer, and of two equals the larger one counts. */
    private boolean isNews(OrderUpdate update) {
        if (toldFilled == null || toldTime == null) {
            return true;
        }
        Instant time = update.exchangeTime();
        int later = time == null ? 0 : time.compareTo(toldTime);
        if (later != 0) {
            return later > 0;
        }
        int more = update.filled().compareTo(toldFilled);
        if (more != 0) {
            return more > 0;
        }
        if (decreasedTo != null) {
            return update.remaining().compareTo(decreasedTo) <= 0;
        }
        return time != null && update.filled().plus(update.remaining()).compareTo(version.total()) > 0;
    }

    void accepted(Quantity filledNow, Quantity remaining) {
        changed = true;
        filled = max(filled, filledNow);
        if (remaining.units() == 0) {
            boolean all = filledNow.compareTo(version.total()) >= 0;
            end(all ? Status.FILLED : Status.CANCELED, filledNow, true, null);
        } else if (status == Status.SUBMITTED || status == Status.UNKNOWN) {
            status = Status.ACCEPTED;
        }
    }

    void amended(Version amended) {
        changed = true;
        if (ids.indexOf(amended.clientOrderId()) > ids.indexOf(version.clientOrderId())) {
            version = amended;
            toldTime = null;
            toldFilled = null;
            toldRemaining = null;
            decreasedTo = null;
        }
    }

    void decreased(Quantity remaining) {
        changed = true;
        decreasedTo = remaining;
    }

    /** How much rests the answer to a decrease tells, but not how much was filled: only an update tells both at once. */
    private boolean isDecreaseTold() {
        return decreasedTo == null || toldRemaining != null && toldRemaining.compareTo(decreasedTo) <= 0;
    }

    /** The exchange says how many contracts it took out of the book; all others may have traded. */
    void canceled(Quantity reducedBy) {
        changed = true;
        Quantity most = version.total();
        boolean sure = isDecreaseTold();
        for (PendingRequest request : pending.values()) {
            if (request.version != null) {
                most = max(most, request.version.total());
                sure = false;
            }
        }
        end(Status.CANCELED, max(filled, most.minus(reducedBy)), sure, null);
    }

    /**
     * No more of it will be filled.
     *
     * @param filledAtMost contracts that were filled; at most so many where it is not exact
     */
    void end(Status end, Quantity filledAtMost, boolean isExact, @Nullable String why) {
        if (hasEnded() && (exact || !isExact)) {
            return;
        }
        changed = true;
        status = end;
        filled = filledAtMost;
        exact = isExact;
        doubt = isExact ? null : Doubt.ENDED;
        reason = why == null ? reason : why;
    }

    boolean isSettled() {
        return isDecreaseTold() && doubt == null;
    }

    /** What of it may still be filled, or was filled by fills that did not arrive yet. */
    List<RestingOrder> exposure() {
        List<RestingOrder> exposure = new ArrayList<>();
        if (hasEnded()) {
            add(exposure, version, filled);
            return exposure;
        }
        Instant latest = version.expiration();
        List<Version> others = new ArrayList<>();
        for (PendingRequest request : pending.values()) {
            Version other = request.version;
            if (other != null && ids.indexOf(other.clientOrderId()) > ids.indexOf(version.clientOrderId())) {
                if (other.price().equals(version.price()) && other.total().equals(version.total())) {
                    latest = other.expiration();
                } else {
                    others.add(other);
                }
            }
        }
        add(exposure, version.with(version.price(), version.total(), latest), version.total());
        others.forEach(other -> add(exposure, other, other.total()));
        return exposure;
    }

    private void add(List<RestingOrder> exposure, Version as, Quantity contracts) {
        Quantity open = contracts.minus(taken);
        if (open.units() > 0) {
            exposure.add(
                    new RestingOrder(as.clientOrderId(), ticker, side, as.price(), open, placedTime, as.expiration()));
        }
    }

    static Quantity max(Quantity one, Quantity other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
