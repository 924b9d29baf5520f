package caravan.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the exchange works now, as it says itself.
 *
 * @param exchangeActive false while nothing can be done at all
 * @param tradingActive false while orders can at most be canceled
 * @param resumeTime when it expects to be back; null where it does not say
 */
public record ExchangeStatus(
        boolean exchangeActive,
        boolean tradingActive,
        @Nullable Instant resumeTime) {}
