package caravan.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is told about fills: one order, or many at once. */
public sealed interface FillNotice {

    /**
     * The fills of one order that one notification tells about.
     *
     * @param averagePrice dollars a contract on the side that was traded, exact to 1/10 000 dollar (half up)
     * @param total dollars paid or received for the contracts, without fees
     * @param fees null when no source has told the fee of every fill yet
     * @param positionAfter net position after the last fill, NO negative; null where no source told
     * @param fills how many partial fills these are
     * @param lastFillTime the exchange's time of the last one
     */
    record OrderFilled(
            String orderId,
            String ticker,
            Outcome outcome,
            Action action,
            Quantity quantity,
            BigDecimal averagePrice,
            Money total,
            @Nullable Money fees,
            @Nullable Quantity positionAfter,
            int fills,
            Instant lastFillTime)
            implements FillNotice {}

    /** Many orders that were filled while nobody was told, newest first. */
    record Digest(List<OrderFilled> orders) implements FillNotice {
        public Digest {
            orders = List.copyOf(orders);
        }
    }
}
