package caravan.books;

import caravan.model.BookSide;
import caravan.model.BookUpdate;
import caravan.model.BookUpdate.Level;
import caravan.model.ControlReply;
import caravan.model.Frame;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.StreamCommand;
import caravan.model.StreamCommand.AddMarkets;
import caravan.model.StreamCommand.RemoveMarkets;
import caravan.model.StreamCommand.RequestSnapshots;
import caravan.model.StreamMessage;
import caravan.model.Unreadable;
import caravan.rules.FeeType;
import caravan.rules.Fees;
import caravan.rules.PriceGrid;
import caravan.rules.PriceStructure;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Engine;
import caravan.sandbox.engine.EngineListener;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.NewOrder;
import caravan.sandbox.engine.Order;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The sandbox's engine, and a stream of it that loses frames, doubles them, lets them change places, spoils them and ends.
 *
 * <p>Knows what the exchange's own books were at each number of the count.
 */
final class UnreliableExchange {
    private static final int MARKETS = 12;
    private static final int LEVELS = 15;
    private static final long START = Instant.parse("2026-10-10T12:00:00Z").getEpochSecond() * 1_000_000;
    private static final long DAY = 86_400_000_000L;
    private static final long CASH = 1_000_000_000_000_000L;

    /** What a frame changed in the exchange's own books; a null ticker for nothing. */
    record Change(long sequence, @Nullable String ticker, BookSide side, int price, long change) {}

    /** A frame on its way. */
    record Sent(StreamMessage message, Frame frame) {}

    private final SplittableRandom random;
    private final PriceGrid grid = PriceStructure.LINEAR_CENT.grid();
    private final Engine engine;
    private final List<Market> markets = new ArrayList<>();
    private final Account maker;
    private final Account taker;
    private final Order[] quotes = new Order[MARKETS * LEVELS * 2];
    private final TreeSet<String> subscribed = new TreeSet<>();
    private final Deque<List<String>> requests = new ArrayDeque<>();
    private final Queue<Sent> line = new ArrayDeque<>();
    private @Nullable Sent held;

    /** What each frame of this connection changed, in order; whoever reads takes away. */
    final Queue<Change> changes = new ArrayDeque<>();

    private long time = START;
    private long connectionId;
    private long sequence;
    private long sent;
    boolean reliable;

    UnreliableExchange(long seed) {
        random = new SplittableRandom(seed);
        engine = new Engine(1, START, new EngineListener() {
            @Override
            public void bookChanged(Market market, BookSide side, int price, long change, Order cause) {
                changed(market, side, price, change);
            }
        });
        Fees fees = Fees.of(FeeType.QUADRATIC, BigDecimal.ONE);
        for (int i = 0; i < MARKETS; i++) {
            markets.add(engine.list("MARKET-" + i, grid, fees, START, Long.MAX_VALUE, DAY));
        }
        maker = engine.admit("maker", CASH);
        taker = engine.admit("taker", CASH);
    }

    Instant now() {
        return Instant.EPOCH.plusNanos(time * 1_000);
    }

    /** Begins a connection, with every market. */
    void connect() {
        connectionId++;
        sequence = 0;
        changes.clear();
        line.clear();
        held = null;
        requests.clear();
        subscribed.clear();
        line.add(new Sent(new ControlReply.Subscribed(1, "orderbook_delta", 1, List.of()), frame(1, 0)));
        for (Market market : markets) {
            subscribed.add(market.ticker());
            snapshot(market);
        }
    }

    /** The next frame that arrives; null when there is none at the moment. */
    @Nullable
    Sent next() {
        return line.poll();
    }

    void ask(List<String> tickers) {
        requests.add(tickers);
    }

    /** Somebody trades, or an answer is given, or a market comes or goes. */
    void live() {
        time += reliable ? 1_000 : 100;
        engine.advanceTo(time);
        if (!requests.isEmpty() && random.nextInt(20) == 0) {
            answer(requests.remove());
        } else if (!reliable && random.nextInt(20_000) == 0) {
            addOrRemove(markets.get(random.nextInt(MARKETS)));
        } else if (random.nextInt(8) == 0) {
            take(markets.get(random.nextInt(MARKETS)));
        } else {
            quote(random.nextInt(quotes.length));
        }
    }

    private void take(Market market) {
        BookSide side = random.nextBoolean() ? BookSide.BID : BookSide.ASK;
        int price = grid.units(side == BookSide.BID ? grid.size() / 2 + 4 : grid.size() / 2 - 4);
        engine.place(NewOrder.immediate(taker, market, side, price, 100L * (1 + random.nextInt(30))));
    }

