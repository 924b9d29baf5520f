package caravan.orders;

import caravan.model.RestingOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Which orders can be canceled now, and which as soon as the exchange has told that they are there. Thread-safe. */
final class Cancels {
    private final OrderIndex index;

    Cancels(OrderIndex index) {
        this.index = index;
    }

    /** One request's worth of each order that can be canceled. */
    List<RestingOrder> possible(Predicate<String> tickers) {
        synchronized (index) {
            return index.orders().stream()
                    .filter(order -> tickers.test(order.ticker) && order.isCancelable())
                    .flatMap(order -> Exposure.of(order).stream().limit(1))
                    .toList();
        }
    }

    /** What was sent and cannot be canceled yet is canceled as soon as it can be. */
    void later(Predicate<String> tickers) {
        synchronized (index) {
            index.orders().stream()
                    .filter(order -> tickers.test(order.ticker) && !order.hasEnded() && !order.isCancelable())
                    .forEach(order -> order.unwanted = true);
        }
    }

    /** Orders that were to be canceled before they could be, and now can. */
    List<RestingOrder> due() {
        List<RestingOrder> due = new ArrayList<>();
        synchronized (index) {
            for (OwnOrder order : index.orders()) {
                if (order.unwanted && order.isCancelable()) {
                    order.unwanted = false;
                    Exposure.of(order).stream().limit(1).forEach(due::add);
                }
            }
        }
        return due;
    }
}
