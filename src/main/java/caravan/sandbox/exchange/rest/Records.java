package caravan.sandbox.exchange.rest;

import caravan.model.BookSide;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.EngineListener;
import caravan.sandbox.engine.Fill;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.MarketChange;
import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.Position;
import caravan.sandbox.engine.Settlement;
import caravan.sandbox.engine.Trade;
import caravan.sandbox.engine.UpdateReason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What happened, for those who ask later.
 *
 * <p>Keeps everything of the accounts that have keys, everybody's latest million trades, and of each market the latest
 * ten thousand candles. Of markets that were paid out long ago, only a candle a day. What an account reads about itself
 * may lag behind what it did. Not thread-safe.
 */
public final class Records implements EngineListener {
    /** Two days of markets that last fifteen minutes. */
    private static final int KEPT_ENDED = 200;

    private final Predicate<Account> own;
    private final Map<Account, AccountRecord> accounts = new HashMap<>();
    private final Map<String, MarketRecord> byTicker = new HashMap<>();
    private final List<MarketRecord> markets = new ArrayList<>();
    private final Tape tape;
    /** Markets that were paid out and whose past is still known, the earliest first. */
    private final Deque<MarketRecord> ended = new ArrayDeque<>();

    private long lagMicros;

    /** @param own which accounts have keys, and with them a history */
    public Records(Predicate<Account> own) {
        this(own, Tape.KEPT);
    }

    /** @param trades how many of everybody's trades are kept at least */
    Records(Predicate<Account> own, int trades) {
        this.own = own;
        this.tape = new Tape(trades);
    }

    /**
     * Lets reads of balance, orders, fills and positions lag behind.
     *
     * @param lag zero to a minute
     */
    public void lag(Duration lag) {
        long micros = lag.toNanos() / 1_000;
        if (micros < 0 || micros > Versions.KEPT_MICROS) {
            throw new IllegalArgumentException("read lag must be 0 to 60 s, was " + lag);
        }
        lagMicros = micros;
    }

    long lagMicros() {
        return lagMicros;
    }

    /** In the order of listing. */
    List<MarketRecord> markets() {
        return Collections.unmodifiableList(markets);
    }

    @Nullable
    MarketRecord market(String ticker) {
        return byTicker.get(ticker);
    }

    /** The latest trades of all markets, oldest first. */
    Tape tape() {
        return tape;
    }

    AccountRecord of(Account account) {
        return accounts.computeIfAbsent(account, AccountRecord::new);
    }

    @Override
    public void bookChanged(Market market, BookSide side, int price, long change, Order cause) {
        record(market).quoted(market.updated());
        if (own.test(cause.account())) {
            of(cause.account()).quoted(market.updated());
        }
    }

    @Override
    public void traded(Trade trade) {
        record(trade.market()).traded(trade);
        tape.add(trade);
    }

    @Override
    public void filled(Fill fill) {
        if (own.test(fill.order().account())) {
            of(fill.order().account()).filled(fill);
        }
    }

    @Override
    public void orderChanged(Order order, @Nullable UpdateReason reason) {
        if (own.test(order.account())) {
            of(order.account()).changed(order, order.updated());
        }
    }

    @Override
    public void positionChanged(Position position) {
        if (own.test(position.account())) {
            of(position.account()).changed(position);
        }
    }

    @Override
    public void settled(Settlement settlement) {
        if (own.test(settlement.account())) {
            of(settlement.account()).settled(settlement, settlement.account().position(settlement.market()));
        }
    }

    @Override
    public void marketChanged(Market market, MarketChange change) {
        MarketRecord record = record(market);
        record.changed(market.updated());
        if (change == MarketChange.SETTLED) {
            ended.add(record);
            if (ended.size() > KEPT_ENDED) {
                ended.remove().condense();
            }
        }
    }

    private MarketRecord record(Market market) {
        if (market.number() < markets.size()) {
            return markets.get(market.number());
        }
        MarketRecord record = new MarketRecord(market, market.updated());
        markets.add(record);
        byTicker.put(market.ticker(), record);
        return record;
    }
}
