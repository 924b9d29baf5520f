package caravan.sandbox.exchange.stream;

import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.MarketChange;
import caravan.sandbox.simulation.EventFeeChange;
import caravan.sandbox.simulation.Listing;
import caravan.sandbox.simulation.World;
import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Tells what becomes of markets and events, to all who listen for it. Used from the event loop only. */
final class Announcements {
    private final Audience audience;
    private final MarketViews views;
    /** Of what the world cannot say yet what it is about. */
    private final List<Market> unlisted = new ArrayList<>();

    private final Set<String> knownEvents = new HashSet<>();

    Announcements(Audience audience, MarketViews views) {
        this.audience = audience;
        this.views = views;
    }

    /** Takes events as known: nobody hears of their beginning. */
    void begin(World world) {
        world.events().forEach(event -> knownEvents.add(event.ticker()));
    }

    void marketChanged(Market market, MarketChange change, World world) {
        if (change == MarketChange.CREATED) {
            unlisted.add(market);
        }
        tellCreated(world);
        if (change != MarketChange.CREATED && views.has(market)) {
            tellChange(market, change, world);
        }
    }

    /** A market is created before the world can say what it is about; it is told of as soon as that is known. */
    void tellCreated(World world) {
        for (Iterator<Market> left = unlisted.iterator(); left.hasNext(); ) {
            Market market = left.next();
            Listing listing = world.listing(market.ticker());
            if (listing == null) {
                return;
            }
            left.remove();
            if (knownEvents.add(listing.event().ticker())) {
                tell("event_lifecycle", LifecycleText.event(listing.event(), audience.form()));
            }
            views.of(market, world);
            tellChange(market, MarketChange.CREATED, world);
        }
    }

    private void tellChange(Market market, MarketChange change, World world) {
        ObjectNode msg = LifecycleText.market(market, world.listing(market), change, audience.form());
        if (msg != null) {
            tell("market_lifecycle_v2", msg);
        }
    }

    /** Tells that an event charges other fees. A change of a whole series has no message. */
    void feesChanged(EventFeeChange change) {
        tell("event_fee_update", LifecycleText.fees(change));
    }

    private void tell(String type, ObjectNode msg) {
        byte[] bytes = MarketText.bytes(Json.write(msg));
        audience.tell(Channel.MARKET_LIFECYCLE_V2, type, null, null, () -> bytes);
    }
}
