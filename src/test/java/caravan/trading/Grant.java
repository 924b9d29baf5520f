package caravan.trading;

import java.util.Properties;

/**
 * What the day may lose, in millionths of a dollar: with each start a person grants a little more than what is gone.
 *
 * @param day after which nothing grows any more
 * @param market the same in one market
 * @param halt after which everything stops
 */
record Grant(long day, long market, long halt) {
    private static final long DOLLAR = 1_000_000;

    static Grant beyond(Worth worth) {
        long day = dollars(worth.dayLoss(), 8);
        long market = dollars(worth.worstDayLoss(), 5);
        return new Grant(day, market, Math.max(day, market) + 4 * DOLLAR);
    }

    private static long dollars(long lost, int more) {
        return (Math.max(0, lost) / DOLLAR + more) * DOLLAR;
    }

    void into(Properties settings) {
        settings.setProperty("risk.max-day-loss", String.valueOf(day / DOLLAR));
        settings.setProperty("risk.max-market-day-loss", String.valueOf(market / DOLLAR));
        settings.setProperty("risk.max-day-loss-halt", String.valueOf(halt / DOLLAR));
    }
}
