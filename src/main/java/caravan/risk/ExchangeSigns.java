package caravan.risk;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the exchange itself tells of how it is.
 *
 * @param tradingActive whether it says that it trades
 * @param lastSignOfLife when both connections have answered, the earlier of both; null while one is not there
 * @param clockAhead by how much this machine's clock is ahead of the exchange's; null while it is not known
 */
public record ExchangeSigns(
        boolean tradingActive,
        @Nullable Instant lastSignOfLife,
        @Nullable Duration clockAhead) {}
