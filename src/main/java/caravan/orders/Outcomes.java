package caravan.orders;

/** Hears what the exchange accepts and rejects, of what places or changes orders. */
public interface Outcomes {
    void accepted(String ticker);

    void rejected(String ticker);
}
