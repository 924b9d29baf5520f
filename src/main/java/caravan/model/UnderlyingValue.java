package caravan.model;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The price of what a market is about, a metal for example, from Pyth. It has more decimals than {@link Money} keeps.
 *
 * @param underlying Pyth's name for it, for example {@code Metal.XAU/USD}
 * @param dollars what one unit costs
 * @param vendorTime when Pyth made it
 * @param exchangeTime when the exchange received it
 */
public record UnderlyingValue(
        String underlying,
        BigDecimal dollars,
        @Nullable Instant vendorTime,
        @Nullable Instant exchangeTime) implements StreamMessage {
    @Override
    public @Nullable String ticker() {
        return null;
    }
}
