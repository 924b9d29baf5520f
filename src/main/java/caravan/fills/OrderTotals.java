package caravan.fills;

import caravan.model.Fill;
import caravan.model.FillNotice.OrderFilled;
import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds up the fills of one order, each on the side that was traded. */
final class OrderTotals {
    private OrderTotals() {}

    /**
     * Adds up one order.
     *
     * <p>Total and average go by the traded side of each fill by itself, so they stay right even if fills of one order
     * name different sides, which the exchange should not do. The sentence as a whole then speaks of the last fill's
     * side.
     *
     * @param fills of one order, in the order in which they happened; at least one
     */
    static OrderFilled of(List<Fill> fills) {
        Fill last = fills.get(fills.size() - 1);
        Money total = Money.ZERO;
        Quantity quantity = Quantity.ZERO;
        for (Fill fill : fills) {
            total = total.plus(fill.tradedPrice().times(fill.quantity()));
            quantity = quantity.plus(fill.quantity());
        }
        return new OrderFilled(
                last.orderId(),
                last.ticker(),
                last.outcome(),
                last.action(),
                quantity,
                average(total, quantity, last.tradedPrice()),
                total,
                fees(fills),
                last.positionAfter(),
                fills.size(),
                last.exchangeTime());
    }

    private static BigDecimal average(Money total, Quantity quantity, Price ifEmpty) {
        return quantity.units() == 0
                ? ifEmpty.toBigDecimal()
                : total.toBigDecimal().divide(quantity.toBigDecimal(), 4, RoundingMode.HALF_UP);
    }

    private static @Nullable Money fees(List<Fill> fills) {
        Money sum = Money.ZERO;
        for (Fill fill : fills) {
            Money fee = fill.fee();
            if (fee == null) {
                return null;
            }
            sum = sum.plus(fee);
        }
        return sum;
    }
}
