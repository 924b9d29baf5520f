package caravan.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the account stands, as far as it was reconciled with the exchange.
 *
 * @param unreconciled why it cannot be relied on now, for people; null where it was compared since the start and the
 *     last connect, without an unexplained difference
 * @param balance cash
 * @param equity cash and what is held, marked at mid
 * @param peak the highest equity so far
 * @param dayLoss lost today (UTC) by this program, after fees, without rewards; negative where something was won
 * @param marketDayLoss the same for each market that was traded today
 */
public record AccountState(
        @Nullable String unreconciled,
        Money balance,
        Money equity,
        Money peak,
        Money dayLoss,
        Map<String, Money> marketDayLoss) {
    public AccountState {
        marketDayLoss = Map.copyOf(marketDayLoss);
    }
}
