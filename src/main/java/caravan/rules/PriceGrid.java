package caravan.rules;

import caravan.model.Price;
import java.util.Arrays;
import java.util.List;

/**
 * The prices at which one market may be quoted: those of its bands, strictly between nothing and one dollar.
 *
 * <p>Ticks are numbered from 0, the lowest price, upward, so that a step may have another size on the other side of a
 * band's border. All answers come from two small tables, in constant time. Immutable.
 *
 * @see <a href="https://docs.kalshi.com/getting_started/fixed_point_migration">Kalshi: price level structures</a>
 */
public final class PriceGrid {
    private static final int DOLLAR = Price.UNITS_PER_DOLLAR;

    /**
     * A stretch of the grid: {@code start}, {@code start + step}, … up to and including {@code end}.
     *
     * @param step the distance of two neighbours
     */
    public record Band(Price start, Price end, Price step) {
        public Band {
            if (start.compareTo(end) >= 0 || step.units() == 0) {
                throw new IllegalArgumentException("a band of prices must rise from its start to its end by a step"
                        + " above 0, was " + start + " to " + end + " by " + step);
            }
        }

        /** Reads dollars as the exchange writes them. */
        public static Band parse(CharSequence start, CharSequence end, CharSequence step) {
            return new Band(Price.parse(start), Price.parse(end), Price.parse(step));
        }
    }

    private final List<Band> bands;
    private final short[] prices;
    /** How many tradable prices lie at or below each unit. */
    private final short[] upTo = new short[DOLLAR + 1];

    /**
     * Makes the grid of one market's {@code price_ranges}.
     *
     * @throws IllegalArgumentException if the bands are not in ascending order, overlap, or hold no tradable price
     */
    public PriceGrid(List<Band> bands) {
        this.bands = List.copyOf(bands);
        boolean[] tradable = new boolean[DOLLAR + 1];
        int reached = 0;
        for (Band band : this.bands) {
            if (band.start().units() < reached) {
                throw new IllegalArgumentException("bands of prices must ascend and not overlap, were " + this.bands);
            }
            reached = band.end().units();
            for (int units = band.start().units();
                    units <= reached;
                    units += band.step().units()) {
                tradable[units] = units > 0 && units < DOLLAR;
            }
        }
        short[] found = new short[DOLLAR];
        short count = 0;
        for (int units = 0; units <= DOLLAR; units++) {
            if (tradable[units]) {
                found[count++] = (short) units;
            }
            upTo[units] = count;
        }
        if (count == 0) {
            throw new IllegalArgumentException("expected bands with a price inside (0, 1), found " + this.bands);
        }
        prices = Arrays.copyOf(found, count);
    }

    /** What the exchange calls {@code price_ranges}. */
    public List<Band> bands() {
        return bands;
    }

    /** How many prices are tradable. */
    public int size() {
        return prices.length;
    }

    public boolean allows(Price price) {
        return allows(price.units());
    }

    /** Whether so many ten-thousandths of a dollar are a tradable price. */
    public boolean allows(int units) {
        return units > 0 && units < DOLLAR && upTo[units] != upTo[units - 1];
    }

    /** The lowest tradable price. */
    public Price lowest() {
        return new Price(prices[0]);
    }

    /** The highest tradable price. */
    public Price highest() {
        return new Price(prices[prices.length - 1]);
    }

    /**
     * The number of a tradable price, from 0.
     *
     * @param units ten-thousandths of a dollar
     * @throws IllegalArgumentException if the price is not tradable
     */
    public int tick(int units) {
        if (!allows(units)) {
            throw new IllegalArgumentException(
                    "expected a price of the grid " + bands + ", found " + units + " ten-thousandths of a dollar");
        }
        return upTo[units] - 1;
    }

    /** How many tradable prices lie below so many ten-thousandths of a dollar. */
    int below(int units) {
        return units == 0 ? 0 : upTo[units - 1];
    }

    /** The price of a tick in ten-thousandths of a dollar; 0 below the lowest tick, one dollar above the highest. */
    public int units(int tick) {
        if (tick < 0) {
            return 0;
        }
        return tick < prices.length ? prices[tick] : DOLLAR;
    }

    /**
     * The price that many steps up, or down where negative.
     *
     * <p>Past the ends of the grid there is no price: the answer is then 0 or 1 dollar, the exchange's own way to write
     * that nobody bids or asks. {@link #allows} is false for both.
     *
     * @throws IllegalArgumentException if the price to start from is not tradable
     */
    public Price plusTicks(Price price, int ticks) {
        long tick = (long) tick(price.units()) + ticks;
        return new Price(units((int) Math.max(-1, Math.min(prices.length, tick))));
    }

    /**
     * How many steps the second price lies above the first; negative where it lies below.
     *
     * @throws IllegalArgumentException if one of them is not tradable
     */
    public int ticksBetween(Price from, Price to) {
        return tick(to.units()) - tick(from.units());
    }

    /** For bids: the highest tradable price that is not above this one; 0 dollars where there is none. */
    public Price roundDown(Price price) {
        return new Price(units(upTo[price.units()] - 1));
    }

    /** For asks: the lowest tradable price that is not below this one; 1 dollar where there is none. */
    public Price roundUp(Price price) {
        return new Price(units(below(price.units())));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PriceGrid grid && Arrays.equals(prices, grid.prices);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(prices);
    }

    @Override
    public String toString() {
        return "PriceGrid" + bands;
    }
}
