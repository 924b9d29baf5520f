package caravan.sandbox.exchange.rest;

import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.Position;

/** A position as it stood at one time; numbers as in {@link Position}. */
record PositionState(
        Market market, long contracts, long cost, long realized, long fees, long volume, long traded, long updated) {
    static PositionState of(Position position) {
        return new PositionState(
                position.market(),
                position.contracts(),
                position.cost(),
                position.realized(),
                position.fees(),
                position.volume(),
                position.traded(),
                position.updated());
    }
}
