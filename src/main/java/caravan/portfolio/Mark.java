package caravan.portfolio;

import caravan.model.BookState;
import caravan.model.BookView;
import caravan.model.Price;
import caravan.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * What one YES contract is worth, halfway between bid and ask.
 *
 * @param units twenty-thousandths of a dollar, 0 to 20 000: half of what a {@link Price} counts, so that a mid is exact
 */
record Mark(int units) {
    private static final BigDecimal UNITS_PER_DOLLAR = BigDecimal.valueOf(2L * Price.UNITS_PER_DOLLAR);

    Mark {
        if (units < 0 || units > 2 * Price.UNITS_PER_DOLLAR) {
            throw new IllegalArgumentException("a mark must be 0 to 20000 units, was " + units);
        }
    }

    static Mark of(Price price) {
        return new Mark(2 * price.units());
    }

    /** Reads dollars as a column holds them. */
    static Mark of(BigDecimal dollars) {
        return new Mark(dollars.multiply(UNITS_PER_DOLLAR)
                .setScale(0, RoundingMode.UNNECESSARY)
                .intValueExact());
    }

    /** The mid of a book that can be trusted and has both sides. */
    static Optional<Mark> mid(BookView book) {
        return book.state() != BookState.VALID
                        || book.bids().isEmpty()
                        || book.asks().isEmpty()
                ? Optional.empty()
                : Optional.of(new Mark(book.bids().get(0).price().units()
                        + book.asks().get(0).price().units()));
    }

    /** What so many YES contracts are worth, in whole millionths of a dollar; NO contracts count negative. */
    long value(Quantity contracts) {
        return Math.floorDiv(Math.multiplyExact(contracts.units(), (long) units), 2);
    }

    BigDecimal dollars() {
        return BigDecimal.valueOf(units).divide(UNITS_PER_DOLLAR, 5, RoundingMode.UNNECESSARY);
    }
}
