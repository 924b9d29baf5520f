package caravan.sandbox.exchange.rest;

import caravan.sandbox.engine.Settlement;

/**
 * A payout to an account with keys.
 *
 * @param number counts up
 * @param fees all that was paid in fees in the market, in millionths of a dollar
 */
record OwnSettlement(long number, Settlement settlement, long fees) {}
