package caravan.kalshi.rest.budget;

import caravan.model.AccountLimits;

/**
 * How the budget stands.
 *
 * @param known whether the exchange has told the limits; until then the smallest ones count
 * @param waiting how many requests wait for tokens
 * @param isShort whether one was not sent, for want of tokens, within the last minute
 * @param refusedHere how many were not sent, for want of tokens
 * @param refusedThere how many the exchange answered with 429
 */
public record BudgetStatus(
        AccountLimits limits,
        boolean known,
        long readTokens,
        long writeTokens,
        int waiting,
        boolean isShort,
        long refusedHere,
        long refusedThere) {}
