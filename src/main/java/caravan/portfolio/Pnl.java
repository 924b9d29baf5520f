package caravan.portfolio;

import caravan.model.Money;
import caravan.model.Quantity;

/**
 * Profit and loss of some market in some stretch of time.
 *
 * <p>It is told in two ways that agree to the micro-dollar: {@code spread capture + inventory} is
 * {@code realized + unrealized}, and each of them, less fees and with rewards, is the total.
 *
 * @param spreadCapture by how much fills were better than the mid of their moment
 * @param inventory by how much what was held became worth more
 * @param fees paid
 * @param rewards paid out by the exchange, where that is evidenced
 * @param realized of what was closed, by average cost
 * @param unrealized by how much more what is held is worth now than it cost; the change of that in a stretch of time
 * @param settled what markets paid out
 * @param contracts traded
 * @param unmarkedFills fills for whose moment no mid is known: their own price stands for it, so they captured nothing
 * @param predictedFees fills whose fee the exchange has not told yet
 */
record Pnl(
        Money spreadCapture,
        Money inventory,
        Money fees,
        Money rewards,
        Money realized,
        Money unrealized,
        Money settled,
        long fills,
        Quantity contracts,
        long unmarkedFills,
        long predictedFees) {
    static final Pnl ZERO = new Pnl(
            Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, 0, Quantity.ZERO, 0, 0);

    Money total() {
        return spreadCapture.plus(inventory).plus(rewards).plus(negative(fees));
    }

    /** The total without rewards: what losses are limited by. */
    Money beforeRewards() {
        return spreadCapture.plus(inventory).plus(negative(fees));
    }

    Pnl plus(Pnl other) {
        return new Pnl(
                spreadCapture.plus(other.spreadCapture),
                inventory.plus(other.inventory),
                fees.plus(other.fees),
                rewards.plus(other.rewards),
                realized.plus(other.realized),
                unrealized.plus(other.unrealized),
                settled.plus(other.settled),
                fills + other.fills,
                contracts.plus(other.contracts),
                unmarkedFills + other.unmarkedFills,
                predictedFees + other.predictedFees);
    }

    Pnl minus(Pnl other) {
        return plus(new Pnl(
                negative(other.spreadCapture),
                negative(other.inventory),
                negative(other.fees),
                negative(other.rewards),
                negative(other.realized),
                negative(other.unrealized),
                negative(other.settled),
                -other.fills,
                Quantity.ZERO.minus(other.contracts),
                -other.unmarkedFills,
                -other.predictedFees));
    }

    static Money negative(Money amount) {
        return new Money(Math.negateExact(amount.units()));
    }
}
