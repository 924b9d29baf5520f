package caravan.kalshi.wire;

import static caravan.kalshi.wire.Body.required;

import caravan.model.Communication;
import caravan.model.Communication.Offer;
import caravan.model.Outcome;
import caravan.model.Price;

/** Translates what is said about requests for quotes. */
final class Communications {
    private Communications() {}

    static Communication requested(Body body) {
        return new Communication.Requested(
                body.requiredIdentifier(Field.ID, Field.RFQ_ID),
                body.identifier(Field.CREATOR_ID),
                ticker(body),
                body.identifier(Field.EVENT_TICKER),
                body.quantity(Field.CONTRACTS_FP, Field.CONTRACTS),
                body.money(Field.TARGET_COST_DOLLARS, Field.TARGET_COST),
                body.identifier(Field.MVE_COLLECTION_TICKER),
                body.text(Field.MVE_SELECTED_LEGS),
                Times.text(body, Field.CREATED_TS));
    }

    static Communication requestDeleted(Body body) {
        return new Communication.RequestDeleted(
                body.requiredIdentifier(Field.ID, Field.RFQ_ID),
                body.identifier(Field.CREATOR_ID),
                ticker(body),
                body.identifier(Field.EVENT_TICKER),
                body.quantity(Field.CONTRACTS_FP, Field.CONTRACTS),
                body.money(Field.TARGET_COST_DOLLARS, Field.TARGET_COST),
                Times.text(body, Field.DELETED_TS));
    }

    static Communication quoted(Body body) {
        return new Communication.Quoted(requestId(body), offer(body), Times.text(body, Field.CREATED_TS));
    }

    static Communication accepted(Body body) {
        return new Communication.Accepted(
                requestId(body),
                offer(body),
                body.convert(Field.ACCEPTED_SIDE, Communications::outcome),
                body.quantity(Field.CONTRACTS_ACCEPTED_FP, Field.CONTRACTS_ACCEPTED));
    }

    static Communication executed(Body body) {
        return new Communication.Executed(
                requestId(body),
                body.requiredIdentifier(Field.QUOTE_ID, Field.QUOTE_ID),
                body.identifier(Field.QUOTE_CREATOR_ID),
                body.identifier(Field.RFQ_CREATOR_ID),
                body.requiredIdentifier(Field.ORDER_ID, Field.ORDER_ID),
                body.identifier(Field.CLIENT_ORDER_ID),
                ticker(body),
                body.smallNumber(Field.SUBACCOUNT),
                Times.text(body, Field.EXECUTED_TS));
    }

    private static Offer offer(Body body) {
        Price bid = body.price(Field.YES_BID_DOLLARS, Field.YES_BID);
        Price noBid = body.price(Field.NO_BID_DOLLARS, Field.NO_BID);
        return new Offer(
                body.requiredIdentifier(Field.QUOTE_ID, Field.QUOTE_ID),
                body.identifier(Field.QUOTE_CREATOR_ID),
                body.identifier(Field.RFQ_CREATOR_ID),
                ticker(body),
                body.identifier(Field.EVENT_TICKER),
                required(bid, Field.YES_BID_DOLLARS),
                required(noBid, Field.NO_BID_DOLLARS).complement(),
                body.quantity(Field.YES_CONTRACTS_OFFERED_FP, Field.YES_CONTRACTS_OFFERED),
                body.quantity(Field.NO_CONTRACTS_OFFERED_FP, Field.NO_CONTRACTS_OFFERED),
                body.money(Field.RFQ_TARGET_COST_DOLLARS, Field.RFQ_TARGET_COST),
                body.smallNumber(Field.SUBACCOUNT));
    }

    private static Outcome outcome(String text) {
        return switch (text) {
            case "yes" -> Outcome.YES;
            case "no" -> Outcome.NO;
            default -> throw new IllegalArgumentException("expected yes or no, found '" + text + "'");
        };
    }

    private static String requestId(Body body) {
        return body.requiredIdentifier(Field.RFQ_ID, Field.RFQ_ID);
    }

    private static String ticker(Body body) {
        return body.requiredIdentifier(Field.MARKET_TICKER, Field.TICKER);
    }
}
