package caravan.sandbox.exchange.stream;

/** Counts the commands of a connection, second by second. Not thread-safe. */
final class CommandRate {
    private final int most;
    private long second = Long.MIN_VALUE;
    private int count;

    CommandRate(int most) {
        this.most = most;
    }

    /** Whether one more is too many in this second. */
    boolean exceeded(long millis) {
        long now = Math.floorDiv(millis, 1_000L);
        if (now != second) {
            second = now;
            count = 0;
        }
        return ++count > most;
    }
}
