package caravan.sandbox.simulation;

import caravan.sandbox.engine.Engine;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.MarketChange;
import caravan.sandbox.engine.MarketResult;
import caravan.sandbox.engine.MarketStatus;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Lists events before those of their series end, and decides markets that have closed. */
final class Schedule {
    private static final long MINUTE = 60_000_000;
    private static final long SHORT_DETERMINATION = 5_000_000;
    /** One in so many determinations is disputed. */
    private static final int DISPUTES = 40;

    private final Engine engine;
    private final Catalogue catalogue;
    private final Listings listings;
    private final FairValues values;
    private final @Nullable Mood mood;
    private final SplittableRandom random;
    /** The event of bitcoin prices that was listed last. */
    private @Nullable Plan strikes;

    private int strikesAdded;

    Schedule(
            Engine engine,
            Catalogue catalogue,
            Listings listings,
            FairValues values,
            @Nullable Mood mood,
            SplittableRandom random) {
        this.engine = engine;
        this.catalogue = catalogue;
        this.listings = listings;
        this.values = values;
        this.mood = mood;
        this.random = random;
    }

    void begin() {
        catalogue.opening(engine.now()).forEach(this::list);
    }

    private void closed(Market market) {
        engine.at(engine.now() + (isShort(market) ? SHORT_DETERMINATION : MINUTE), () -> determine(market));
    }

    /** Lists another strike of the bitcoin event; at most so many. */
    void addStrike(int most) {
        Plan plan = strikes;
        if (plan != null && strikesAdded < most && engine.now() + 10 * MINUTE < plan.closes()) {
            list(plan, List.of(catalogue.strike(plan, ++strikesAdded, engine.now())), engine.now());
        }
    }

    /** Lists further markets that open now and close in so many days; nothing comes after them. */
    List<Listing> addPolls(int count, int days) {
        long closes = engine.now() + days * 24 * 60 * MINUTE;
        List<Listing> added = catalogue.polls(count, engine.now(), closes);
        for (Listing listing : added) {
            listings.list(listing, engine.now(), closes, false);
            values.follow(listing.event(), List.of(listing), closes);
        }
        return added;
    }

    boolean isShort(Market market) {
        return isShort(listings.of(market).event());
    }

    private static boolean isShort(EventListing event) {
        return event.series().ticker().equals(Catalogue.SHORT_SERIES);
    }

    private void list(Plan plan) {
        list(plan, plan.listings(), plan.opens());
        if (plan.kind() == Catalogue.Kind.BITCOIN) {
            strikes = plan;
            strikesAdded = 0;
        }
        boolean isShort = plan.kind() == Catalogue.Kind.SHORT;
        // Short ones follow each other; of the others, the next is open well before the last one closes.
        long opens = isShort ? plan.closes() : plan.closes() - overlap(plan);
        engine.at(Math.max(engine.now(), opens - MINUTE), () -> list(catalogue.successor(plan, opens)));
    }

    private static long overlap(Plan plan) {
        return plan.kind().days * 6 * 60 * MINUTE;
    }

    private void list(Plan plan, List<Listing> added, long opens) {
        List<Listing> moody = added.stream()
                .map(listing -> mood == null ? listing : listing.in(mood))
                .toList();
        for (Listing listing : moody) {
            listings.list(listing, opens, plan.closes(), plan.kind() == Catalogue.Kind.SHORT);
        }
        values.follow(plan.event(), moody, plan.closes());
    }

    private void determine(Market market) {
        if (market.status() != MarketStatus.CLOSED) {
            return;
        }
        MarketResult result = values.resolvesToYes(market) ? MarketResult.YES : MarketResult.NO;
        engine.life().determine(market, result);
        if (random.nextInt(DISPUTES) == 0) {
            long delay = isShort(market) ? Listings.SHORT_SETTLEMENT_DELAY : Listings.SETTLEMENT_DELAY;
            engine.at(engine.now() + delay / 2, () -> dispute(market, result, delay));
        }
    }

    /** The answer stands in the end. */
    private void dispute(Market market, MarketResult result, long delay) {
        if (market.status() == MarketStatus.DETERMINED) {
            engine.life().dispute(market);
            engine.at(engine.now() + delay, () -> {
                if (market.status() == MarketStatus.DISPUTED) {
                    engine.life().amend(market, result);
                }
            });
        }
    }

    /** What others do when a market changes. Called in the middle of a command. */
    void heard(Market market, MarketChange change) {
        if (change == MarketChange.CLOSED) {
            closed(market);
        } else if (change == MarketChange.SETTLED) {
            engine.at(
                    engine.now(),
                    () -> values.forget(market, listings.of(market).event()));
        }
    }
}
