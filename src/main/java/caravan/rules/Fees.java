package caravan.rules;

import caravan.model.Action;
import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;

/**
 * What the exchange charges for fills: {@code multiplier · rate · contracts · price · (1 − price)}, rounded up.
 *
 * <p>The balance is then brought down to a multiple of the account's precision. That rounding is collected per order,
 * and paid back whenever it amounts to a whole step.
 *
 * <p>Reckons in whole numbers where they are large enough, which is for all quantities that trade, and in
 * {@link BigDecimal} beyond; the results are the same. Immutable.
 *
 * @see <a href="https://docs.kalshi.com/getting_started/fee_rounding">Kalshi: fee rounding</a>
 */
public final class Fees {
    /** A millionth of a dollar, the exchange's rule since September 2026. */
    public static final Money MICRO = new Money(1);
    /** A ten-thousandth of a dollar: the rule before that, and the balance precision of direct members. */
    public static final Money CENTICENT = new Money(100);

    public static final Money CENT = new Money(10_000);

    private static final int RATE_DECIMALS = 4;
    private static final int MONEY_DECIMALS = 6;

    private final FeeType type;
    private final BigDecimal multiplier;
    private final FeeRounding rounding;
    private final Money precision;
    private final boolean rebateAtEquality;
    private final long rebateUnit;
    private final FeeRatio taker;
    private final FeeRatio maker;

    /**
     * One series' fees for one account, under one rule.
     *
     * @param multiplier the series' own, for example 1 or 0.5
     * @param precision what the account's balance is kept in: $0.0001 for direct members, $0.01 for others
     * @param rebateAtEquality whether collected rounding is paid back when it amounts to exactly one step, or only above
     */
    public Fees(FeeType type, BigDecimal multiplier, FeeRounding rounding, Money precision, boolean rebateAtEquality) {
        if (multiplier.signum() < 0 || precision.units() <= 0) {
            throw new IllegalArgumentException("fees need a multiplier of at least 0 and a positive precision, were "
                    + multiplier + ", " + precision);
        }
        this.type = type;
        this.multiplier = multiplier;
        this.rounding = rounding;
        this.precision = precision;
        this.rebateAtEquality = rebateAtEquality;
        rebateUnit = rounding.rebateUnit(precision).units();
        taker = FeeRatio.of(rate(true), rounding.grain().units());
        maker = FeeRatio.of(rate(false), rounding.grain().units());
    }

    /** @param grain what one fill's fee is rounded up to: {@link #MICRO} or {@link #CENTICENT} */
    public Fees(FeeType type, BigDecimal multiplier, Money grain, Money precision) {
        this(type, multiplier, roundingTo(grain), precision, true);
    }

    private static FeeRounding roundingTo(Money grain) {
        if (grain.equals(MICRO)) {
            return FeeRounding.MICRO;
        }
        if (grain.equals(CENTICENT)) {
            return FeeRounding.CENTICENT;
        }
        throw new IllegalArgumentException(
                "fees of a fill are rounded up to " + MICRO + " or " + CENTICENT + ", was " + grain);
    }

    /** The present rule for a direct member of the exchange. */
    public static Fees of(FeeType type, BigDecimal multiplier) {
        return new Fees(type, multiplier, FeeRounding.MICRO, CENTICENT, true);
    }

    public FeeType type() {
        return type;
    }

    public BigDecimal multiplier() {
        return multiplier;
    }

    public FeeRounding rounding() {
        return rounding;
    }

    /** What one fill's fee is rounded up to. */
    public Money grain() {
        return rounding.grain();
    }

    public Money precision() {
        return precision;
    }

    public boolean rebateAtEquality() {
        return rebateAtEquality;
    }

