package caravan.sandbox.engine;

/** Why an order changed, in the exchange's own words. A new order and a cancel that was asked for have none. */
public enum UpdateReason {
    DECREASE("Decrease"),
    AMEND("Amend"),
    TRADE("Trade"),
    SELF_TRADE_CANCEL("SelfTradeCancel"),
    EXPIRY_CANCEL("ExpiryCancel"),
    CLOSE_CANCEL("CloseCancel"),
    HALT_CANCEL("HaltCancel"),
    REDUCE_ONLY_CANCEL("ReduceOnlyCancel");

    private final String word;

    UpdateReason(String word) {
        this.word = word;
    }

    /** For {@code last_update_reason}. */
    public String word() {
        return word;
    }
}
