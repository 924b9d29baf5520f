package caravan.kalshi.catalogue;

/** What an operation does to the account, from harmless to grave. */
public enum Effect {
    /** Changes nothing. */
    READ,
    /** Takes orders, quotes or requests back: must stay possible when nothing else is. */
    REDUCES,
    /** Places or changes something. */
    CHANGES,
    /** Moves cash between accounts. */
    MONEY,
    /** Makes or deletes what opens the account. */
    KEYS;

    /** Whether a person should have to say so twice. */
    public boolean isDangerous() {
        return this == MONEY || this == KEYS;
    }
}