    private void quote(int number) {
        Order quote = quotes[number];
        if (quote != null && quote.isResting()) {
            engine.cancel(quote);
            return;
        }
        BookSide side = number % 2 == 0 ? BookSide.BID : BookSide.ASK;
        int level = number / 2 % LEVELS;
        int price = grid.units(grid.size() / 2 + (side == BookSide.BID ? -1 - level : 1 + level));
        Market market = markets.get(number / 2 / LEVELS);
        quotes[number] = engine.place(NewOrder.limit(maker, market, side, price, 100L * (1 + random.nextInt(20))));
    }

    private void addOrRemove(Market market) {
        List<String> one = List.of(market.ticker());
        if (subscribed.remove(market.ticker())) {
            ok(random.nextBoolean() ? subscribed : List.of(), new RemoveMarkets(one));
        } else {
            subscribed.add(market.ticker());
            ok(random.nextBoolean() ? subscribed : List.of(), new AddMarkets(one));
            snapshot(market);
        }
    }

    /** Nothing says whether the exchange lists every market here, or those that were asked for. */
    private void answer(List<String> tickers) {
        ok(random.nextBoolean() ? subscribed : tickers, new RequestSnapshots(tickers));
        markets.stream()
                .filter(market -> tickers.contains(market.ticker()) && subscribed.contains(market.ticker()))
                .forEach(this::snapshot);
    }

    boolean isSubscribed(String ticker) {
        return subscribed.contains(ticker);
    }

    /** All markets, also those that are gone for a while. */
    List<String> tickers() {
        return markets.stream().map(Market::ticker).toList();
    }

    /** The exchange's own book now. */
    List<Level> own(String ticker, BookSide side) {
        List<Level> levels = new ArrayList<>();
        Market market = markets.stream()
                .filter(one -> one.ticker().equals(ticker))
                .findFirst()
                .orElseThrow();
        market.book()
                .forEach(
                        side,
                        (price, quantity) -> levels.add(new Level(side, new Price(price), new Quantity(quantity))));
        return levels;
    }

    private void ok(Collection<String> listed, StreamCommand command) {
        sequence++;
        send(new ControlReply.Done(1, 1, List.copyOf(listed), command));
    }

    private void snapshot(Market market) {
        List<Level> levels = new ArrayList<>(own(market.ticker(), BookSide.BID));
        levels.addAll(own(market.ticker(), BookSide.ASK));
        sequence++;
        send(new BookUpdate.Snapshot(market.ticker(), 1, sequence, levels));
    }

    private void changed(Market market, BookSide side, int price, long change) {
        if (connectionId == 0) {
            return;
        }
        if (!subscribed.contains(market.ticker())) {
            changes.add(new Change(sequence, market.ticker(), side, price, change));
            return;
        }
        sequence++;
        changes.add(new Change(sequence, market.ticker(), side, price, change));
        send(new BookUpdate.Delta(
                market.ticker(), 1, sequence, side, new Price(price), new Quantity(change), null, now()));
    }

    private void send(StreamMessage message) {
        Sent whole = new Sent(message, frame(sequence));
        // Snapshots are rare, and faults in them the worst.
        int often = message instanceof BookUpdate.Snapshot ? 400 : 8_000;
        int fault = reliable ? Integer.MAX_VALUE : random.nextInt(often);
        if (fault < 4 || lossGoesOn()) {
            return;
        }
        switch (fault) {
            case 4, 5, 6, 7 -> {
                put(whole);
                put(whole);
            }
            case 8, 9, 10, 11 -> held = whole;
            case 12, 13 -> put(new Sent(new Unreadable("orderbook_delta", null, "spoilt"), whole.frame()));
            case 14 -> put(new Sent(new Unreadable("orderbook_delta", message.ticker(), "spoilt"), whole.frame()));
            case 15 -> {
                put(whole);
                put(new Sent(new Unreadable(null, null, "garbage"), frame(0, 0)));
            }
            default -> put(whole);
        }
    }

    /** Frames are often lost several at a time. */
    private boolean lossGoesOn() {
        losing = !reliable && (losing ? random.nextInt(3) > 0 : random.nextInt(20_000) == 0);
        return losing;
    }

    private boolean losing;

    private void put(Sent one) {
        line.add(one);
        if (held != null) {
            line.add(held);
            held = null;
        }
    }

    private Frame frame(long number) {
        return frame(1, number);
    }

    private Frame frame(long subscription, long number) {
        sent++;
        return new Frame(
                "market-data", connectionId, sent, now(), "type", subscription, number, true, "text " + number);
    }
}
