package caravan.orders;

import caravan.model.BookSide;
import caravan.model.OrderRequest;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Quote;
import caravan.model.RestingOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a request is to make of its order.
 *
 * @param quantity what is to rest
 * @param total contracts in all, those that traded already among them; of a decrease what is to rest
 */
record Wanted(
        BookSide side,
        Price price,
        Quantity quantity,
        Quantity total,
        @Nullable String reason) {
    static Wanted of(Sent sent) {
        OrderRequest request = sent.request();
        if (request instanceof OrderRequest.Create create) {
            return of(create.quote(), create.quote().quantity());
        } else if (request instanceof OrderRequest.Exit exit) {
            return new Wanted(exit.side(), exit.price(), exit.quantity(), exit.quantity(), exit.reason());
        } else if (request instanceof OrderRequest.Amend amend) {
            return of(amend.quote(), Objects.requireNonNull(sent.submission().total()));
        } else if (request instanceof OrderRequest.Renew renew) {
            return of(renew.order(), Objects.requireNonNull(sent.submission().total()));
        } else if (request instanceof OrderRequest.Decrease decrease) {
            return of(decrease.order(), decrease.quantity());
        }
        return of(((OrderRequest.Cancel) request).order(), Quantity.ZERO);
    }

    private static Wanted of(Quote quote, Quantity total) {
        return new Wanted(quote.side(), quote.price(), quote.quantity(), total, quote.reason());
    }

    private static Wanted of(RestingOrder order, Quantity total) {
        return new Wanted(order.side(), order.price(), total, total, null);
    }
}
