package caravan.sandbox.simulation;

import caravan.sandbox.engine.Account;

/**
 * What an incentive program paid an account: new money, part of {@link caravan.sandbox.engine.Engine#deposits}.
 *
 * @param amount millionths of a dollar
 * @param time microseconds since 1970
 */
public record Payout(Program program, Account account, long amount, long time) {}
