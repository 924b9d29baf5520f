package caravan.sandbox.exchange;

import caravan.sandbox.exchange.ExchangeEvent.BookChanged;
import caravan.sandbox.exchange.ExchangeEvent.LifecycleChanged;
import caravan.sandbox.exchange.ExchangeEvent.OwnFilled;
import caravan.sandbox.exchange.ExchangeEvent.OwnOrderChanged;
import caravan.sandbox.exchange.ExchangeEvent.TickerChanged;
import caravan.sandbox.exchange.ExchangeEvent.Traded;
import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells every client what it subscribed to. Used from the event loop only. */
final class Hub {
    private record Repeat(OwnFill fill, Instant due) {}

    private final List<Session> sessions = new ArrayList<>();
    private final List<Repeat> repeats = new ArrayList<>();
    private final SplittableRandom random;
    private final Faults faults;

    Hub(SplittableRandom random, Faults faults) {
        this.random = random;
        this.faults = faults;
    }

    void add(Session session) {
        sessions.add(session);
    }

    void remove(Session session) {
        sessions.remove(session);
    }

    /** A copy: sessions may end while it is read. */
    List<Session> sessions() {
        return List.copyOf(sessions);
    }

    long count(Predicate<Session> which) {
        return sessions.stream().filter(which).count();
    }

    void publish(ExchangeEvent event, Instant now) {
        String ticker = event.market().ticker();
        long millis = now.toEpochMilli();
        if (event instanceof BookChanged change) {
            Lazy own = new Lazy(() -> Messages.delta(change, false));
            Lazy yes = new Lazy(() -> Messages.delta(change, true));
            for (Session session : sessions) {
                Subscription subscription = session.subscription(Channel.ORDERBOOK_DELTA);
                if (subscription != null && subscription.wants(ticker)) {
                    Lazy msg = subscription.yesPrices ? yes : own;
                    session.send("orderbook_delta", subscription, null, msg.get(), millis);
                }
            }
        } else if (event instanceof TickerChanged change) {
            send("ticker", Channel.TICKER, ticker, new Lazy(() -> Messages.ticker(change)), millis);
        } else if (event instanceof Traded trade) {
            send("trade", Channel.TRADE, ticker, new Lazy(() -> Messages.trade(trade)), millis);
        } else if (event instanceof LifecycleChanged change) {
            Lazy msg = new Lazy(() -> Messages.lifecycle(change));
            send("market_lifecycle_v2", Channel.MARKET_LIFECYCLE_V2, ticker, msg, millis);
        } else if (event instanceof OwnOrderChanged change) {
            send("user_order", Channel.USER_ORDERS, ticker, new Lazy(() -> Messages.order(change)), millis);
        } else if (event instanceof OwnFilled filled) {
            fill(filled.fill(), now);
        }
    }

    /** Sends the second copies of fills whose time has come. */
    void repeatDue(Instant now) {
        for (Iterator<Repeat> left = repeats.iterator(); left.hasNext(); ) {
            Repeat repeat = left.next();
            if (!now.isBefore(repeat.due())) {
                left.remove();
                faults.count("duplicate-fill");
                sendFill(repeat.fill(), now);
            }
        }
    }

    private void fill(OwnFill fill, Instant now) {
        if (faults.withholdFills) {
            faults.count("withheld-fill");
            return;
        }
        sendFill(fill, now);
        if (faults.duplicateFills) {
            repeats.add(new Repeat(fill, now.plusMillis(150 + random.nextInt(1_000))));
        }
    }

    private void sendFill(OwnFill fill, Instant now) {
        String ticker = fill.order().market.ticker();
        long millis = now.toEpochMilli();
        send("fill", Channel.FILL, ticker, new Lazy(() -> Messages.fill(fill)), millis);
        Lazy position = new Lazy(() -> Messages.position(fill));
        send("market_position", Channel.MARKET_POSITIONS, ticker, position, millis);
    }

    private void send(String type, Channel channel, String ticker, Lazy msg, long now) {
        for (Session session : sessions) {
            Subscription subscription = session.subscription(channel);
            if (subscription != null && subscription.wants(ticker)) {
                session.send(type, subscription, null, msg.get(), now);
            }
        }
    }

    /** Writes a message at most once, and not at all when nobody listens. */
    private static final class Lazy {
        private final Supplier<ObjectNode> source;
        private @Nullable String text;

        Lazy(Supplier<ObjectNode> source) {
            this.source = source;
        }

        String get() {
            String known = text;
            if (known == null) {
                known = Json.write(source.get());
                text = known;
            }
            return known;
        }
    }
}
