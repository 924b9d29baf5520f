package caravan.sandbox.simulation;

/** How a market's traders behave. */
public enum Mood {
    /** Values drift, books are deep, hardly anybody knows more than others. */
    CALM(0.15, 0.2, 0.15, 0.10, 1.0, 0, 0.50, 15),
    /** Values jump, and some trade on it before the quotes follow. */
    NEWS(0.60, 20, 0.35, 0.40, 0.8, 1, 0.50, 8),
    /** Most takers buy YES, whatever it is worth. */
    ONE_SIDED(0.15, 0.3, 0.15, 0.10, 1.0, 0, 0.80, 15),
    /** Small quotes far apart. */
    THIN(0.20, 0.2, 0.20, 0.15, 0.15, 2, 0.50, 12),
    /** Everything moves, quotes are small: the answer is about to be known. */
    NEAR_CLOSE(1.50, 4, 0.40, 0.30, 0.6, 1, 0.50, 15);

    /** Standard deviation of the value's log-odds in an hour. */
    final double volatility;

    final double jumpsPerHour;
    /** Standard deviation of a jump, in log-odds. */
    final double jump;
    /** The part of takers who know the value. */
    final double informed;
    /** How large quotes are. */
    final double depth;
    /** Ticks that quotes keep from the value, besides the nearest. */
    final int width;
    /** The part of the other takers who buy YES. */
    final double buyers;
    /** In how many of a hundred actions a maker looks at the value. */
    final int attention;

    Mood(
            double volatility,
            double jumpsPerHour,
            double jump,
            double informed,
            double depth,
            int width,
            double buyers,
            int attention) {
        this.volatility = volatility;
        this.jumpsPerHour = jumpsPerHour;
        this.jump = jump;
        this.informed = informed;
        this.depth = depth;
        this.width = width;
        this.buyers = buyers;
        this.attention = attention;
    }

    /** Of the value's log-odds in an hour, jumps and all. */
    double variance() {
        return volatility * volatility + jumpsPerHour * jump * jump;
    }
}
