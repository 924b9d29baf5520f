package caravan.kalshi.catalogue;

/** Which of the account's two budgets pays for a request. */
public enum Budget {
    READ,
    WRITE
}
