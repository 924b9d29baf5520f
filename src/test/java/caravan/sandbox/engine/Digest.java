package caravan.sandbox.engine;

import caravan.model.BookSide;
import java.util.Objects;

/** One number for all that can be seen of an engine. */
final class Digest {
    private long digest;

    private Digest() {}

    static long of(Driver driver) {
        Digest digest = new Digest();
        digest.all(driver);
        return digest.digest;
    }

    private void all(Driver driver) {
        Engine engine = driver.engine;
        add(engine.now(), engine.deposits(), engine.clearing(), engine.feesCollected());
        add(engine.tradingActive() ? 1 : 0, engine.exchangeActive() ? 1 : 0, driver.orders.size());
        for (Account account : engine.accounts()) {
            add(
                    account.cash(),
                    account.reserved(),
                    account.resting(),
                    account.groups().size());
            for (Position position : account.positions()) {
                add(position.market().number(), position.contracts(), position.cost(), position.realized());
                add(position.fees(), position.volume(), position.traded(), position.reserved(), position.updated());
                for (BookSide side : BookSide.values()) {
                    position.resting(side).forEach(order -> add(order.number()));
                }
            }
        }
        for (Market market : engine.markets()) {
            add(
                    market.status().name().hashCode(),
                    market.volume(),
                    market.openInterest(),
                    market.updated(),
                    market.closes());
            add(Objects.hashCode(market.result()), market.determined(), market.settled(), market.lastPrice());
            for (BookSide side : BookSide.values()) {
                Side levels = market.book().side(side);
                for (int price = levels.best(); price >= 0; price = levels.after(price)) {
                    add(price, levels.quantity(price));
                    for (Order order = levels.at(price).first; order != null; order = order.behind) {
                        add(order);
                    }
                }
            }
        }
        for (OrderGroup group : driver.groups) {
            add(group.limit(), group.triggered() ? 1 : 0);
            group.orders().forEach(order -> add(order.number()));
        }
    }

    private void add(Order order) {
        add(order.number(), order.price(), order.initial(), order.filled(), order.remaining(), order.updated());
        add(order.status().name().hashCode(), order.expiration(), Objects.hashCode(order.clientOrderId()));
        add(order.makerCost(), order.takerCost(), order.makerFees(), order.takerFees());
    }

    private void add(long... values) {
        for (long value : values) {
            digest = (digest ^ value) * 0x9E3779B97F4A7C15L;
            digest ^= digest >>> 29;
        }
    }
}
