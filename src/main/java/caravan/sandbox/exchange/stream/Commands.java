package caravan.sandbox.exchange.stream;

import caravan.sandbox.engine.Market;
import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what clients of the stream ask for. Used from the event loop only.
 *
 * <p>Commands that arrive together are answered in another order now and then, as those of the exchange are.
 */
public final class Commands {
    private final StreamPublisher publisher;
    private final StreamOptions options;
    private final Overseer overseer;
    private final SplittableRandom random;
    private final LongSupplier clock;

    /** @param clock milliseconds since 1970 */
    public Commands(
            StreamPublisher publisher,
            StreamOptions options,
            SplittableRandom random,
            Overseer overseer,
            LongSupplier clock) {
        this.publisher = publisher;
        this.options = options;
        this.random = random;
        this.overseer = overseer;
        this.clock = clock;
    }

    /** Takes a command; says whether it is the first that waits, so that {@link #answer} has to be called soon. */
    public boolean arrived(Session session, String text) {
        session.inbox.add(text);
        return session.inbox.size() == 1;
    }

    /** Answers what has arrived. */
    public void answer(Session session) {
        List<String> texts = new ArrayList<>(session.inbox);
        session.inbox.clear();
        for (int i = 1; i < texts.size(); i++) {
            if (random.nextInt(3) == 0) {
                texts.set(i, texts.set(i - 1, texts.get(i)));
            }
        }
        texts.forEach(text -> run(session, text));
    }

    /** Carries out one command and replies. Never throws for what the client sent. */
    private void run(Session session, String text) {
        Params command;
        try {
            command = Params.command(text);
        } catch (IllegalArgumentException e) {
            overseer.asked("unreadable");
            new Replies(session, null).error(StreamError.UNREADABLE);
            return;
        }
        Replies replies = new Replies(session, command.id());
        String name = command.name();
        boolean known = List.of("subscribe", "unsubscribe", "update_subscription", "list_subscriptions")
                .contains(name);
        overseer.asked(known ? name : "unknown");
        if (session.rate.exceeded(clock.getAsLong())) {
            replies.error(StreamError.TOO_MANY_REQUESTS);
            return;
        }
        try {
            switch (name) {
                case "subscribe" -> subscribe(session, command, replies);
                case "unsubscribe" -> unsubscribe(session, command, replies);
                case "update_subscription" -> update(session, command, replies);
                case "list_subscriptions" -> list(session, replies);
                default -> replies.error(StreamError.UNKNOWN_COMMAND);
            }
        } catch (BadCommand e) {
            replies.error(e);
        }
    }

    private void subscribe(Session session, Params params, Replies replies) {
        params.require();
        List<String> names = params.texts("channels");
        if (names.isEmpty()) {
            throw new BadCommand(StreamError.CHANNELS_REQUIRED);
        }
        for (String name : names) {
            Channel channel = Channel.of(name);
            try {
                if (channel != null) {
                    subscribe(session, params, replies, channel);
                } else {
                    throw new BadCommand(
                            Channel.needsEntitlement(name)
                                    ? StreamError.AUTHENTICATION_REQUIRED
                                    : StreamError.UNKNOWN_CHANNEL);
                }
            } catch (BadCommand e) {
                replies.error(e);
            }
        }
    }

    private void subscribe(Session session, Params params, Replies replies, Channel channel) {
        if (channel == Channel.COMMUNICATIONS) {
            params.requireShard();
        }
        List<MarketView> views = channel.filtered ? markets(params, channel) : List.of();
        if (channel == Channel.ORDERBOOK_DELTA && views.isEmpty()) {
            throw new BadCommand(StreamError.MARKET_REQUIRED);
        }
        List<Market> markets = views.stream().map(view -> view.market).toList();
        Subscription present = session.subscription(channel);
        requireRoom(present, markets);
        boolean initial = channel == Channel.TICKER && params.flag("send_initial_snapshot");
        boolean yesPrices = params.flag("use_yes_price");
        boolean byId = params.namesIds();
        if (present != null) {
            present.byId |= byId;
            List<Market> added = present.add(markets);
            ok(present, params, replies);
            snapshots(session, present, added, null);
            initialTickers(session, present, initial ? added : List.of());
            return;
        }
        Subscription subscription = session.subscribe(channel, markets, yesPrices);
        subscription.byId = byId;
        replies.subscribed(subscription);
        snapshots(session, subscription, markets, null);
        if (initial) {
            initialTickers(session, subscription, publisher.world().engine().markets());
        }
        if (channel == Channel.FILL) {
            publisher.world().expectOrders();
        }
    }

    private void requireRoom(@Nullable Subscription present, List<Market> markets) {
        int size = present == null ? markets.size() : present.sizeWith(markets);
        if (size > options.marketsPerSubscription()) {
            throw new BadCommand(StreamError.MARKET_LIMIT);
        }
    }

