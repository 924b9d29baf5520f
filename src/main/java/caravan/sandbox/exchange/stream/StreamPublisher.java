package caravan.sandbox.exchange.stream;

import caravan.model.BookSide;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.EngineListener;
import caravan.sandbox.engine.Fill;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.MarketChange;
import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.OrderGroup;
import caravan.sandbox.engine.Position;
import caravan.sandbox.engine.Trade;
import caravan.sandbox.engine.UpdateReason;
import caravan.sandbox.exchange.stream.Overseer.Fate;
import caravan.sandbox.simulation.EventFeeChange;
import caravan.sandbox.simulation.World;
import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Tells every client what it subscribed to.
 *
 * <p>Books and trades are told at once. Tickers are told when {@link #flush} is called, once for all that happened in
 * between. Used from the event loop only.
 */
public final class StreamPublisher implements EngineListener {
    /** A fill that is told a second time, in whatever form is written then. */
    private record Repeat(Fill fill, long due) {}

    private final Audience audience;
    private final Overseer overseer;
    private final SplittableRandom random;
    private final MarketText text = new MarketText();
    private final MarketViews views = new MarketViews();
    private final Announcements announcements;
    private final List<Repeat> repeats = new ArrayList<>();
    private @Nullable World world;

    /** @param random when fills are repeated */
    public StreamPublisher(Audience audience, SplittableRandom random, Overseer overseer) {
        this.audience = audience;
        this.random = random;
        this.overseer = overseer;
        this.announcements = new Announcements(audience, views);
    }

    /** Starts to tell about a world; what happened before, nobody could have heard. */
    public void begin(World begun) {
        world = begun;
        announcements.begin(begun);
        begun.engine().markets().forEach(market -> views.of(market, begun));
    }

    World world() {
        World begun = world;
        if (begun == null) {
            throw new IllegalStateException("expected a publisher with a world, found one before its beginning");
        }
        return begun;
    }

    Audience audience() {
        return audience;
    }

    MarketText text() {
        return text;
    }

    MarketViews views() {
        return views;
    }

    /** Tells what is told once for a while: tickers, and fills that are told again. */
    public void flush() {
        long now = world().engine().now();
        announcements.tellCreated(world());
        views.takeTouched(view -> {
            if (view.refresh()) {
                ticker(view, now);
            }
        });
        for (Iterator<Repeat> left = repeats.iterator(); left.hasNext(); ) {
            Repeat repeat = left.next();
            if (repeat.due() <= now) {
                left.remove();
                if (isHeard(repeat.fill())) {
                    overseer.fillRepeated();
                    tell(repeat.fill());
                }
            }
        }
        audience.releaseHeldTooLong();
    }

    /** Lets go of all that faults hold back: no fill comes again, stalls end, and swapped frames come. */
    public void endFaults() {
        repeats.clear();
        audience.endFaults();
    }

    @Override
    public void bookChanged(Market market, BookSide side, int price, long change, Order cause) {
        if (world == null) {
            return;
        }
        MarketView view = touch(market);
        byte @Nullable [] @Nullable [] variants = null;
        for (int i = 0; i < audience.size(); i++) {
            Session session = audience.session(i);
            Subscription subscription = session.subscription(Channel.ORDERBOOK_DELTA);
            if (subscription == null || !subscription.wants(market)) {
                continue;
            }
            Order own = own(session.account(), cause, market.incoming());
            if (own != null) {
                byte[] msg = delta(view, side, price, change, subscription.yesPrices, own);
                send(session, subscription, msg);
                continue;
            }
            int variant = subscription.yesPrices ? 1 : 0;
            if (variants == null) {
                variants = new byte[2][];
            }
            if (variants[variant] == null) {
                variants[variant] = delta(view, side, price, change, subscription.yesPrices, null);
            }
            send(session, subscription, variants[variant]);
        }
    }

    private byte @Nullable [] delta(
            MarketView view, BookSide side, int price, long change, boolean yesPrices, @Nullable Order own) {
        return text.delta(
                view,
                form(),
                side,
                price,
                change,
                yesPrices,
                own,
                world().engine().now());
    }

    private static void send(Session session, Subscription subscription, byte @Nullable [] msg) {
        if (msg != null) {
            session.send("orderbook_delta", subscription, msg);
        }
    }

    /** The account's order that changed the book: the one that rested, or the one that took from it. */
    private static @Nullable Order own(Account account, Order cause, @Nullable Order incoming) {
        if (cause.account() == account) {
            return cause;
        }
        return incoming != null && incoming.account() == account ? incoming : null;
    }

    @Override
    public void traded(Trade trade) {
        if (world != null) {
            touch(trade.market());
            audience.tell(Channel.TRADE, "trade", null, trade.market(), () -> text.trade(trade, form()));
        }
    }

    @Override
    public void filled(Fill fill) {
        if (!isHeard(fill)) {
            return;
        }
        Fate fate = overseer.fateOfFill();
        if (fate == Fate.LOST) {
            return;
        }
        tell(fill);
        if (fate == Fate.DOUBLED) {
            long after = 150_000L + random.nextInt(1_000_000);
            repeats.add(new Repeat(fill, fill.trade().time() + after));
        }
    }

    /** Whether anybody would be told of a fill; to withhold others would be no fault. */
    private boolean isHeard(Fill fill) {
        return audience.wants(Channel.FILL, fill.order().account(), fill.order().market());
    }

    private void tell(Fill fill) {
        Order order = fill.order();
        audience.tell(
                Channel.FILL, "fill", order.account(), order.market(), () -> bytes(AccountText.fill(fill, form())));
    }

    @Override
    public void orderChanged(Order order, @Nullable UpdateReason reason) {
        audience.tell(
                Channel.USER_ORDERS,
                "user_order",
                order.account(),
                order.market(),
                () -> bytes(AccountText.order(order, reason)));
    }

    @Override
    public void positionChanged(Position position) {
        audience.tell(
                Channel.MARKET_POSITIONS,
                "market_position",
                position.account(),
                position.market(),
                () -> bytes(AccountText.position(position, form())));
    }

    @Override
    public void groupChanged(OrderGroup group, OrderGroup.Change change) {
        if (world != null) {
            long now = world.engine().now();
            audience.tell(
                    Channel.ORDER_GROUP_UPDATES,
                    "order_group_updates",
                    group.account(),
                    null,
                    () -> bytes(AccountText.group(group, change, now)));
        }
    }

    @Override
    public void marketChanged(Market market, MarketChange change) {
        if (world != null) {
            announcements.marketChanged(market, change, world);
        }
    }

    /** Tells that an event charges other fees. A change of a whole series has no message. */
    public void feesChanged(EventFeeChange change) {
        announcements.feesChanged(change);
    }

    /** What a new subscriber of tickers sees first. */
    void ticker(Session session, Subscription subscription, MarketView view) {
        session.send(
                "ticker",
                subscription,
                text.ticker(view, form(), world().engine().now()));
    }

    private void ticker(MarketView view, long now) {
        audience.tell(Channel.TICKER, "ticker", null, view.market, () -> text.ticker(view, form(), now));
    }

    private MarketView touch(Market market) {
        announcements.tellCreated(world());
        return views.touch(market, world());
    }

    private Form form() {
        return audience.form();
    }

    private static byte[] bytes(ObjectNode msg) {
        return MarketText.bytes(Json.write(msg));
    }
}
