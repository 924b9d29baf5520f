package caravan.orders;

import caravan.model.BookSide;
import caravan.model.OrderUpdate;
import caravan.model.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one of our orders, put together from answers, updates and fills in whatever order they come.
 *
 * <p>Of the versions that the exchange may have, all count. Contracts go on counting until their fills are taken in or the
 * exchange has told that they were canceled: see {@link Exposure}. Guarded by the lock of {@link OrderIndex}.
 */
final class OwnOrder {
    final String firstId;
    final String ticker;
    final BookSide side;
    final Kind kind;
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
    private Told told = Told.NOTHING;
    /** Whether it is known how much of an order that has ended was filled, and not only how much at most. */
    boolean exact;

    /** How it is doubted; null where it is not. */
    @Nullable
    OrderDoubt doubt;

    Instant nextLook = Instant.MIN;
    boolean fromBefore;
    boolean unwanted;
    boolean changed = true;

    OwnOrder(String firstId, String ticker, BookSide side, Kind kind, Version version, @Nullable String orderGroupId) {
        this.firstId = firstId;
        this.ticker = ticker;
        this.side = side;
        this.kind = kind;
        this.version = version;
        this.orderGroupId = orderGroupId;
        ids.add(firstId);
    }

    /** Takes in a fill that positions know, once. */
    void take(String tradeId, Quantity quantity) {
        if (!fills.add(tradeId)) {
            return;
        }
        changed = true;
        taken = taken.plus(quantity);
        filled = max(filled, taken);
        boolean grows = pending.values().stream().anyMatch(request -> request.version != null);
        if (!hasEnded() && !grows && !fromBefore && taken.compareTo(version.total()) >= 0) {
            end(Status.FILLED, taken, true, null);
        }
    }

    void take(OrderUpdate update) {
        changed = true;
        filled = max(filled, update.filled());
        switch (update.status()) {
            case EXECUTED -> ended(Status.FILLED, update);
            case CANCELED -> ended(isExpiry(update) ? Status.EXPIRED : Status.CANCELED, update);
            case RESTING -> takeResting(update);
            case UNKNOWN -> doubt = doubt == null && !hasEnded() ? OrderDoubt.AS_IT_IS : doubt;
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
        // Whoever said that it is unknown there may have been wrong: it can be canceled again, and is looked at again.
        doubt = doubt == null ? null : OrderDoubt.AS_IT_IS;
        String id = update.clientOrderId();
        int of = ids.indexOf(id == null ? version.clientOrderId() : id);
        int known = ids.indexOf(version.clientOrderId());
        if (of < known || of == known && !told.isOlderThan(update, version.total())) {
            return;
        }
        told = (of > known ? Told.NOTHING : told).by(update);
        PendingRequest amendment = pending.get(ids.get(of));
        Version asked = amendment == null || amendment.version == null ? version : amendment.version;
        Instant expiration = update.expirationTime();
        version = new Version(
                ids.get(of),
                update.price(),
                update.filled().plus(update.remaining()),
                expiration == null ? version.expiration() : expiration,
                asked.priced());
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
        if (isNewer(amended)) {
            version = amended;
            told = Told.NOTHING;
        }
    }

    boolean isNewer(Version other) {
        return ids.indexOf(other.clientOrderId()) > ids.indexOf(version.clientOrderId());
    }

    void decreased(Quantity remaining) {
        changed = true;
        told = told.decreased(remaining);
    }

    /** The exchange says how many contracts it took out of the book; all others may have traded. */
    void canceled(Quantity reducedBy) {
        changed = true;
        Quantity most = version.total();
        boolean sure = told.isDecreaseTold();
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
        doubt = isExact ? null : OrderDoubt.ENDED;
        reason = why == null ? reason : why;
    }

    /** When the last of its versions that the exchange may have expires; the end of time where one never does. */
    Instant latestExpiration() {
        return Stream.concat(
                        Stream.of(version),
                        pending.values().stream().flatMap(request -> Stream.ofNullable(request.version)))
                .map(one -> Objects.requireNonNullElse(one.expiration(), Instant.MAX))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** The exchange's id of it is known; false where it was before. */
    boolean link(String id) {
        if (orderId != null) {
            return false;
        }
        orderId = id;
        changed = true;
        if (status == Status.SUBMITTED || status == Status.UNKNOWN) {
            status = Status.ACCEPTED;
        }
        return true;
    }

    /** How it stands is to be looked up. */
    void doubt(OrderDoubt how) {
        if (!hasEnded() && doubt != OrderDoubt.ENDED) {
            doubt = how;
            nextLook = Instant.MIN;
        }
    }

    /** Contracts of fills that positions have taken in. */
    Quantity taken() {
        return taken;
    }

    boolean hasEnded() {
        return status.isEnd();
    }

    /** Nothing of it can change any more, and the ledger knows. */
    boolean isOver() {
        return hasEnded()
                && exact
                && !changed
                && pending.isEmpty()
                && Exposure.of(this).isEmpty();
    }

    /** Whether it rests, as far as the exchange has told. */
    boolean isLive() {
        return orderId != null && !hasEnded() && kind == Kind.CREATE;
    }

    /** Whether nothing is left to be told of it as it is. */
    boolean isSettled() {
        return told.isDecreaseTold() && doubt == null;
    }

    boolean isChangeable() {
        return isLive() && pending.isEmpty() && isSettled();
    }

    boolean isCancelable() {
        return isLive()
                && doubt != OrderDoubt.ENDED
                && pending.values().stream().noneMatch(request -> request.kind == Kind.CANCEL);
    }

    private static Quantity max(Quantity one, Quantity other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
