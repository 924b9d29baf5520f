package caravan.model;

/** Decides what is to rest in a market. Knows nothing but what it is told: the same situation gives the same plan. */
@FunctionalInterface
public interface Strategy {
    /** What is to rest now. Whether it may, others decide. */
    QuotePlan quote(Situation situation);
}
