package caravan.history;

import java.util.BitSet;
import java.util.OptionalLong;

/** Which numbers of a subscription were recorded after a snapshot; one bit each. */
final class Sequence {
    private final long start;
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
        int place = Math.toIntExact(number - start - 1);
        boolean isNew = !heard.get(place);
        heard.set(place);
        return isNew;
    }

    /** The first number that is missing below the highest one; empty when none is. */
    OptionalLong hole() {
        int missing = heard.nextClearBit(0);
        return missing < heard.length() ? OptionalLong.of(start + 1 + missing) : OptionalLong.empty();
    }
}
