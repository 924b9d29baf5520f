package caravan.sandbox.engine;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The engine did not do what was asked; nothing changed.
 *
 * <p>Carries no stack trace: a client's mistake is an answer, not a fault, and may come a million times a second.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        EXCHANGE_PAUSED,
        TRADING_PAUSED,
        MARKET_NOT_ACTIVE,
        INVALID_PRICE,
        INVALID_QUANTITY,
        INVALID_EXPIRATION,
        DUPLICATE_CLIENT_ORDER_ID,
        POST_ONLY_CROSS,
        REDUCE_ONLY_WITHOUT_POSITION,
        REDUCE_ONLY_NOT_IMMEDIATE,
        INSUFFICIENT_BALANCE,
        TOO_MANY_ORDERS,
        GROUP_TRIGGERED,
        ORDER_NOT_RESTING,
        SIDE_MISMATCH,
        INVALID_STATE
    }

    private static final Map<Reason, Refusal> ALL = new EnumMap<>(Reason.class);

    static {
        for (Reason reason : Reason.values()) {
            ALL.put(reason, new Refusal(reason));
        }
    }

    private final Reason reason;

    private Refusal(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    /** There is only one of each: they carry nothing that changes. */
    static Refusal of(Reason reason) {
        return Objects.requireNonNull(ALL.get(reason));
    }

    public Reason reason() {
        return reason;
    }
}
