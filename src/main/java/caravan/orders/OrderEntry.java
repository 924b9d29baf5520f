package caravan.orders;

import caravan.model.Approved;
import caravan.model.OrderRequest;
import caravan.model.Quantity;
import caravan.model.RestingOrder;
import caravan.model.Submission;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a request that passed risk becomes one of ours: named first, then, with its row written, counted. Thread-safe. */
final class OrderEntry {
    private final OrderIndex index;
    private final ClientOrderIds ids;

    OrderEntry(OrderIndex index, ClientOrderIds ids) {
        this.index = index;
        this.ids = ids;
    }

    /**
     * The request with all ids and numbers that it needs; empty where its order has ended meanwhile, or where as much of it
     * has traded as was wanted.
     */
    Optional<Sent> prepare(Approved approved, @Nullable String orderGroupId) {
        String requestId = ids.next();
        OrderRequest request = approved.request();
        Kind kind = Kind.of(request);
        if (kind.places()) {
            return Optional.of(
                    new Sent(requestId, new Submission(approved, requestId, null, null, orderGroupId, null)));
        }
        synchronized (index) {
            OwnOrder order = index.named(resting(request).clientOrderId());
            if (order == null || order.hasEnded() || order.orderId == null) {
                return Optional.empty();
            }
            Quantity total = kind.amends() ? total(order, request) : null;
            if (total != null && total.compareTo(order.filled) <= 0) {
                return Optional.empty();
            }
            return Optional.of(new Sent(
                    requestId,
                    new Submission(
                            approved,
                            order.version.clientOrderId(),
                            kind.amends() ? requestId : null,
                            order.orderId,
                            order.orderGroupId,
                            total)));
        }
    }

    /**
     * Contracts in all, those that traded already among them.
     *
     * <p>Risk approved what is to rest beside the positions that it knew. What traded and is not among those is part of it:
     * it would else be held and placed once more.
     */
    private static Quantity total(OwnOrder order, OrderRequest request) {
        if (!(request instanceof OrderRequest.Amend amend)) {
            return order.version.total();
        }
        Quantity wanted = amend.quote().quantity();
        Quantity more = wanted.minus(amend.order().quantity());
        Quantity approved = order.version.total().plus(more);
        Quantity standing = order.filled.plus(wanted);
        return approved.compareTo(standing) < 0 ? approved : standing;
    }

    private static RestingOrder resting(OrderRequest request) {
        if (request instanceof OrderRequest.Amend amend) {
            return amend.order();
        } else if (request instanceof OrderRequest.Renew renew) {
            return renew.order();
        } else if (request instanceof OrderRequest.Decrease decrease) {
            return decrease.order();
        }
        return ((OrderRequest.Cancel) request).order();
    }

    /**
     * The request is about to be sent; its row is written, where it may trade. From here on it counts.
     *
     * @return false where its order was over before the row was written: it is not to be sent
     */
    boolean submitted(Sent sent) {
        Submission submission = sent.submission();
        Approved approved = submission.approved();
        Kind kind = sent.kind();
        Wanted wanted = Wanted.of(sent);
        synchronized (index) {
            OwnOrder changed = index.named(submission.clientOrderId());
            Version version = new Version(
                    sent.requestId(),
                    wanted.price(),
                    wanted.total(),
                    approved.expiration(),
                    changed == null ? approved.time() : changed.version.priced(wanted.price(), approved.time()));
            PendingRequest request = new PendingRequest(
                    sent.requestId(),
                    kind,
                    sent.ticker(),
                    submission.clientOrderId(),
                    kind.amends() ? version : null,
                    wanted.quantity(),
                    approved.time());
            if (kind.places()) {
                index.add(new OwnOrder(
                        sent.requestId(), sent.ticker(), wanted.side(), kind, version, submission.orderGroupId()));
            }
            OwnOrder order = index.named(submission.clientOrderId());
            if (order == null) {
                index.note(request, "rejected", "the order had ended");
                return false;
            }
            index.add(order, request);
            if (kind.reduces()) {
                index.takenBack().add(sent);
            }
            return true;
        }
    }
}
