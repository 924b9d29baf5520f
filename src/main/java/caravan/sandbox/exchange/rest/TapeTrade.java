package caravan.sandbox.exchange.rest;

import caravan.model.BookSide;
import caravan.sandbox.engine.Market;

/** A trade on the public tape, without who traded. */
record TapeTrade(long number, Market market, BookSide taker, int price, long quantity, long time) {
    String id() {
        return market.ids().trade(number);
    }
}
