package caravan.marketmaking;

import caravan.model.Account;
import caravan.model.AccountState;
import caravan.model.BookSide;
import caravan.model.Holding;
import caravan.model.Money;
import caravan.model.OpenOrders;
import caravan.model.OrderRequest.Exit;
import caravan.model.Positions;
import caravan.model.Quantity;
import caravan.model.Quote;
import caravan.model.QuotePlan;
import caravan.model.RestingOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Those who place orders and keep positions, as market making sees them: every order rests, every exit is filled. */
public final class PretendTrading implements OpenOrders, Account {
    private final List<RestingOrder> resting = new CopyOnWriteArrayList<>();
    private final Map<String, Holding> held = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private volatile @Nullable String unreconciled;
    private volatile boolean exitsFill = true;

    /** Why the account cannot be relied on; null when it can. */
    public void unreconciled(@Nullable String reason) {
        unreconciled = reason;
    }

    /** From now on nobody takes what is to be closed. */
    public void exitsDoNotFill() {
        exitsFill = false;
    }

    public void hold(String ticker, int contracts) {
        held.put(ticker, new Holding(ticker, Quantity.ofContracts(contracts), Money.ZERO));
    }

    /** What rests becomes what is wanted. */
    public List<String> place(QuotePlan plan) {
        List<String> lines = new ArrayList<>();
        resting.removeIf(order ->
                order.ticker().equals(plan.ticker()) && plan.quotes().stream().noneMatch(quote -> isFor(order, quote)));
        for (Quote quote : plan.quotes()) {
            if (resting.stream().noneMatch(order -> order.ticker().equals(plan.ticker()) && isFor(order, quote))) {
                resting.add(new RestingOrder(
                        "own-" + numbers.incrementAndGet(),
                        plan.ticker(),
                        quote.side(),
                        quote.price(),
                        quote.quantity(),
                        Instant.EPOCH,
                        null));
                lines.add("placed " + quote.side() + " " + quote.price());
            }
        }
        return lines;
    }

    private static boolean isFor(RestingOrder order, Quote quote) {
        return order.side() == quote.side() && order.price().equals(quote.price());
    }

    public List<RestingOrder> cancel(List<?> tickers) {
        List<RestingOrder> canceled = resting.stream()
                .filter(order -> tickers.isEmpty() || tickers.contains(order.ticker()))
                .toList();
        resting.removeAll(canceled);
        return canceled;
    }

    public String exit(Exit exit) {
        if (exitsFill) {
            held.remove(exit.ticker());
        }
        return (exit.side() == BookSide.ASK ? "sold " : "bought ") + exit.quantity();
    }

    @Override
    public List<RestingOrder> in(String ticker) {
        return resting.stream().filter(order -> order.ticker().equals(ticker)).toList();
    }

    @Override
    public List<RestingOrder> all() {
        return List.copyOf(resting);
    }

    @Override
    public int unknown() {
        return 0;
    }

    @Override
    public boolean isOurs(String orderId) {
        return false;
    }

    @Override
    public boolean isOurClientOrderId(String clientOrderId) {
        return clientOrderId.startsWith("own-");
    }

    public Positions positions() {
        return new Positions() {
            @Override
            public Holding holding(String ticker) {
                return held.getOrDefault(ticker, Holding.none(ticker));
            }

            @Override
            public Collection<Holding> all() {
                return held.values();
            }
        };
    }

    @Override
    public AccountState state() {
        return new AccountState(unreconciled, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Map.of());
    }
}
