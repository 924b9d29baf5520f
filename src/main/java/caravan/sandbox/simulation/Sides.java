package caravan.sandbox.simulation;

import caravan.model.BookSide;

/** Arithmetic that both sides of a book share. */
final class Sides {
    private Sides() {}

    static BookSide other(BookSide side) {
        return side == BookSide.BID ? BookSide.ASK : BookSide.BID;
    }

    /** The direction in which prices of a side get worse for whoever trades with it: down for bids. */
    static int away(BookSide side) {
        return side == BookSide.BID ? -1 : 1;
    }
}
