package caravan.sandbox.exchange.stream;

import caravan.sandbox.engine.Market;
import caravan.sandbox.simulation.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The markets as the stream's clients last saw them, and which of them changed since. Used from the event loop only. */
final class MarketViews {
    private final List<MarketView> views = new ArrayList<>();
    private final Map<String, MarketView> byTicker = new HashMap<>();
    private final Map<String, MarketView> byId = new HashMap<>();
    private final List<MarketView> touched = new ArrayList<>();

    @Nullable
    MarketView find(String ticker) {
        return byTicker.get(ticker);
    }

    @Nullable
    MarketView findById(String id) {
        return byId.get(id);
    }

    boolean has(Market market) {
        return market.number() < views.size();
    }

    /** Markets are numbered as they are listed. */
    MarketView of(Market market, World world) {
        while (!has(market)) {
            Market next = world.engine().markets().get(views.size());
            MarketView view = new MarketView(next, world.listing(next).id());
            views.add(view);
            byTicker.put(next.ticker(), view);
            byId.put(view.id, view);
        }
        return views.get(market.number());
    }

    /** Notes that something happened in a market. */
    MarketView touch(Market market, World world) {
        MarketView view = of(market, world);
        if (!view.touched) {
            view.touched = true;
            touched.add(view);
        }
        return view;
    }

    /** Hands on, once, each market in which something happened. */
    void takeTouched(Consumer<MarketView> taker) {
        for (MarketView view : touched) {
            view.touched = false;
            taker.accept(view);
        }
        touched.clear();
    }
}
