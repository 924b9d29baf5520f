package caravan.portfolio;

import caravan.model.Money;
import caravan.model.Outcome;
import caravan.model.Quantity;
import java.time.Instant;

/**
 * Contracts of one purchase that were closed at one moment.
 *
 * @param outcome what was held
 * @param cost what they were bought for, without fees
 * @param fees of both the purchase and the closing
 * @param closedBy the trade's id, {@code settlement}, or {@code new exchange} where the built-in one began anew
 */
record Closing(
        Outcome outcome,
        Quantity quantity,
        Instant acquired,
        Instant disposed,
        Money proceeds,
        Money cost,
        Money fees,
        String closedBy) {
    Money gain() {
        return proceeds.plus(Pnl.negative(cost)).plus(Pnl.negative(fees));
    }
}
