package caravan.sandbox.engine;

import caravan.model.BookSide;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several listeners as one; each hears everything, in the order in which they were named. */
public final class Listeners implements EngineListener {
    private final EngineListener[] listeners;

    private Listeners(EngineListener... listeners) {
        this.listeners = listeners;
    }

    public static EngineListener of(EngineListener... listeners) {
        return new Listeners(List.of(listeners).toArray(new EngineListener[0]));
    }

    @Override
    public void bookChanged(Market market, BookSide side, int price, long change, Order cause) {
        for (EngineListener listener : listeners) {
            listener.bookChanged(market, side, price, change, cause);
        }
    }

    @Override
    public void traded(Trade trade) {
        for (EngineListener listener : listeners) {
            listener.traded(trade);
        }
    }

    @Override
    public void filled(Fill fill) {
        for (EngineListener listener : listeners) {
            listener.filled(fill);
        }
    }

    @Override
    public void orderChanged(Order order, @Nullable UpdateReason reason) {
        for (EngineListener listener : listeners) {
            listener.orderChanged(order, reason);
        }
    }

    @Override
    public void positionChanged(Position position) {
        for (EngineListener listener : listeners) {
            listener.positionChanged(position);
        }
    }

    @Override
    public void marketChanged(Market market, MarketChange change) {
        for (EngineListener listener : listeners) {
            listener.marketChanged(market, change);
        }
    }

    @Override
    public void groupChanged(OrderGroup group, OrderGroup.Change change) {
        for (EngineListener listener : listeners) {
            listener.groupChanged(group, change);
        }
    }

    @Override
    public void settled(Settlement settlement) {
        for (EngineListener listener : listeners) {
            listener.settled(settlement);
        }
    }
}
