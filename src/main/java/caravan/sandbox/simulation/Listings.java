package caravan.sandbox.simulation;

import caravan.sandbox.engine.Engine;
import caravan.sandbox.engine.Market;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All markets that were ever listed, with their events. In the order of listing. */
final class Listings {
    /** Between a determination and the payout. */
    static final long SETTLEMENT_DELAY = 300_000_000;

    static final long SHORT_SETTLEMENT_DELAY = 10_000_000;

    private final Engine engine;
    private final Tariffs tariffs;
    private final Map<String, Listing> listings = new LinkedHashMap<>();
    private final Map<String, Market> markets = new LinkedHashMap<>();
    private final Map<String, EventListing> events = new LinkedHashMap<>();
    private final Map<String, List<Listing>> byEvent = new HashMap<>();

    Listings(Engine engine, Tariffs tariffs) {
        this.engine = engine;
        this.tariffs = tariffs;
    }

    void list(Listing listing, long opens, long closes, boolean isShort) {
        // Known before anybody hears of it.
        listings.put(listing.ticker(), listing);
        events.put(listing.event().ticker(), listing.event());
        byEvent.computeIfAbsent(listing.event().ticker(), first -> new ArrayList<>())
                .add(listing);
        Market market = engine.list(
                listing.ticker(),
                listing.structure().grid(),
                tariffs.fees(listing.event()),
                opens,
                closes,
                isShort ? SHORT_SETTLEMENT_DELAY : SETTLEMENT_DELAY);
        markets.put(listing.ticker(), market);
        tariffs.apply(market, listing.event());
    }

    Collection<Listing> all() {
        return Collections.unmodifiableCollection(listings.values());
    }

    Collection<EventListing> events() {
        return Collections.unmodifiableCollection(events.values());
    }

    @Nullable
    EventListing event(String ticker) {
        return events.get(ticker);
    }

    List<Listing> of(EventListing event) {
        return Collections.unmodifiableList(byEvent.getOrDefault(event.ticker(), List.of()));
    }

    Collection<Market> markets() {
        return Collections.unmodifiableCollection(markets.values());
    }

    @Nullable
    Listing find(String ticker) {
        return listings.get(ticker);
    }

    @Nullable
    Market market(String ticker) {
        return markets.get(ticker);
    }

    Listing of(Market market) {
        Listing listing = listings.get(market.ticker());
        if (listing == null) {
            throw new IllegalArgumentException("expected a market of this exchange, found " + market);
        }
        return listing;
    }
}
