package caravan.sandbox.exchange.rest;

/** A budget of requests that refills steadily. */
final class TokenBucket {
    /** A token is a million parts, so that every microsecond counts. */
    private static final long PARTS = 1_000_000;

    private final Tier.Budget budget;
    private long parts;
    private long refilled;

    TokenBucket(Tier.Budget budget, long now) {
        this.budget = budget;
        this.parts = budget.capacity() * PARTS;
        this.refilled = now;
    }

    /** Takes that many tokens if all of them are there. */
    boolean take(int tokens, long now) {
        long capacity = budget.capacity() * PARTS;
        long full = (capacity - parts) / budget.refill() + 1;
        parts = Math.min(capacity, parts + Math.min(full, Math.max(0, now - refilled)) * budget.refill());
        refilled = Math.max(refilled, now);
        if (parts < tokens * PARTS) {
            return false;
        }
        parts -= tokens * PARTS;
        return true;
    }
}
