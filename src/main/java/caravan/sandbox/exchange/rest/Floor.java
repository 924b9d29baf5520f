package caravan.sandbox.exchange.rest;

import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Engine;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.MarketStatus;
import caravan.sandbox.simulation.EventListing;
import caravan.sandbox.simulation.Listing;
import caravan.sandbox.simulation.SeriesListing;
import caravan.sandbox.simulation.World;
import caravan.sandbox.wire.Words;
import java.util.List;

/** What all operations answer from: the world, its history, and the time. */
record Floor(World world, Records records, RestOptions options) {
    Engine engine() {
        return world.engine();
    }

    /** Microseconds since 1970. */
    long now() {
        return world.engine().now();
    }

    long nowSeconds() {
        return Words.seconds(now());
    }

    /** The moment that reads of an account show. */
    long asOf() {
        return now() - records.lagMicros();
    }

    AccountRecord of(Account account) {
        return records.of(account);
    }

    /** What is older than this is told by the historical operations only. */
    long cutoff() {
        return now() - options.liveAge().toNanos() / 1_000;
    }

    boolean isHistorical(Market market) {
        return market.status() == MarketStatus.FINALIZED && market.settled() < cutoff();
    }

    /** Whether all of an event is historical: its positions go there together, never one by one. */
    boolean isHistorical(EventListing event) {
        return markets(event).stream().allMatch(record -> isHistorical(record.market()));
    }

    MarketRecord market(String ticker) {
        MarketRecord record = records.market(ticker);
        if (record == null) {
            throw Denial.notFound();
        }
        return record;
    }

    Listing listing(Market market) {
        return world.listing(market);
    }

    EventListing event(String ticker) {
        EventListing event = world.event(ticker);
        if (event == null) {
            throw Denial.notFound();
        }
        return event;
    }

    SeriesListing series(String ticker) {
        return world.series().stream()
                .filter(series -> series.ticker().equals(ticker))
                .findFirst()
                .orElseThrow(Denial::notFound);
    }

    /** An event's markets, in the order of listing. */
    List<MarketRecord> markets(EventListing event) {
        return world.listings(event).stream()
                .map(listing -> market(listing.ticker()))
                .toList();
    }
}
