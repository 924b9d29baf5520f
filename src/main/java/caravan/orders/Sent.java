package caravan.orders;

import caravan.model.BookSide;
import caravan.model.OrderRequest;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Submission;
import java.util.Locale;

/**
 * A submission and the name of its row.
 *
 * @param requestId of a request that gives an order a new client order id, that id
 */
record Sent(String requestId, Submission submission) {
    OrderRequest request() {
        return submission.approved().request();
    }

    Kind kind() {
        return Kind.of(request());
    }

    String ticker() {
        return request().ticker();
    }

    /** For people. */
    String text() {
        OrderRequest request = request();
        if (request instanceof OrderRequest.Create create) {
            return "place "
                    + text(
                            create.quote().side(),
                            create.quote().quantity(),
                            create.quote().price());
        } else if (request instanceof OrderRequest.Exit exit) {
            return "close with " + text(exit.side(), exit.quantity(), exit.price());
        } else if (request instanceof OrderRequest.Amend amend) {
            return "change to "
                    + text(
                            amend.quote().side(),
                            amend.quote().quantity(),
                            amend.quote().price());
        } else if (request instanceof OrderRequest.Renew renew) {
            return "prolong "
                    + text(
                            renew.order().side(),
                            renew.order().quantity(),
                            renew.order().price());
        } else if (request instanceof OrderRequest.Decrease decrease) {
            return "decrease to "
                    + text(
                            decrease.order().side(),
                            decrease.quantity(),
                            decrease.order().price());
        }
        OrderRequest.Cancel cancel = (OrderRequest.Cancel) request;
        return "cancel "
                + text(
                        cancel.order().side(),
                        cancel.order().quantity(),
                        cancel.order().price());
    }

    private static String text(BookSide side, Quantity quantity, Price price) {
        return "%s %s at %s".formatted(side.name().toLowerCase(Locale.ROOT), quantity, price);
    }
}
