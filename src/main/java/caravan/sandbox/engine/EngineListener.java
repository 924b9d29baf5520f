package caravan.sandbox.engine;

import caravan.model.BookSide;
import org.jspecify.annotations.Nullable;

/**
 * Hears what happens, in the order in which it happens.
 *
 * <p>Called in the middle of a command: a listener must not give the engine another one. What it is handed goes on
 * changing, so it copies what it keeps.
 */
public interface EngineListener {
    /**
     * The quantity at a price of a book changed.
     *
     * @param price YES price, also for asks
     * @param cause the resting order that came, shrank or went
     */
    default void bookChanged(Market market, BookSide side, int price, long change, Order cause) {}

    default void traded(Trade trade) {}

    /** One order's part of a trade. The resting order's comes first. */
    default void filled(Fill fill) {}

    /**
     * An order came, or changed.
     *
     * @param reason null for a new order, and for a cancel that its owner or its group asked for
     */
    default void orderChanged(Order order, @Nullable UpdateReason reason) {}

    default void positionChanged(Position position) {}

    default void marketChanged(Market market, MarketChange change) {}

    default void groupChanged(OrderGroup group, OrderGroup.Change change) {}

    default void settled(Settlement settlement) {}
}
