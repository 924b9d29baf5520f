package caravan.marketmaking;

import caravan.model.BookSide;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.EngineListener;
import caravan.sandbox.engine.Fill;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.MarketResult;
import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.Settlement;
import caravan.sandbox.engine.UpdateReason;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Listens to a world and keeps the account of one trader in it. */
final class Ledger implements EngineListener {
    private final Map<Market, MarkedResult> results = new HashMap<>();
    /** Twice the last mid that was known before an order came, so that no trade is its own measure. */
    private final Map<Market, Long> mids = new HashMap<>();

    private final Consumer<Market> booksChanged;
    private @Nullable Account trader;
    private long fees;
    private long fills;

    /** @param booksChanged told of each change of a book, in the middle of a command */
    Ledger(Consumer<Market> booksChanged) {
        this.booksChanged = booksChanged;
    }

    void follow(Account account) {
        trader = account;
    }

    @Override
    public void orderChanged(Order order, @Nullable UpdateReason reason) {
        long mid = doubleMid(order.market());
        if (mid >= 0) {
            mids.put(order.market(), mid);
        }
    }

    @Override
    public void bookChanged(Market market, BookSide side, int price, long change, Order cause) {
        booksChanged.accept(market);
    }

    @Override
    public void filled(Fill fill) {
        Order order = fill.order();
        if (order.account() == trader) {
            long quantity = fill.trade().quantity();
            int price = fill.trade().price();
            long signed = order.side() == BookSide.BID ? quantity : -quantity;
            result(order.market()).filled(signed, price, mids.getOrDefault(order.market(), 2L * price));
            fees += fill.net();
            fills++;
        }
    }

    @Override
    public void settled(Settlement settlement) {
        if (settlement.account() == trader && settlement.position() != 0) {
            boolean isVoid = settlement.result().kind() == MarketResult.Kind.VOID;
            result(settlement.market()).settled(settlement.result().value(), settlement.revenue(), isVoid);
        }
    }

    /** Marks what is held; where a side is missing the last mid stays. */
    void mark() {
        results.forEach((market, result) -> {
            long mid = doubleMid(market);
            if (mid >= 0 && result.held() != 0) {
                result.mark(mid);
            }
        });
    }

    private MarkedResult result(Market market) {
        return results.computeIfAbsent(market, first -> new MarkedResult());
    }

    private static long doubleMid(Market market) {
        int bid = market.book().best(BookSide.BID);
        int ask = market.book().best(BookSide.ASK);
        return bid < 0 || ask < 0 ? -1 : (long) bid + ask;
    }

    /** @param start what the account began with, in millionths of a dollar */
    Result result(Account account, long start, long rewards) {
        mark();
        long capture = 0;
        long inventory = 0;
        long worth = 0;
        for (MarkedResult result : results.values()) {
            capture += result.capture();
            inventory += result.inventory();
            worth += result.worth();
        }
        long total = capture + inventory + 2 * (rewards - fees);
        long change = 2 * (account.cash() - start) + worth;
        if (total != change) {
            throw new IllegalStateException(
                    "expected parts that add up to %d halves of a millionth of a dollar, found %d"
                            .formatted(change, total));
        }
        return new Result(capture / 2.0, inventory / 2.0, fees, rewards, fills);
    }

    /** Millionths of a dollar; for averages, so that halves do not matter any more. */
    record Result(double capture, double inventory, double fees, double rewards, double fills) {
        double total() {
            return capture + inventory - fees + rewards;
        }
    }
}
