package caravan.sandbox.engine;

import caravan.model.BookSide;
import caravan.rules.FeeRounding;
import caravan.rules.FeeType;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of an exchange, in numbers, so that two of them can be asked the same.
 *
 * <p>Accounts, markets, orders and groups are counted from 0 as they come; only what was not refused counts.
 */
sealed interface Command {
    record Deposit(int account, long amount) implements Command {}

    record List(boolean tapered, FeeType fees, FeeRounding rounding, long opens, long closes, long settlementDelay)
            implements Command {}

    record NewFees(int market, FeeType fees, FeeRounding rounding) implements Command {}

    record Advance(long time) implements Command {}

    record Place(
            int account,
            int market,
            @Nullable String id,
            BookSide side,
            int price,
            long quantity,
            TimeInForce timeInForce,
            SelfTradePrevention prevention,
            long expiration,
            boolean postOnly,
            boolean reduceOnly,
            boolean cancelOnPause,
            @Nullable Integer group)
            implements Command {}

    record Amend(
            int order,
            BookSide side,
            int price,
            long total,
            @Nullable String id,
            long expiration) implements Command {}

    record Decrease(int order, long remaining) implements Command {}

    record Cancel(int order) implements Command {}

    record CreateGroup(int account, long limit) implements Command {}

    record Trigger(int group) implements Command {}

    record Reset(int group) implements Command {}

    record Limit(int group, long limit) implements Command {}

    record Delete(int group) implements Command {}

    record PauseTrading(boolean active) implements Command {}

    record PauseExchange(boolean active) implements Command {}

    record Deactivate(int market) implements Command {}

    record Activate(int market) implements Command {}

    record MoveClose(int market, long closes) implements Command {}

    record Determine(int market, MarketResult result) implements Command {}

    record Dispute(int market) implements Command {}

    record AmendResult(int market, MarketResult result) implements Command {}
}
