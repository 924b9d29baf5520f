package caravan.history;

import java.util.BitSet;
import java.util.OptionalLong;

/** Which numbers of a subscription were recorded after a snapshot; one bit each. */
final class Sequence {
    /** Weeks of a busy subscription, in 60 MB. What claims to be further is no number that was counted to. */
    private static final long FURTHEST = 500_000_000;

    private final long start;
    private long beyond;
    private final BitSet heard = new BitSet();

    /** @param start the snapshot's own number */
    Sequence(long start) {
        this.start = start;
    }

    /** Takes note of a number; whether it was new. */
    boolean hear(long number) {
        if (number <= start) {
            return false;
        }
        if (number - start > FURTHEST) {
            boolean isNew = number != beyond;
            beyond = number;
            return isNew;
        }
        int place = (int) (number - start - 1);
        boolean isNew = !heard.get(place);
        heard.set(place);
        return isNew;
    }

    /** The first number that is missing below the highest one; empty when none is. */
    OptionalLong hole() {
        int missing = heard.nextClearBit(0);
        return missing < heard.length() || beyond > 0 ? OptionalLong.of(start + 1 + missing) : OptionalLong.empty();
    }
}