    private static void unsubscribe(Session session, Params params, Replies replies) {
        params.require();
        List<Integer> sids = params.sids();
        if (sids.isEmpty()) {
            throw new BadCommand(StreamError.SIDS_REQUIRED);
        }
        for (int sid : sids) {
            Subscription subscription = session.subscription(sid);
            if (subscription == null || subscription.dead) {
                replies.error(StreamError.UNKNOWN_SID);
            } else {
                replies.unsubscribed(subscription);
                session.unsubscribe(subscription);
            }
        }
    }

    private void update(Session session, Params params, Replies replies) {
        params.require();
        Subscription subscription = session.subscription(params.oneSid());
        if (subscription == null || subscription.dead) {
            throw new BadCommand(StreamError.UNKNOWN_SID);
        }
        try {
            update(session, subscription, params, replies);
        } catch (BadCommand e) {
            replies.error(subscription, e);
        }
    }

    private void update(Session session, Subscription subscription, Params params, Replies replies) {
        String action = params.text("action");
        if (action.isEmpty()) {
            throw new BadCommand(StreamError.ACTION_REQUIRED);
        }
        Channel channel = subscription.channel;
        boolean snapshot = action.equals("get_snapshot");
        boolean possible = channel.filtered
                && (action.equals("add_markets")
                        || action.equals("delete_markets")
                        || (snapshot && channel == Channel.ORDERBOOK_DELTA));
        if (!possible) {
            throw new BadCommand(StreamError.UNSUPPORTED_ACTION);
        }
        List<Market> markets =
                markets(params, channel).stream().map(view -> view.market).toList();
        if (markets.isEmpty()) {
            throw new BadCommand(StreamError.MARKET_REQUIRED);
        }
        if (snapshot) {
            ok(subscription, params, replies);
            snapshots(session, subscription, markets, params.id());
        } else if (action.equals("delete_markets")) {
            subscription.remove(markets);
            ok(subscription, params, replies);
        } else {
            requireRoom(subscription, markets);
            boolean initial = channel == Channel.TICKER && params.flag("send_initial_snapshot");
            subscription.byId |= params.namesIds();
            List<Market> added = subscription.add(markets);
            ok(subscription, params, replies);
            snapshots(session, subscription, added, null);
            initialTickers(session, subscription, initial ? added : List.of());
        }
    }

    private static void list(Session session, Replies replies) {
        ArrayNode all = Json.object().putArray("msg");
        for (Subscription subscription : session.subscriptions()) {
            all.addObject().put("channel", subscription.channel.word()).put("sid", subscription.sid);
        }
        replies.list(all);
    }

    private void ok(Subscription subscription, Params params, Replies replies) {
        ObjectNode msg = Json.object();
        if (!params.flag("skip_ticker_ack")) {
            ArrayNode tickers = msg.putArray("market_tickers");
            subscription.tickers().forEach(tickers::add);
            if (subscription.byId) {
                ArrayNode ids = msg.putArray("market_ids");
                subscription.tickers().forEach(ticker -> {
                    MarketView view = publisher.views().find(ticker);
                    if (view != null) {
                        ids.add(view.id);
                    }
                });
            }
        }
        replies.ok(subscription, msg);
    }

    private void snapshots(Session session, Subscription subscription, Collection<Market> markets, @Nullable Long id) {
        if (subscription.channel != Channel.ORDERBOOK_DELTA) {
            return;
        }
        for (Market market : markets) {
            MarketView view = publisher.views().find(market.ticker());
            if (view != null) {
                byte[] msg =
                        publisher.text().snapshot(view, publisher.audience().form(), subscription.yesPrices);
                session.send("orderbook_snapshot", subscription, id, msg);
            }
        }
    }

    private void initialTickers(Session session, Subscription subscription, Collection<Market> markets) {
        for (Market market : markets) {
            MarketView view = publisher.views().find(market.ticker());
            if (view != null && subscription.wants(market)) {
                publisher.ticker(session, subscription, view);
            }
        }
    }

    /** The markets that a command names, each once. */
    private List<MarketView> markets(Params params, Channel channel) {
        List<MarketView> views = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        List<String> tickers = params.oneOrMany("market_ticker", "market_tickers");
        for (String ticker : tickers) {
            add(publisher.views().find(ticker), ticker, views, unknown);
        }
        List<String> ids = params.oneOrMany("market_id", "market_ids");
        if (!ids.isEmpty() && (channel != Channel.TICKER || !tickers.isEmpty())) {
            throw new BadCommand(
                    channel == Channel.ORDERBOOK_DELTA && tickers.isEmpty()
                            ? StreamError.MARKET_REQUIRED
                            : StreamError.INVALID_PARAMETER);
        }
        for (String id : ids) {
            add(publisher.views().findById(id), id, views, unknown);
        }
        if (!unknown.isEmpty()) {
            throw new BadCommand(StreamError.INVALID_PARAMETER, unknown);
        }
        return views.stream().distinct().toList();
    }

    private static void add(@Nullable MarketView view, String name, List<MarketView> views, List<String> unknown) {
        if (view == null) {
            unknown.add(name);
        } else {
            views.add(view);
        }
    }
}
