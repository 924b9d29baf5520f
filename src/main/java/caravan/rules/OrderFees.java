package caravan.rules;

import caravan.model.Action;
import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.rules.Fees.Charge;
import java.math.BigDecimal;

/**
 * The fees of one order's fills, one after the other, as taker or maker. Not thread-safe.
 *
 * <p>What rounding has collected belongs to the order, and so does the cent that the oldest rule rounds up to.
 */
public final class OrderFees {
    private Money carried = Money.ZERO;
    private BigDecimal exact = BigDecimal.ZERO;
    private Money paid = Money.ZERO;

    /** What the next fill costs, under the rules of its time. */
    public Charge fill(Fees fees, Action action, Price price, Quantity quantity, boolean taker) {
        if (fees.rounding() == FeeRounding.CENT_CEILING) {
            exact = exact.add(fees.modelFee(price, quantity, taker));
            long before = paid.units();
            paid = new Money(Fees.ceiling(exact, Fees.CENT.units()));
            return new Charge(new Money(paid.units() - before), Money.ZERO, Money.ZERO, carried);
        }
        Charge charge = fees.charge(carried, action, price, quantity, taker);
        carried = charge.carried();
        return charge;
    }

    /** Collected rounding that was not paid back so far. */
    public Money carried() {
        return carried;
    }
}
