package caravan.sandbox.engine;

import caravan.model.BookSide;
import org.jspecify.annotations.Nullable;

/**
 * What an account asks for.
 *
 * @param price YES price, also for asks
 * @param expiration when it is canceled; 0 for never. Only with {@link TimeInForce#GOOD_TILL_CANCELED}
 * @param reduceOnly must not rest; trades at most what closes the position
 * @param cancelOnPause whether a pause of the market or of trading cancels it
 */
public record NewOrder(
        Account account,
        Market market,
        @Nullable String clientOrderId,
        BookSide side,
        int price,
        long quantity,
        TimeInForce timeInForce,
        SelfTradePrevention selfTradePrevention,
        long expiration,
        boolean postOnly,
        boolean reduceOnly,
        boolean cancelOnPause,
        @Nullable OrderGroup group) {

    /** An order that rests until it is filled or canceled, with nothing special about it. */
    public static NewOrder limit(Account account, Market market, BookSide side, int price, long quantity) {
        return of(account, market, side, price, quantity, TimeInForce.GOOD_TILL_CANCELED);
    }

    /** An order that takes what is there. */
    public static NewOrder immediate(Account account, Market market, BookSide side, int price, long quantity) {
        return of(account, market, side, price, quantity, TimeInForce.IMMEDIATE_OR_CANCEL);
    }

    private static NewOrder of(
            Account account, Market market, BookSide side, int price, long quantity, TimeInForce timeInForce) {
        return new NewOrder(
                account,
                market,
                null,
                side,
                price,
                quantity,
                timeInForce,
                SelfTradePrevention.TAKER_AT_CROSS,
                0,
                false,
                false,
                false,
                null);
    }
}
