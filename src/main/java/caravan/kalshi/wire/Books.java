package caravan.kalshi.wire;

import caravan.model.BookSide;
import caravan.model.BookUpdate;
import caravan.model.BookUpdate.Level;
import caravan.model.OrderBook;
import caravan.model.Price;
import caravan.model.Quantity;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Translates order book messages.
 *
 * <p>The exchange lists bids for YES and bids for NO; a bid for NO is an ask for YES at the complement. A connection may
 * ask for the NO side in YES prices already, which concerns dollar prices only: whole cents are older than that choice.
 */
final class Books {
    private Books() {}

    static BookUpdate snapshot(Envelope envelope, boolean yesPrices) {
        Body body = envelope.requiredBody();
        List<Level> levels = new ArrayList<>();
        addSide(levels, BookSide.BID, body, true, Field.YES_DOLLARS_FP, Field.YES_DOLLARS, Field.YES);
        addSide(levels, BookSide.ASK, body, yesPrices, Field.NO_DOLLARS_FP, Field.NO_DOLLARS, Field.NO);
        return new BookUpdate.Snapshot(ticker(body), envelope.subscription, envelope.sequence, levels);
    }

    /** Adds one side from the newest form that has it; a side that is absent is empty. */
    private static void addSide(
            List<Level> levels,
            BookSide side,
            Body body,
            boolean dollarsAreYesPrices,
            Field newest,
            Field older,
            Field cents) {
        for (Field field : new Field[] {newest, older, cents}) {
            List<String> flat = body.list(field);
            if (flat != null) {
                boolean inCents = field == cents;
                boolean yesPrices = inCents ? side == BookSide.BID : dollarsAreYesPrices;
                addLevels(levels, side, field, flat, inCents, !yesPrices);
                return;
            }
        }
    }

    private static void addLevels(
            List<Level> levels, BookSide side, Field field, List<String> flat, boolean cents, boolean complement) {
        try {
            for (int index = 0; index < flat.size(); index += 2) {
                String written = flat.get(index);
                Price price = cents ? Price.ofCents(Long.parseLong(written)) : Price.parse(written);
                Quantity quantity = Quantity.parse(flat.get(index + 1));
                if (quantity.units() < 0) {
                    throw new IllegalArgumentException("expected a quantity of 0 or more, found " + quantity);
                }
                levels.add(new Level(side, complement ? price.complement() : price, quantity));
            }
        } catch (IllegalArgumentException | ArithmeticException refused) {
            throw new WireFormatException(field + ": " + refused.getMessage());
        }
    }

    /** A book as REST tells it: NO bids always have NO prices, and cents stand where nothing newer does. */
    static OrderBook whole(JsonNode item) {
        return whole(item, item.path("ticker").asText(""));
    }

    static OrderBook whole(JsonNode item, String ticker) {
        JsonNode dollars = item.path("orderbook_fp");
        boolean cents = !dollars.isObject();
        JsonNode book = cents ? item.path("orderbook") : dollars;
        if (ticker.isEmpty() || !book.isObject()) {
            throw new WireFormatException("expected 'ticker' and an object 'orderbook_fp', found not both");
        }
        List<Level> levels = new ArrayList<>();
        Field yes = cents ? Field.YES : Field.YES_DOLLARS;
        Field no = cents ? Field.NO : Field.NO_DOLLARS;
        addLevels(levels, BookSide.BID, yes, pairs(book, yes), cents, false);
        addLevels(levels, BookSide.ASK, no, pairs(book, no), cents, true);
        return new OrderBook(ticker, levels);
    }

    private static List<String> pairs(JsonNode book, Field field) {
        List<String> flat = new ArrayList<>();
        for (JsonNode pair : book.path(field.toString())) {
            if (pair.size() != 2) {
                throw new WireFormatException(
                        "expected [price, quantity] in '" + field + "', found " + pair.size() + " values");
            }
            flat.add(pair.get(0).asText());
            flat.add(pair.get(1).asText());
        }
        return flat;
    }

    static BookUpdate delta(Envelope envelope, boolean yesPrices) {
        Body body = envelope.requiredBody();
        BookSide side = Body.required(Sides.of(body, Field.SIDE), Field.SIDE);
        Price price = Body.required(body.price(Field.PRICE_DOLLARS, Field.PRICE), Field.PRICE_DOLLARS);
        boolean alreadyYesPrice = yesPrices && body.has(Field.PRICE_DOLLARS);
        return new BookUpdate.Delta(
                ticker(body),
                envelope.subscription,
                envelope.sequence,
                side,
                side == BookSide.BID || alreadyYesPrice ? price : price.complement(),
                Body.required(body.quantity(Field.DELTA_FP, Field.DELTA), Field.DELTA_FP),
                body.identifier(Field.CLIENT_ORDER_ID),
                Times.of(body));
    }

    private static String ticker(Body body) {
        return body.requiredIdentifier(Field.MARKET_TICKER, Field.TICKER);
    }
}
