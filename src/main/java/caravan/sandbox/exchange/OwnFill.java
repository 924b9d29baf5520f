package caravan.sandbox.exchange;

import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import java.time.Instant;

/**
 * One execution of an order of the sandbox account.
 *
 * @param number counts the account's fills from 1; pages of the history go by it
 * @param yesPrice the YES price, whatever side was traded
 * @param positionAfter the net position after it, NO negative
 */
record OwnFill(
        long number,
        String tradeId,
        OwnOrder order,
        Price yesPrice,
        Quantity quantity,
        Money fee,
        boolean taker,
        Quantity positionAfter,
        Instant time) {}