    /**
     * What one fill of an order costs.
     *
     * <p>Under {@link FeeRounding#CENT_CEILING} the fill counts as its whole order; {@link OrderFees} knows the others.
     *
     * @param carried the rounding that earlier fills of the order left over; zero for the first
     * @param price the price of the side that was traded
     */
    public Charge charge(Money carried, Action action, Price price, Quantity quantity, boolean taker) {
        if (quantity.units() < 0) {
            throw new IllegalArgumentException("a fill must be of at least 0 contracts, was " + quantity);
        }
        long trade = formula(price.units(), quantity.units(), taker);
        if (rounding == FeeRounding.CENT_CEILING) {
            return new Charge(new Money(trade), Money.ZERO, Money.ZERO, carried);
        }
        long value = price.times(quantity).units();
        return settle(carried.units(), action == Action.BUY ? -value : value, trade);
    }

    /**
     * What a purchase costs with its fee, if it is made in one fill: the balance stays at its precision.
     *
     * @param each the price of the outcome that is bought, in ten-thousandths of a dollar
     * @param quantity in hundredths of a contract
     * @return millionths of a dollar
     */
    public long cost(int each, long quantity, boolean taker) {
        return aligned(quantity * each + formula(each, quantity, taker));
    }

    /**
     * What an order holds back for its purchase: a little more than it costs, as it may be filled in parts.
     *
     * <p>Each part is rounded on its own, but what rounding collects stays below one step of what is paid back, as a
     * rule; where a part's fee is smaller than that step, and for each grain, a fill may cost a hair more.
     *
     * @param each the price of the outcome that is bought, in ten-thousandths of a dollar
     * @param quantity in hundredths of a contract
     * @return millionths of a dollar
     */
    public long reserve(int each, long quantity, boolean taker) {
        long fee = formula(each, quantity, taker);
        return aligned(quantity * each + fee) + (fee == 0 ? 0 : rebateUnit);
    }

    private long formula(int price, long quantity, boolean taker) {
        long trade = (taker ? this.taker : maker).roundedUp(quantity, price);
        return trade == FeeRatio.TOO_LARGE
                ? ceiling(modelFee(new Price(price), new Quantity(quantity), taker), grain().units())
                : trade;
    }

    private long aligned(long amount) {
        return -Math.floorDiv(-amount, precision.units()) * precision.units();
    }

    /**
     * Brings the balance to its precision.
     *
     * @param revenue what the fill brings before fees, in millionths; negative for a purchase
     * @param trade the fee by the formula
     */
    Charge settle(long carried, long revenue, long trade) {
        long alignment = Math.floorMod(Math.subtractExact(revenue, trade), precision.units());
        long collected = Math.addExact(carried, alignment);
        long payable = wholeSteps(rebateAtEquality ? collected : Math.max(0, collected - 1));
        long rebate = Math.min(payable, wholeSteps(Math.addExact(trade, alignment)));
        return new Charge(new Money(trade), new Money(alignment), new Money(rebate), new Money(collected - rebate));
    }

    /** The exact fee, before any rounding, in dollars. */
    BigDecimal modelFee(Price price, Quantity quantity, boolean taker) {
        return rate(taker)
                .multiply(quantity.toBigDecimal())
                .multiply(price.toBigDecimal())
                .multiply(price.complement().toBigDecimal());
    }

    private BigDecimal rate(boolean taker) {
        return BigDecimal.valueOf(type.rate(taker), RATE_DECIMALS).multiply(multiplier);
    }

    /**
     * Dollars in millionths, rounded up.
     *
     * @param grain the step, in millionths
     */
    static long ceiling(BigDecimal dollars, long grain) {
        return dollars.movePointRight(MONEY_DECIMALS)
                .divide(BigDecimal.valueOf(grain), 0, RoundingMode.CEILING)
                .multiply(BigDecimal.valueOf(grain))
                .longValueExact();
    }

    private long wholeSteps(long units) {
        return units - units % rebateUnit;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fees fees
                && type == fees.type
                && multiplier.equals(fees.multiplier)
                && rounding == fees.rounding
                && precision.equals(fees.precision)
                && rebateAtEquality == fees.rebateAtEquality;
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, multiplier, rounding, precision, rebateAtEquality);
    }

    @Override
    public String toString() {
        return "Fees[" + type + " × " + multiplier + ", " + rounding + ", precision " + precision + "]";
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
