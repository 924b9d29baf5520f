package caravan.sandbox.simulation;

import caravan.model.BookSide;
import caravan.sandbox.engine.EngineListener;
import caravan.sandbox.engine.Fill;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.MarketChange;
import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.Position;
import caravan.sandbox.engine.Settlement;
import caravan.sandbox.engine.Trade;
import caravan.sandbox.engine.UpdateReason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes everything down that happens at an exchange. */
final class Tape implements EngineListener {
    final StringBuilder text = new StringBuilder();
    final List<Fill> fills = new ArrayList<>();
    final List<Trade> trades = new ArrayList<>();
    final Set<MarketChange> lives = EnumSet.noneOf(MarketChange.class);
    long changes;

    List<Fill> fillsOf(Order order) {
        return fills.stream().filter(fill -> fill.order() == order).toList();
    }

    private void line(Object... words) {
        for (Object word : words) {
            text.append(word).append(' ');
        }
        text.append('\n');
    }

    @Override
    public void bookChanged(Market market, BookSide side, int price, long change, Order cause) {
        changes++;
        line(market.updated(), market, side, price, change, cause.id());
    }

    @Override
    public void traded(Trade trade) {
        trades.add(trade);
        line(trade.time(), trade.id(), trade.price(), trade.quantity());
    }

    @Override
    public void filled(Fill fill) {
        fills.add(fill);
        line(fill.order().id(), fill.taker(), fill.cost(), fill.net(), fill.positionAfter());
    }

    @Override
    public void orderChanged(Order order, @Nullable UpdateReason reason) {
        line(order.updated(), order.account(), order.clientOrderId(), order, order.filled(), reason);
    }

    @Override
    public void positionChanged(Position position) {
        line(position.account(), position.market(), position.contracts(), position.cost());
    }

    @Override
    public void marketChanged(Market market, MarketChange change) {
        lives.add(change);
        line(market.updated(), market, change, market.result());
    }

    @Override
    public void settled(Settlement settlement) {
        line(settlement.account(), settlement.market(), settlement.position(), settlement.revenue(), settlement.time());
    }
}
