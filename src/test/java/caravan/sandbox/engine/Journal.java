package caravan.sandbox.engine;

import caravan.model.BookSide;
import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes down what it hears, a line an event. */
final class Journal implements EngineListener {
    private final List<String> lines = new ArrayList<>();

    /** All since the last time that somebody read. */
    List<String> read() {
        List<String> read = List.copyOf(lines);
        lines.clear();
        return read;
    }

    @Override
    public void bookChanged(Market market, BookSide side, int price, long change, Order cause) {
        lines.add("book " + market + ' ' + lower(side) + ' ' + new Price(price) + (change < 0 ? " " : " +")
                + new Quantity(change));
    }

    @Override
    public void traded(Trade trade) {
        lines.add("trade " + new Quantity(trade.quantity()) + " at " + new Price(trade.price()) + ", order "
                + trade.maker().number() + " and " + trade.taker().number());
    }

    @Override
    public void filled(Fill fill) {
        lines.add("fill of order " + fill.order().number() + (fill.taker() ? " as taker" : " as maker") + ", fee "
                + new Money(fill.net()) + ", position " + new Quantity(fill.positionAfter()));
    }

    @Override
    public void orderChanged(Order order, @Nullable UpdateReason reason) {
        lines.add("order " + order.number() + ' ' + lower(order.status()) + ' ' + new Quantity(order.filled()) + " of "
                + new Quantity(order.initial()) + (order.remaining() > 0 ? "" : ", done")
                + (reason == null ? "" : ", " + reason.word()));
    }

    @Override
    public void positionChanged(Position position) {
        lines.add("position " + position.account() + ' ' + new Quantity(position.contracts()));
    }

    @Override
    public void marketChanged(Market market, MarketChange change) {
        lines.add("market " + market + ' ' + lower(change));
    }

    @Override
    public void groupChanged(OrderGroup group, OrderGroup.Change change) {
        lines.add("group " + lower(change));
    }

    @Override
    public void settled(Settlement settlement) {
        lines.add("settled " + settlement.account() + ' ' + new Quantity(settlement.position()) + " for "
                + new Money(settlement.revenue()));
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
