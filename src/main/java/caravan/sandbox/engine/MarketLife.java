package caravan.sandbox.engine;

import caravan.sandbox.engine.Refusal.Reason;
import java.util.List;

/**
 * Takes markets through their states: opened and closed by the clock, paused, determined, disputed and paid out.
 *
 * @see <a href="https://docs.kalshi.com/getting_started/market_lifecycle">Kalshi: market lifecycle</a>
 */
public final class MarketLife {
    private final Clock clock;
    private final Bookkeeper bookkeeper;
    private final ClearingHouse clearing;
    private final List<Account> accounts;
    private final EngineListener listener;

    MarketLife(
            Clock clock,
            Bookkeeper bookkeeper,
            ClearingHouse clearing,
            List<Account> accounts,
            EngineListener listener) {
        this.clock = clock;
        this.bookkeeper = bookkeeper;
        this.clearing = clearing;
        this.accounts = accounts;
        this.listener = listener;
    }

    void begin(Market market, long opens, long closes, long settlementDelay) {
        market.opens = opens;
        market.closes = closes;
        market.settlementDelay = settlementDelay;
        change(market, MarketChange.CREATED);
        if (opens <= clock.now()) {
            open(market);
        } else {
            clock.at(opens, () -> open(market));
        }
        closeAt(market, closes);
        closeIfDue(market);
    }

    /** Pauses an active market; its orders wait, but for those that want to be canceled. */
    public void deactivate(Market market) {
        require(market.status == MarketStatus.ACTIVE);
        market.status = MarketStatus.INACTIVE;
        change(market, MarketChange.DEACTIVATED);
        bookkeeper.cancelAll(market, true, UpdateReason.HALT_CANCEL);
    }

    /** Ends a pause; all orders that waited are canceled. */
    public void activate(Market market) {
        require(market.status == MarketStatus.INACTIVE);
        bookkeeper.cancelAll(market, false, UpdateReason.HALT_CANCEL);
        market.status = MarketStatus.ACTIVE;
        change(market, MarketChange.ACTIVATED);
    }

    /** Gives a market that has not closed another close; a time that has passed closes it now. */
    public void moveClose(Market market, long closes) {
        require(market.status.compareTo(MarketStatus.CLOSED) < 0);
        closeAt(market, closes);
        change(market, MarketChange.CLOSE_DATE_UPDATED);
        closeIfDue(market);
    }

    /** Says how a closed market ended; it is paid out after its settlement delay, unless somebody disputes. */
    public void determine(Market market, MarketResult result) {
        require(market.status == MarketStatus.CLOSED);
        decide(market, result, MarketStatus.DETERMINED, MarketChange.DETERMINED);
    }

    /** Holds the payout back. */
    public void dispute(Market market) {
        require(market.status == MarketStatus.DETERMINED || market.status == MarketStatus.AMENDED);
        market.status = MarketStatus.DISPUTED;
        change(market, MarketChange.DISPUTED);
    }

    /** Ends a dispute with a result. */
    public void amend(Market market, MarketResult result) {
        require(market.status == MarketStatus.DISPUTED);
        decide(market, result, MarketStatus.AMENDED, MarketChange.AMENDED);
    }

    /** Pays a determined market out now rather than after its settlement delay. */
    public void settle(Market market) {
        MarketResult result = market.result;
        require(result != null && (market.status == MarketStatus.DETERMINED || market.status == MarketStatus.AMENDED));
        if (result != null) {
            settle(market, result);
        }
    }

    private void decide(Market market, MarketResult result, MarketStatus status, MarketChange change) {
        market.result = result;
        market.determined = clock.now();
        market.status = status;
        change(market, change);
        clock.at(market.determined + market.settlementDelay, () -> settleIfDue(market));
    }

    /** A dispute, and a later result, put the payout off. */
    private void settleIfDue(Market market) {
        boolean decided = market.status == MarketStatus.DETERMINED || market.status == MarketStatus.AMENDED;
        MarketResult result = market.result;
        if (decided && result != null && market.determined + market.settlementDelay <= clock.now()) {
            settle(market, result);
        }
    }

    private void settle(Market market, MarketResult result) {
        for (Account account : accounts) {
            Position position = account.position(market);
            if (position != null && position.contracts != 0) {
                long held = position.contracts;
                long cost = position.cost;
                long revenue = clearing.settle(position, result, clock.now());
                listener.settled(new Settlement(account, market, result, held, cost, revenue, clock.now()));
                listener.positionChanged(position);
            }
            account.forget(market);
        }
        market.openInterest = 0;
        market.settled = clock.now();
        market.status = MarketStatus.FINALIZED;
        change(market, MarketChange.SETTLED);
    }

    private void open(Market market) {
        if (market.status == MarketStatus.INITIALIZED) {
            market.status = MarketStatus.ACTIVE;
            change(market, MarketChange.OPENED);
        }
    }

    private void closeAt(Market market, long closes) {
        market.closes = closes;
        clock.at(closes, () -> closeIfDue(market));
    }

    private void closeIfDue(Market market) {
        if (market.closes <= clock.now() && market.status.compareTo(MarketStatus.CLOSED) < 0) {
            bookkeeper.cancelAll(market, false, UpdateReason.CLOSE_CANCEL);
            market.book().retire();
            market.status = MarketStatus.CLOSED;
            change(market, MarketChange.CLOSED);
        }
    }

    private void change(Market market, MarketChange change) {
        market.updated = clock.now();
        listener.marketChanged(market, change);
    }

    private static void require(boolean possible) {
        if (!possible) {
            throw Refusal.of(Reason.INVALID_STATE);
        }
    }
}
