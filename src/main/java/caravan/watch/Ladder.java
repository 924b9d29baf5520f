package caravan.watch;

import caravan.model.BookUpdate.Level;
import caravan.model.BookView;
import caravan.model.Quantity;

/** A book as two columns, the best prices on top: contracts at each price, and how many there are up to it. */
final class Ladder {
    private static final String SEPARATOR = " | ";
    private static final int PRICE = 7;
    private static final int CONTRACTS = 9;
    /** Narrower than this, the sums are left out. */
    private static final int WITH_DEPTH = 57;

    private final BookView book;
    private final boolean withDepth;
    private Quantity bidDepth = Quantity.ZERO;
    private Quantity askDepth = Quantity.ZERO;

    Ladder(BookView book, int width) {
        this.book = book;
        this.withDepth = width >= WITH_DEPTH;
    }

    static int rows(BookView book) {
        return Math.max(book.bids().size(), book.asks().size());
    }

    void head(Line line) {
        String side = right("contracts", CONTRACTS);
        line.add(Ink.DIM, (withDepth ? right("depth", CONTRACTS) + " " : "") + side + " " + right("bid", PRICE));
        line.add(Ink.DIM, SEPARATOR);
        line.add(Ink.DIM, left("ask", PRICE) + " " + side + (withDepth ? " " + right("depth", CONTRACTS) : ""));
    }

    /** Writes the next row: the rows are written in order. */
    void row(int index, Line line) {
        if (index < book.bids().size()) {
            Level bid = book.bids().get(index);
            bidDepth = bidDepth.plus(bid.quantity());
            line.add(withDepth ? right(Amounts.contracts(bidDepth), CONTRACTS) + " " : "")
                    .add(right(Amounts.contracts(bid.quantity()), CONTRACTS) + " ")
                    .add(Ink.GREEN, right(Amounts.cents(bid.price()), PRICE));
        } else {
            line.add(" ".repeat((withDepth ? CONTRACTS + 1 : 0) + CONTRACTS + 1 + PRICE));
        }
        line.add(Ink.DIM, SEPARATOR);
        if (index < book.asks().size()) {
            Level ask = book.asks().get(index);
            askDepth = askDepth.plus(ask.quantity());
            line.add(Ink.RED, left(Amounts.cents(ask.price()), PRICE))
                    .add(" " + right(Amounts.contracts(ask.quantity()), CONTRACTS))
                    .add(withDepth ? " " + right(Amounts.contracts(askDepth), CONTRACTS) : "");
        }
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
