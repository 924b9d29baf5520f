package caravan.sandbox.engine;

/** The money that belongs to no account: it backs contracts, or was charged. */
final class ClearingHouse {
    /** All that was ever paid in: all balances, what backs contracts, and all fees. */
    private long deposits;
    /** A dollar for each pair of contracts, until a void returns costs instead. */
    private long backing;

    private long fees;

    void deposit(Account account, long amount) {
        long all = Math.addExact(deposits, amount);
        account.cash = Math.addExact(account.cash, amount);
        deposits = all;
    }

    /** Takes what both sides of a trade pay for their contracts, and gives what they earn. */
    void trade(Trade trade) {
        Order maker = trade.maker();
        Order taker = trade.taker();
        long before = maker.account().cash + taker.account().cash;
        maker.position().trade(maker.side(), trade.price(), trade.quantity(), trade.time());
        taker.position().trade(taker.side(), trade.price(), trade.quantity(), trade.time());
        backing += before - maker.account().cash - taker.account().cash;
    }

    void charge(Position position, long fee) {
        position.account().cash -= fee;
        position.fees += fee;
        fees += fee;
    }

    /** Pays a position out; says how much was paid. */
    long settle(Position position, MarketResult result, long time) {
        long revenue = position.settle(result, time);
        backing -= revenue;
        return revenue;
    }

    long deposits() {
        return deposits;
    }

    long backing() {
        return backing;
    }

    long fees() {
        return fees;
    }
}
