package caravan.orders;

/** Hears what the exchange accepts and rejects, of what places or changes orders. */
public interface Outcomes {
    void accepted(String ticker);

    /**
     * Refused for what it is.
     *
     * <p>Where whatever was sent would have been refused, nobody hears of it here: while trading pauses, after the order
     * group had enough, or where too much was asked. Of these each has a wait of its own.
     */
    void rejected(String ticker);
}
