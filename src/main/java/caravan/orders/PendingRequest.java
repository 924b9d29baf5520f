package caravan.orders;

import caravan.model.Quantity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A request whose outcome is not known yet. Guarded by the lock of {@link OrderIndex}. */
final class PendingRequest {
    final String id;
    final Kind kind;
    final String ticker;
    final String clientOrderId;
    /** What an amendment makes of the order; null for other requests. */
    final @Nullable Version version;
    /** What it is for; of a decrease, what is to rest. */
    final Quantity quantity;

    final Instant begun;
    /** When it could no longer be sent; null while it may be answered yet. */
    @Nullable
    Instant failed;
    /** Nobody asks before. */
    Instant nextQuestion = Instant.MIN;

    PendingRequest(
            String id,
            Kind kind,
            String ticker,
            String clientOrderId,
            @Nullable Version version,
            Quantity quantity,
            Instant begun) {
        this.id = id;
        this.kind = kind;
        this.ticker = ticker;
        this.clientOrderId = clientOrderId;
        this.version = version;
        this.quantity = quantity;
        this.begun = begun;
    }
}
