package caravan.model;

/** The account. Safe for use by many threads. */
public interface Account {
    /** How it stands now. */
    AccountState state();
}
