package caravan.orders;

import caravan.model.BatchItem;
import caravan.model.OrderUpdate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds what rests at the exchange, is to be canceled, and is not kept here. Thread-safe. */
public final class UnmanagedOrders {
    private static final Logger LOG = LoggerFactory.getLogger(UnmanagedOrders.class);

    private final OwnOrders orders;
    private final Supplier<BatchSizes> sizes;
    private final boolean wholeAccount;

    /** @param wholeAccount whether to cancel all is to cancel what others have placed, too */
    UnmanagedOrders(OwnOrders orders, Supplier<BatchSizes> sizes, boolean wholeAccount) {
        this.orders = orders;
        this.sizes = sizes;
        this.wholeAccount = wholeAccount;
    }

    /**
     * Orders that this run does not know: those of a lost row, and all others where the whole account is to be canceled.
     *
     * @param tickers the markets; null or none for all
     * @param resting all that rests on the account, as the exchange lists it
     * @return in parts that fit into one request each
     */
    public List<OtherOrders> others(@Nullable List<String> tickers, Iterator<?> resting) {
        Predicate<String> concerned = OrderDesk.concerned(tickers);
        List<OrderUpdate> others = new ArrayList<>();
        resting.forEachRemaining(item -> {
            if (item instanceof OrderUpdate order
                    && concerned.test(order.ticker())
                    && !orders.isOurs(order.orderId())
                    && (wholeAccount || bearsOurMark(order))) {
                others.add(order);
            }
        });
        return OtherOrders.parts(others, sizes.get().cancels());
    }

    private boolean bearsOurMark(OrderUpdate order) {
        String id = order.clientOrderId();
        return id != null && orders.isOurClientOrderId(id);
    }

    /**
     * Orders that bear our mark, rest, and are not kept here: nobody manages them.
     *
     * @return in parts that fit into one request each
     */
    public List<OtherOrders> strays(List<OrderUpdate> resting) {
        List<OrderUpdate> strays =
                resting.stream().filter(order -> !isKept(order)).toList();
        if (!strays.isEmpty()) {
            LOG.warn("Orders of ours that nobody here knows are canceled: {}", strays);
        }
        return OtherOrders.parts(strays, sizes.get().cancels());
    }

    private boolean isKept(OrderUpdate order) {
        String id = order.clientOrderId();
        return orders.isOurs(order.orderId()) || id != null && orders.isKept(id);
    }

    /** The exchange has answered to the cancels of such orders. */
    public void canceled(Round round, OtherOrders others, List<BatchItem<?>> items) {
        for (BatchItem<?> item : items) {
            others.orders().stream()
                    .filter(order -> item.receipt() != null && order.orderId().equals(item.orderId()))
                    .forEach(order -> round.add(OtherOrders.resting(order)));
        }
    }
}
