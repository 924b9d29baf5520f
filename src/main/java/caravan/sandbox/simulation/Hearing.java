package caravan.sandbox.simulation;

import caravan.model.BookSide;
import caravan.sandbox.engine.EngineListener;
import caravan.sandbox.engine.Fill;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.MarketChange;
import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.OrderGroup;
import caravan.sandbox.engine.Position;
import caravan.sandbox.engine.Settlement;
import caravan.sandbox.engine.Trade;
import caravan.sandbox.engine.UpdateReason;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Passes everything on, and tells the world itself of changes of markets and of trades afterwards. */
final class Hearing implements EngineListener {
    private final EngineListener listener;
    private final BiConsumer<Market, MarketChange> changes;
    private final Consumer<Trade> trades;

    Hearing(EngineListener listener, BiConsumer<Market, MarketChange> changes, Consumer<Trade> trades) {
        this.listener = listener;
        this.changes = changes;
        this.trades = trades;
    }

    @Override
    public void bookChanged(Market market, BookSide side, int price, long change, Order cause) {
        listener.bookChanged(market, side, price, change, cause);
    }

    @Override
    public void traded(Trade trade) {
        listener.traded(trade);
        trades.accept(trade);
    }

    @Override
    public void filled(Fill fill) {
        listener.filled(fill);
    }

    @Override
    public void orderChanged(Order order, @Nullable UpdateReason reason) {
        listener.orderChanged(order, reason);
    }

    @Override
    public void positionChanged(Position position) {
        listener.positionChanged(position);
    }

    @Override
    public void marketChanged(Market market, MarketChange change) {
        listener.marketChanged(market, change);
        changes.accept(market, change);
    }

    @Override
    public void groupChanged(OrderGroup group, OrderGroup.Change change) {
        listener.groupChanged(group, change);
    }

    @Override
    public void settled(Settlement settlement) {
        listener.settled(settlement);
    }
}
