package caravan.sandbox.simulation;

import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Engine;
import caravan.sandbox.engine.Market;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Sends simulated traders to every market that opens, and takes them away when it closes. */
final class Traders {
    /** What the parts of a market's activity are, for each action that its listing promises. */
    private static final double LADDER = 1.15;

    private static final double COMPETITOR = 0.12;
    private static final double TAKERS = 0.07;
    /** Who knows the value looks more often than he trades. */
    private static final double VIGILANCE = 8;

    private final Engine engine;
    private final Tempo tempo;
    private final FairValues values;
    private final Scripts scripts;
    private final Account makers;
    private final Account rival;
    private final Account crowd;
    private final Account insiders;
    private final SplittableRandom random;
    private final Map<Market, List<Tempo.Pulse>> present = new HashMap<>();

    Traders(Engine engine, Cast cast, Tempo tempo, FairValues values, Scripts scripts, SplittableRandom random) {
        this.engine = engine;
        this.tempo = tempo;
        this.values = values;
        this.scripts = scripts;
        this.random = random;
        this.makers = cast.admit("makers");
        this.rival = cast.admit("rival");
        this.crowd = cast.admit("crowd");
        this.insiders = cast.admit("insiders");
    }

    void enter(Market market, Listing listing) {
        if (!market.isActive() || present.containsKey(market)) {
            return;
        }
        Venue venue = new Venue(market, listing.mood(), engine, values, scripts);
        LadderMaker ladder = new LadderMaker(venue, makers, random.split());
        Competitor competitor = new Competitor(venue, rival);
        NoiseTakers noise = new NoiseTakers(venue, crowd, tempo, random.split());
        InformedTakers informed = new InformedTakers(venue, insiders, random.split());
        if (venue.isOpen()) {
            ladder.open();
        }
        double activity = listing.activity() / 1_000.0;
        double share = listing.mood().informed;
        present.put(
                market,
                List.of(
                        every(activity * LADDER, venue, ladder::act),
                        every(activity * COMPETITOR, venue, competitor::act),
                        every(activity * TAKERS * (1 - share), venue, noise::act),
                        every(activity * TAKERS * share * VIGILANCE, venue, informed::act)));
    }

    void leave(Market market) {
        List<Tempo.Pulse> pulses = present.remove(market);
        if (pulses != null) {
            pulses.forEach(Tempo.Pulse::stop);
        }
    }

    private Tempo.Pulse every(double perSecond, Venue venue, Runnable action) {
        return tempo.every(perSecond, random.split(), () -> {
            if (venue.isOpen()) {
                action.run();
            }
        });
    }
}
