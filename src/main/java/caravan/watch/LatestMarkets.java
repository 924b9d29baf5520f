package caravan.watch;

import caravan.model.BookView;
import caravan.model.Books;
import caravan.model.ConnectionEvent;
import caravan.model.Fill;
import caravan.model.Market;
import caravan.model.MarketLifecycle;
import caravan.model.MarketSummary;
import caravan.model.MarketView;
import caravan.model.Page;
import caravan.model.Position;
import caravan.model.PositionUpdate;
import caravan.model.Quantity;
import caravan.model.StreamMessage;
import caravan.model.Trade;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the stream last said of each market, in bounded memory: when there are too many markets, the one that was
 * not heard of and not looked at for longest is forgotten. Safe for use by several threads.
 */
public final class LatestMarkets {
    private static final Duration ACCOUNT_AGE = Duration.ofSeconds(30);
    private static final String PRIVATE = "private";

    private final Supplier<@Nullable Books> books;
    private final InstantSource clock;
    private final Map<String, Latest> markets;
    /** Since when the private connection tells every change; null while it does not. */
    private @Nullable Instant privateSince;

    /**
     * @param books gives null where the stage that mirrors them does not run
     * @param most how many markets are kept
     */
    public LatestMarkets(Supplier<@Nullable Books> books, int most, InstantSource clock) {
        this.books = books;
        this.clock = clock;
        this.markets = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Latest> eldest) {
                return size() > most;
            }
        };
    }

    /** Keeps what a message says of its market, and whether the private connection tells of our part; others pass. */
    public synchronized void keep(StreamMessage message) {
        if (message instanceof MarketSummary summary) {
            of(summary.ticker()).summary = summary;
        } else if (message instanceof Trade trade) {
            of(trade.ticker()).trade(trade);
        } else if (message instanceof Fill fill) {
            Latest latest = of(fill.ticker());
            Quantity after = fill.positionAfter();
            if (latest.fill(fill) && after != null) {
                latest.position(after, fill.subaccount(), clock.instant());
            }
        } else if (message instanceof PositionUpdate update) {
            of(update.ticker()).position(update.position(), update.subaccount(), clock.instant());
        } else if (message instanceof ConnectionEvent event
                && event.connection().equals(PRIVATE)) {
            privateSince = event instanceof ConnectionEvent.Ready ? clock.instant() : null;
        } else if (message instanceof MarketLifecycle lifecycle && lifecycle.ticker() != null) {
            of(lifecycle.ticker()).lifecycle = lifecycle;
        }
    }

    /** Keeps what the exchange calls a market. */
    public synchronized void describe(Market market) {
        of(market.ticker()).market = market;
    }

    /** Whether nobody has told yet what a market is called. */
    public synchronized boolean isUnknown(String ticker) {
        Latest latest = markets.get(ticker);
        return latest == null || latest.market == null;
    }

    /**
     * Whether it is time to ask the exchange about our part in a market; who is told yes is to ask. Once is enough while
     * the private connection tells every change.
     *
     * @param wanted whether anybody wants to see it
     */
    public synchronized boolean wantsAccount(String ticker, boolean wanted) {
        if (!wanted) {
            return false;
        }
        Instant now = clock.instant();
        Latest latest = of(ticker);
        if (latest.accountAsked != null && now.isBefore(latest.accountAsked.plus(ACCOUNT_AGE))) {
            return false;
        }
        if (privateSince != null && latest.wasAnsweredSince(privateSince)) {
            return false;
        }
        latest.accountAsked = now;
        return true;
    }

    /** Keeps our last fills in a market, as REST tells them: newest first. */
    public synchronized void fills(Page<Fill> page) {
        List<Fill> oldestFirst = new ArrayList<>(page.items());
        Collections.reverse(oldestFirst);
        oldestFirst.forEach(fill -> of(fill.ticker()).fill(fill));
    }

    /** Keeps what we hold in a market; the exchange leaves a market out in which we hold nothing. */
    public synchronized void position(Page<Position> page, String ticker) {
        Quantity held = page.items().stream()
                .filter(position -> position.ticker().equals(ticker))
                .findFirst()
                .map(Position::quantity)
                .orElse(Quantity.ZERO);
        of(ticker).positionAnswered(held, privateSince, clock.instant());
    }

    /**
     * All that is known of a market now.
     *
     * @param withAccount whether our own part belongs to it
     */
    public MarketView view(String ticker, boolean withAccount) {
        Books mirrored = books.get();
        @Nullable
        BookView book = mirrored == null ? null : mirrored.book(ticker).orElse(null);
        synchronized (this) {
            Latest latest = of(ticker);
            return new MarketView(
                    clock.instant(),
                    ticker,
                    latest.market,
                    book,
                    latest.summary,
                    latest.lifecycle,
                    latest.tradesHeard(),
                    latest.trades(),
                    withAccount ? latest.account() : null);
        }
    }

    /** Every market that something is known of. */
    public Collection<String> tickers() {
        Books mirrored = books.get();
        Collection<String> known = new TreeSet<>(mirrored == null ? List.of() : mirrored.tickers());
        synchronized (this) {
            known.addAll(markets.keySet());
        }
        return known;
    }

    private Latest of(String ticker) {
        return markets.computeIfAbsent(ticker, unheard -> new Latest());
    }
}
