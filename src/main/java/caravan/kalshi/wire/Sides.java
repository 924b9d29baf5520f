package caravan.kalshi.wire;

import static caravan.kalshi.wire.Field.ACTION;
import static caravan.kalshi.wire.Field.BOOK_SIDE;
import static caravan.kalshi.wire.Field.OUTCOME_SIDE;
import static caravan.kalshi.wire.Field.PURCHASED_SIDE;
import static caravan.kalshi.wire.Field.SIDE;

import caravan.model.Action;
import caravan.model.BookSide;
import caravan.model.Outcome;
import org.jspecify.annotations.Nullable;

/** Which way a message points, told in up to five ways of which the newest is the most trustworthy. */
final class Sides {
    private Sides() {}

    /** A side of the book by either vocabulary: {@code bid} and {@code yes} are one, {@code ask} and {@code no}. */
    static @Nullable BookSide of(Body body, Field field) {
        return body.convert(field, text -> switch (text) {
            case "bid", "yes" -> BookSide.BID;
            case "ask", "no" -> BookSide.ASK;
            default -> throw new IllegalArgumentException("expected bid, ask, yes or no, found '" + text + "'");
        });
    }

    /**
     * The side of the YES book that an order or a fill is on.
     *
     * <p>The legacy {@code side} and {@code action} are asked last: on a maker's fill they may be the aggressor's.
     */
    static BookSide direction(Body body) {
        for (Field field : new Field[] {BOOK_SIDE, OUTCOME_SIDE, PURCHASED_SIDE}) {
            BookSide side = of(body, field);
            if (side != null) {
                return side;
            }
        }
        BookSide legacy = legacyDirection(body);
        if (legacy == null) {
            throw new WireFormatException("expected 'book_side', 'outcome_side', or 'side' with 'action', found side '"
                    + body.text(SIDE) + "' and action '" + body.text(ACTION) + "'");
        }
        return legacy;
    }

    /**
     * The side of the YES book that an order is on.
     *
     * <p>Updates of before May 2026 name no action: there {@code side} alone is the direction.
     */
    static BookSide ofOrder(Body body) {
        boolean sideAlone = !body.has(BOOK_SIDE) && !body.has(OUTCOME_SIDE) && !body.has(ACTION);
        return sideAlone ? Body.required(of(body, SIDE), SIDE) : direction(body);
    }

    /** Buying YES and selling NO are bids; {@code buy} alone as the side is the oldest form. */
    private static @Nullable BookSide legacyDirection(Body body) {
        String side = body.text(SIDE);
        if (side == null) {
            return null;
        }
        return switch (side) {
            case "buy" -> BookSide.BID;
            case "sell" -> BookSide.ASK;
            default -> {
                Outcome outcome = outcome(body);
                Action action = action(body);
                if (outcome == null || action == null) {
                    yield null;
                }
                yield (outcome == Outcome.YES) == (action == Action.BUY) ? BookSide.BID : BookSide.ASK;
            }
        };
    }

    /** The side of the question that a person traded: as the legacy fields say where they agree with the direction. */
    static Outcome tradedOutcome(Body body, BookSide direction) {
        if (saidByAPerson(body, direction)) {
            return Body.required(outcome(body), SIDE);
        }
        return direction == BookSide.BID ? Outcome.YES : Outcome.NO;
    }

    /** What a person did with the contracts; a purchase unless the legacy fields say otherwise. */
    static Action tradedAction(Body body, BookSide direction) {
        return saidByAPerson(body, direction) ? Body.required(action(body), ACTION) : Action.BUY;
    }

    private static boolean saidByAPerson(Body body, BookSide direction) {
        return outcome(body) != null && action(body) != null && legacyDirection(body) == direction;
    }

    private static @Nullable Outcome outcome(Body body) {
        String side = body.text(SIDE);
        return "yes".equals(side) ? Outcome.YES : "no".equals(side) ? Outcome.NO : null;
    }

    private static @Nullable Action action(Body body) {
        String action = body.text(ACTION);
        if (action == null) {
            return null;
        }
        return action.startsWith("buy") ? Action.BUY : action.startsWith("sell") ? Action.SELL : null;
    }
}
