package caravan.sandbox.exchange.rest;

import java.util.Arrays;

/** The rising numbers of one market's trades, of which the first are forgotten in time. */
final class TradeNumbers {
    private static final long[] NONE = {};
    private static final int FEWEST = 8;

    private long[] numbers = NONE;
    private int from;
    private int to;
    private long forgotten = Tape.NEVER;

    void add(long number) {
        if (to == numbers.length) {
            int size = size();
            // As many places again as are used: the room of those that were forgotten is used before more is taken.
            numbers = Arrays.copyOfRange(numbers, from, from + Math.max(FEWEST, 2 * size));
            from = 0;
            to = size;
        }
        numbers[to++] = number;
    }

    long get(int index) {
        return numbers[from + index];
    }

    int size() {
        return to - from;
    }

    /** @param time of that trade, in microseconds */
    void forgetFirst(long time) {
        forgotten = time;
        from++;
        if (from == to) {
            numbers = NONE;
            from = 0;
            to = 0;
        }
    }

    /** The time of the last trade that was forgotten. */
    long forgotten() {
        return forgotten;
    }
}
