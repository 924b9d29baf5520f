package caravan.portfolio;

import caravan.model.BookSide;
import caravan.model.Fill;
import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import java.util.HashMap;
import java.util.Map;

/** The cash and the contracts of the account, whoever bought them. Guarded by the lock of {@link AccountBook}. */
final class AccountHoldings {
    private final Map<String, Quantity> positions = new HashMap<>();
    private Money cash = Money.ZERO;

    /** The exchange's word. */
    void set(Money balance, Map<String, Quantity> held) {
        cash = balance;
        positions.clear();
        positions.putAll(held);
    }

    void fill(Fill fill) {
        boolean bid = fill.side() == BookSide.BID;
        long quantity = fill.quantity().units();
        Quantity before = of(fill.ticker());
        Quantity after = new Quantity(before.units() + (bid ? quantity : -quantity));
        long flow = fill.price().times(fill.quantity()).units() * (bid ? -1 : 1);
        long freed = pledged(before) - pledged(after);
        Money fee = fill.fee();
        cash = new Money(cash.units() + flow + freed - (fee == null ? 0 : fee.units()));
        positions.put(fill.ticker(), after);
    }

    Money cash() {
        return cash;
    }

    Quantity of(String ticker) {
        return positions.getOrDefault(ticker, Quantity.ZERO);
    }

    Map<String, Quantity> positions() {
        return Map.copyOf(positions);
    }

    /** A NO contract is a dollar less a YES contract. */
    static long pledged(Quantity position) {
        return Math.max(0, -position.units()) * Price.UNITS_PER_DOLLAR;
    }
}
