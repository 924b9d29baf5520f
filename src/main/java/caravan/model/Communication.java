package caravan.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is said about a request for quotes (RFQ), and about the quotes that answer it.
 *
 * <p>Everybody hears of requests; of a quote only who made it and who asked for it. People are named by public ids that
 * do not tell who they are.
 */
public sealed interface Communication extends StreamMessage {
    String requestId();

    @Override
    String ticker();

    /**
     * Somebody asks for quotes.
     *
     * @param quantity contracts asked for; null where the cost was said instead
     * @param targetCost what the contracts may cost together
     * @param collectionTicker the collection that a combination of markets belongs to; null for one market alone
     * @param legs the markets of the combination, as the JSON text that the exchange wrote
     */
    record Requested(
            String requestId,
            @Nullable String requesterId,
            String ticker,
            @Nullable String eventTicker,
            @Nullable Quantity quantity,
            @Nullable Money targetCost,
            @Nullable String collectionTicker,
            @Nullable String legs,
            @Nullable Instant exchangeTime)
            implements Communication {}

    /** A request was withdrawn, or has been served. */
    record RequestDeleted(
            String requestId,
            @Nullable String requesterId,
            String ticker,
            @Nullable String eventTicker,
            @Nullable Quantity quantity,
            @Nullable Money targetCost,
            @Nullable Instant exchangeTime)
            implements Communication {}

    /** Somebody offers to trade. */
    record Quoted(String requestId, Offer offer, @Nullable Instant exchangeTime) implements Communication {
        @Override
        public String ticker() {
            return offer.ticker();
        }
    }

    /**
     * An offer was taken up; its maker has yet to confirm. The exchange does not say when that was.
     *
     * @param accepted the side that was taken
     */
    record Accepted(
            String requestId,
            Offer offer,
            @Nullable Outcome accepted,
            @Nullable Quantity quantity) implements Communication {
        @Override
        public String ticker() {
            return offer.ticker();
        }
    }

    /**
     * A quote was executed: orders of both sides were placed.
     *
     * @param orderId our order, which the fill names too
     */
    record Executed(
            String requestId,
            String quoteId,
            @Nullable String quoterId,
            @Nullable String requesterId,
            String orderId,
            @Nullable String clientOrderId,
            String ticker,
            @Nullable Integer subaccount,
            @Nullable Instant exchangeTime)
            implements Communication {}

    /**
     * The terms of a quote, in YES prices.
     *
     * @param bid what its maker pays for YES; 0 for no offer
     * @param ask what its maker takes for YES; 1 for no offer
     * @param bidQuantity contracts offered at the bid; null where the request says how many
     * @param targetCost what the request said that the contracts may cost together
     * @param subaccount ours; null where it is not ours or was not said
     */
    record Offer(
            String quoteId,
            @Nullable String quoterId,
            @Nullable String requesterId,
            String ticker,
            @Nullable String eventTicker,
            Price bid,
            Price ask,
            @Nullable Quantity bidQuantity,
            @Nullable Quantity askQuantity,
            @Nullable Money targetCost,
            @Nullable Integer subaccount) {}
}
