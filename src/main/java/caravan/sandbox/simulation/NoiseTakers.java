package caravan.sandbox.simulation;

import caravan.model.BookSide;
import caravan.sandbox.engine.Account;
import java.util.SplittableRandom;

/** People who trade for their own reasons, whatever the value. One draws others after him. */
final class NoiseTakers {
    private static final double MEDIAN = 5;
    /** How many of a hundred trades are followed by another one at once. */
    private static final int FOLLOWED = 45;

    private static final double GAP_SECONDS = 0.25;
    /** Ticks from the value at which most people find a price absurd. */
    private static final int ABSURD = 6;

    private final Venue venue;
    private final Account account;
    private final Tempo tempo;
    private final SplittableRandom random;

    NoiseTakers(Venue venue, Account account, Tempo tempo, SplittableRandom random) {
        this.venue = venue;
        this.account = account;
        this.tempo = tempo;
        this.random = random;
    }

    void act() {
        trade(random.nextDouble() < venue.mood.buyers ? BookSide.ASK : BookSide.BID);
    }

    private void trade(BookSide side) {
        int best = venue.best(side);
        if (!venue.isOpen() || best < 0) {
            return;
        }
        int tick = venue.market.grid().tick(best);
        int distance = (tick - venue.tick()) * Sides.away(side);
        if (distance <= ABSURD || random.nextInt(10) == 0) {
            int worst = tick + Sides.away(side) * random.nextInt(3);
            venue.take(account, side, venue.market.grid().units(worst), Sizes.draw(MEDIAN, random));
        }
        if (random.nextInt(100) < FOLLOWED) {
            tempo.soon(GAP_SECONDS, random, () -> trade(side));
        }
    }
}
