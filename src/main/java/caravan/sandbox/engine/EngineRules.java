package caravan.sandbox.engine;

/**
 * The rules that the exchange's own documents leave open, or that it has changed.
 *
 * @param groupTriggersAtLimit whether an order group is canceled when it reaches its limit, or only above; both wordings
 *     occur
 * @param expirationKeepsPlace whether an amendment of nothing but the expiration keeps the order's place in the queue;
 *     documented since October 2026
 * @param fillOrKillCountsOwn whether an order that must fill whole counts orders of its own account as liquidity; when it
 *     then meets one, it ends like an immediate one, with what it traded before
 */
public record EngineRules(boolean groupTriggersAtLimit, boolean expirationKeepsPlace, boolean fillOrKillCountsOwn) {
    /** What is known, and what was seen, by autumn 2026. */
    public static final EngineRules DEFAULT = new EngineRules(false, true, true);
}
