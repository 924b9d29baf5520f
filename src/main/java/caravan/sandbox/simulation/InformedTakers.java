package caravan.sandbox.simulation;

import caravan.model.BookSide;
import caravan.model.Price;
import caravan.rules.PriceGrid;
import caravan.sandbox.engine.Account;
import java.util.SplittableRandom;

/** People who know the value, and trade with whoever has not noticed that it moved. */
final class InformedTakers {
    private static final double MEDIAN = 120;
    /** Price units that a trade must gain. */
    private static final double LEAST_GAIN = 50;

    private final Venue venue;
    private final Account account;
    private final SplittableRandom random;

    InformedTakers(Venue venue, Account account, SplittableRandom random) {
        this.venue = venue;
        this.account = account;
        this.random = random;
    }

    void act() {
        double value = venue.value();
        int ask = venue.best(BookSide.ASK);
        int bid = venue.best(BookSide.BID);
        PriceGrid grid = venue.market.grid();
        if (ask >= 0 && ask <= value - LEAST_GAIN) {
            int most = grid.roundDown(new Price((int) (value - LEAST_GAIN))).units();
            venue.take(account, BookSide.ASK, most, Sizes.draw(MEDIAN, random));
        } else if (bid >= value + LEAST_GAIN) {
            int least =
                    grid.roundUp(new Price((int) Math.ceil(value + LEAST_GAIN))).units();
            venue.take(account, BookSide.BID, least, Sizes.draw(MEDIAN, random));
        }
    }
}
