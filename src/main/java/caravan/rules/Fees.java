package caravan.rules;

import caravan.model.Action;
import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What the exchange charges for fills: {@code multiplier · rate · contracts · price · (1 − price)}, rounded up.
 *
 * <p>The balance is then brought down to a multiple of the account's precision. That rounding is collected per order,
 * and paid back whenever it amounts to the precision.
 *
 * @param multiplier the series' own, for example 1 or 0.5
 * @param grain what one fill's fee is rounded up to
 * @param precision what the account's balance is kept in: $0.0001 for direct members, $0.01 for others
 * @see <a href="https://docs.kalshi.com/getting_started/fee_rounding">Kalshi: fee rounding</a>
 */
public record Fees(FeeType type, BigDecimal multiplier, Money grain, Money precision) {
    /** A millionth of a dollar, the exchange's rule since September 2026. */
    public static final Money MICRO = new Money(1);
    /** A ten-thousandth of a dollar: the rule before that, and the balance precision of direct members. */
    public static final Money CENTICENT = new Money(100);

    public static final Money CENT = new Money(10_000);

    private static final int RATE_DECIMALS = 4;
    private static final int MONEY_DECIMALS = 6;

    public Fees {
        if (multiplier.signum() < 0 || grain.units() <= 0 || precision.units() <= 0) {
            throw new IllegalArgumentException("fees need a multiplier of at least 0 and positive steps, were "
                    + multiplier + ", " + grain + ", " + precision);
        }
    }

    /** The present rule for a direct member of the exchange. */
    public static Fees of(FeeType type, BigDecimal multiplier) {
        return new Fees(type, multiplier, MICRO, CENTICENT);
    }

    /**
     * What one fill of an order costs.
     *
     * @param carried the rounding that earlier fills of the order left over; zero for the first
     * @param price the price of the side that was traded
     */
    public Charge charge(Money carried, Action action, Price price, Quantity quantity, boolean taker) {
        long trade = ceiling(modelFee(price, quantity, taker));
        long value = price.times(quantity).units();
        long raw = (action == Action.BUY ? -value : value) - trade;
        long rounding = Math.floorMod(raw, precision.units());
        long collected = carried.units() + rounding;
        long rebate = Math.min(wholeSteps(collected), wholeSteps(trade + rounding));
        return new Charge(new Money(trade), new Money(rounding), new Money(rebate), new Money(collected - rebate));
    }

    /** The exact fee, before any rounding, in dollars. */
    BigDecimal modelFee(Price price, Quantity quantity, boolean taker) {
        return BigDecimal.valueOf(type.rate(taker), RATE_DECIMALS)
                .multiply(multiplier)
                .multiply(quantity.toBigDecimal())
                .multiply(price.toBigDecimal())
                .multiply(price.complement().toBigDecimal());
    }

    private long ceiling(BigDecimal dollars) {
        return dollars.movePointRight(MONEY_DECIMALS)
                .divide(BigDecimal.valueOf(grain.units()), 0, RoundingMode.CEILING)
                .multiply(BigDecimal.valueOf(grain.units()))
                .longValueExact();
    }

    private long wholeSteps(long units) {
        return units - units % precision.units();
    }

    /**
     * The parts of what one fill costs.
     *
     * @param trade the fee by the formula
     * @param rounding what brings the balance to its precision
     * @param rebate collected rounding that is paid back with this fill
     * @param carried collected rounding that the order's next fill starts with
     */
    public record Charge(Money trade, Money rounding, Money rebate, Money carried) {
        /** What the exchange writes on the fill, before rebates. */
        public Money cost() {
            return trade.plus(rounding);
        }

        public Money net() {
            return new Money(cost().units() - rebate.units());
        }
    }
}
