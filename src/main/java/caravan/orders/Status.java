package caravan.orders;

import java.util.Locale;

/** Where an order is in its life. */
enum Status {
    /** Its row is written; the exchange has not told of it yet. */
    SUBMITTED,
    /** Nobody knows whether the exchange has it. */
    UNKNOWN,
    /** The exchange has answered that it has it. */
    ACCEPTED,
    RESTING,
    FILLED,
    CANCELED,
    EXPIRED,
    REJECTED;

    boolean isEnd() {
        return compareTo(RESTING) > 0;
    }

    static Status read(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** As tables write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
