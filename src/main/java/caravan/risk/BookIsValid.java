package caravan.risk;

import caravan.model.BookState;
import caravan.model.BookView;

/**
 * Denies an order on a book that may be wrong, and takes away what rests there.
 */
record BookIsValid() implements RiskCheck {
    @Override
    public String name() {
        return "book-is-valid";
    }

    @Override
    public Reach reach() {
        return Reach.ALL;
    }

    @Override
    public boolean withdraws() {
        return true;
    }

    @Override
    public Verdict check(Proposal proposal) {
        BookView book = proposal.market().book();
        if (book == null) {
            return Verdict.denies(name(), "no book was heard");
        }
        return book.state() == BookState.VALID
                ? Verdict.passes(name())
                : Verdict.denies(name(), "the book is %s: %s".formatted(book.state(), book.reason()));
    }
}
