package caravan.recording;

import caravan.model.Communication;
import caravan.model.Communication.Offer;
import caravan.model.Frame;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Rows of requests for quotes and of quotes: one table for five kinds of message, of which each has some of the columns.
 *
 * <p>The columns stand in four groups: who and when, the request, the quote, and what became of it.
 */
final class CommunicationRows {
    private static final int REQUEST_COLUMNS = 4;
    private static final int QUOTE_COLUMNS = 7;
    private static final int OUTCOME_COLUMNS = 4;

    private CommunicationRows() {}

    static void requested(Communication.Requested request, Frame frame, Columns columns) throws SQLException {
        begin(request, request.exchangeTime(), request.requesterId(), request.eventTicker(), frame, columns)
                .contracts(request.quantity())
                .dollars(request.targetCost())
                .text(request.collectionTicker())
                .text(request.legs())
                .none(QUOTE_COLUMNS + OUTCOME_COLUMNS);
    }

    static void requestDeleted(Communication.RequestDeleted request, Frame frame, Columns columns) throws SQLException {
        begin(request, request.exchangeTime(), request.requesterId(), request.eventTicker(), frame, columns)
                .contracts(request.quantity())
                .dollars(request.targetCost())
                .none(2)
                .none(QUOTE_COLUMNS + OUTCOME_COLUMNS);
    }

    static void quoted(Communication.Quoted quote, Frame frame, Columns columns) throws SQLException {
        offer(quote, quote.exchangeTime(), quote.offer(), frame, columns).none(OUTCOME_COLUMNS);
    }

    static void accepted(Communication.Accepted quote, Frame frame, Columns columns) throws SQLException {
        offer(quote, null, quote.offer(), frame, columns)
                .word(quote.accepted())
                .contracts(quote.quantity())
                .none(2);
    }

    static void executed(Communication.Executed quote, Frame frame, Columns columns) throws SQLException {
        begin(quote, quote.exchangeTime(), quote.requesterId(), null, frame, columns)
                .none(REQUEST_COLUMNS)
                .text(quote.quoteId())
                .text(quote.quoterId())
                .none(4)
                .number(quote.subaccount())
                .none(2)
                .text(quote.orderId())
                .text(quote.clientOrderId());
    }

    private static Columns begin(
            Communication message,
            @Nullable Instant exchangeTime,
            @Nullable String requesterId,
            @Nullable String eventTicker,
            Frame frame,
            Columns columns)
            throws SQLException {
        return columns.number(frame.connectionId())
                .number(frame.number())
                .number(frame.subscription())
                .number(frame.sequence())
                .time(frame.receivedTime())
                .time(exchangeTime)
                .text(frame.type())
                .text(message.requestId())
                .text(requesterId)
                .text(message.ticker())
                .text(eventTicker);
    }

    private static Columns offer(
            Communication message, @Nullable Instant exchangeTime, Offer offer, Frame frame, Columns columns)
            throws SQLException {
        return begin(message, exchangeTime, offer.requesterId(), offer.eventTicker(), frame, columns)
                .none(1)
                .dollars(offer.targetCost())
                .none(2)
                .text(offer.quoteId())
                .text(offer.quoterId())
                .dollars(offer.bid())
                .dollars(offer.ask())
                .contracts(offer.bidQuantity())
                .contracts(offer.askQuantity())
                .number(offer.subaccount());
    }
}
