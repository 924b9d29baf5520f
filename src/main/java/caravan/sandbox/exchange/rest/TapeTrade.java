package caravan.sandbox.exchange.rest;

import caravan.model.BookSide;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.Trade;

/** A trade on the public tape, without who traded. */
record TapeTrade(long number, String id, Market market, BookSide taker, int price, long quantity, long time) {
    static TapeTrade of(Trade trade) {
        return new TapeTrade(
                trade.number(),
                trade.id(),
                trade.market(),
                trade.taker().side(),
                trade.price(),
                trade.quantity(),
                trade.time());
    }
}
