package caravan.sandbox.engine;

/** What happened to a market. Opening and closing by the clock are changes too, though the exchange is silent about them. */
public enum MarketChange {
    CREATED,
    OPENED,
    DEACTIVATED,
    ACTIVATED,
    CLOSE_DATE_UPDATED,
    CLOSED,
    DETERMINED,
    DISPUTED,
    AMENDED,
    SETTLED
}
