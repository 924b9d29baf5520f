package caravan.sandbox.exchange.rest;

import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.MarketStatus;
import caravan.sandbox.engine.Refusal;
import org.jspecify.annotations.Nullable;

/** What the exchange answers where the engine refuses. */
final class Refusals {
    private static final int BAD_REQUEST = 400;
    private static final int CONFLICT = 409;

    private Refusals() {}

    /** @param market where the order was meant for; a paused one is answered like a pause of all trading */
    static Denial of(Refusal refusal, @Nullable Market market) {
        return switch (refusal.reason()) {
            case EXCHANGE_PAUSED, TRADING_PAUSED -> Denial.nested(CONFLICT, "trading_is_paused", null);
            case MARKET_NOT_ACTIVE -> notActive(market);
            case INVALID_PRICE -> Denial.nested(BAD_REQUEST, "invalid_price", null);
            case INVALID_QUANTITY -> Denial.nested(BAD_REQUEST, "invalid_order_size", null);
            case INVALID_EXPIRATION ->
                invalidOrder("expiration_time must be in the future and goes only with good_till_canceled");
            case DUPLICATE_CLIENT_ORDER_ID -> Denial.nested(CONFLICT, "order_already_exists", null);
            case POST_ONLY_CROSS -> invalidOrder("post only cross");
            case REDUCE_ONLY_WITHOUT_POSITION -> invalidOrder("reduce only order has no position to reduce");
            case REDUCE_ONLY_NOT_IMMEDIATE -> invalidOrder("reduce_only requires immediate_or_cancel");
            case INSUFFICIENT_BALANCE -> Denial.nested(BAD_REQUEST, "insufficient_balance", null);
            case TOO_MANY_ORDERS -> invalidOrder("too many open orders");
            case GROUP_TRIGGERED -> Denial.nested(BAD_REQUEST, "exceeded_order_group_risk_limit", null);
            case ORDER_NOT_RESTING -> Denial.notFound();
            case SIDE_MISMATCH -> Denial.nested(BAD_REQUEST, "order_side_mismatch", null);
            case INVALID_STATE -> Denial.nested(BAD_REQUEST, "invalid_parameters", null);
        };
    }

    static Denial notActive(@Nullable Market market) {
        MarketStatus status = market == null ? MarketStatus.CLOSED : market.status();
        return switch (status) {
            case INACTIVE -> Denial.nested(CONFLICT, "trading_is_paused", null);
            case INITIALIZED -> Denial.nested(BAD_REQUEST, "market_not_open", null);
            default -> Denial.nested(BAD_REQUEST, "MARKET_INACTIVE", null);
        };
    }

    static Denial invalidOrder(String details) {
        return Denial.nested(BAD_REQUEST, "invalid_order", details);
    }
}
