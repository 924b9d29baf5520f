package caravan.marketmaking;

/**
 * What trading in one market has brought so far, split as profit and loss is: money in halves of a millionth of a dollar,
 * because a mid may lie between two prices.
 */
final class MarkedResult {
    private long held;
    private long doubleMid;
    private long capture;
    private long inventory;

    /** The market is worth so much now. */
    void mark(long newDoubleMid) {
        inventory += held * (newDoubleMid - doubleMid);
        doubleMid = newDoubleMid;
    }

    /**
     * A fill.
     *
     * @param signed hundredths of a contract, sold ones negative
     * @param midBefore twice the mid of the moment before, in price units
     */
    void filled(long signed, int price, long midBefore) {
        mark(midBefore);
        capture += signed * (midBefore - 2L * price);
        held += signed;
    }

    /** It was paid out; a void pays what was paid for it. */
    void settled(long value, long revenue, boolean isVoid) {
        if (isVoid) {
            inventory += 2 * revenue - worth();
        } else {
            mark(2 * value);
        }
        held = 0;
    }

    /** What is held, at the last mark. */
    long worth() {
        return held >= 0 ? held * doubleMid : -held * (20_000 - doubleMid);
    }

    long held() {
        return held;
    }

    long capture() {
        return capture;
    }

    long inventory() {
        return inventory;
    }
}
