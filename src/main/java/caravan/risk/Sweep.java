package caravan.risk;

import caravan.model.OpenOrders;
import caravan.model.OrderUpdate;
import caravan.model.Page;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One go at having nothing rest any more: what rests is read, what is found is canceled, until three reads in a row have
 * found nothing. Not thread-safe.
 */
public final class Sweep {
    private static final int CLEAN_READS = 3;
    private static final int MOST_READS = 10;

    private final OpenOrders orders;
    private final boolean wholeAccount;
    private final Set<String> troubles = new LinkedHashSet<>();
    private int canceled;
    private int found;
    private int reads;
    private int clean;
    private boolean broken;

    /** @param wholeAccount whether a person's own orders count as well */
    Sweep(OpenOrders orders, boolean wholeAccount) {
        this.orders = orders;
        this.wholeAccount = wholeAccount;
    }

    /** Takes what was canceled in one go. */
    public void canceled(Collection<?> all) {
        canceled += all.size();
    }

    /** Takes that one more order is canceled. */
    public void canceledOne() {
        canceled++;
    }

    /** Takes what went wrong. */
    public void failed(Exception failure) {
        String message = failure.getMessage();
        troubles.add(
                message == null
                        ? failure.getClass().getSimpleName()
                        : message.lines().findFirst().orElse(""));
    }

    /** Takes that what rests cannot be read now. */
    public void unread(Exception failure) {
        failed(failure);
        broken = true;
    }

    /** Takes a whole read, page by page, and says which of it has to be canceled. */
    public List<OrderUpdate> read(Iterator<Page<OrderUpdate>> pages) {
        List<OrderUpdate> ours = new ArrayList<>();
        while (pages.hasNext()) {
            Page<OrderUpdate> page = pages.next();
            page.unreadable().forEach(why -> {
                troubles.add("an order could not be read: " + why);
                broken = true;
            });
            page.items().stream().filter(this::isOurs).forEach(ours::add);
        }
        reads++;
        found += ours.size();
        clean = ours.isEmpty() ? clean + 1 : 0;
        return ours;
    }

    private boolean isOurs(OrderUpdate order) {
        return order.status() == OrderUpdate.Status.RESTING
                && (wholeAccount
                        || orders.isOurs(order.orderId())
                        || order.clientOrderId() != null && orders.isOurClientOrderId(order.clientOrderId()));
    }

    /** Whether another read is wanted. */
    public boolean goesOn() {
        return !broken && clean < CLEAN_READS && reads < MOST_READS;
    }

    /** Whether nothing rests. */
    boolean isClean() {
        return !broken && clean >= CLEAN_READS;
    }

    /** What came of it, for people. */
    @Override
    public String toString() {
        String said = canceled
                + (canceled == 1 ? " order canceled" : " orders canceled")
                + (found == 0 ? "" : ", " + found + " found resting after that")
                + (isClean()
                        ? "; verified " + CLEAN_READS + " times that nothing of ours rests"
                        : "; NOT verified that nothing of ours rests, which is tried again every few seconds");
        return troubles.isEmpty() ? said : said + " (" + String.join("; ", troubles) + ")";
    }
}
