package caravan.risk;

/** One rule that every request has to pass. The same proposal gets the same verdict. */
interface RiskCheck {
    /** In kebab case, for settings, logs and tables. */
    String name();

    /** Whether what only makes a position smaller has to pass too. */
    default boolean concernsReducing() {
        return false;
    }

    Verdict check(Proposal proposal);
}
