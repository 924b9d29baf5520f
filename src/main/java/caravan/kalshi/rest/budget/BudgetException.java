package caravan.kalshi.rest.budget;

/** A request that was not sent because the account's budget does not allow it in time. */
public final class BudgetException extends Exception {
    private static final long serialVersionUID = 1L;

    BudgetException(String message) {
        super(message);
    }
}
