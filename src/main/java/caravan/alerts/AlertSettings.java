package caravan.alerts;

import caravan.model.Quantity;
import java.time.Duration;
import java.util.List;

/**
 * What people want to hear of, each with a cool-down: how long the same is not told again. Nothing stands for "not at all":
 * 0 cents, 0 contracts, no time.
 *
 * @param markets tickers, {@code watch-list}, {@code all}
 * @param priceMove how far a price has to move
 * @param spread which spread is tight
 * @param closeAhead how long before its close a market is told of
 * @param settlementAhead how long before it is expected to be paid out a market is told of
 * @param mostPerMinute how many are told in a minute; the others are counted
 */
public record AlertSettings(
        List<String> markets,
        Distance priceMove,
        Distance spread,
        Volume volume,
        Duration closeAhead,
        Duration settlementAhead,
        Lifecycle lifecycle,
        Connections connections,
        Gaps gaps,
        int mostPerMinute) {
    public AlertSettings {
        markets = List.copyOf(markets);
    }

    /**
     * Prices that are apart.
     *
     * @param cents as text
     */
    public record Distance(String cents, Duration coolDown) {}

    /** So many contracts, traded within a window. */
    public record Volume(Quantity quantity, Duration window, Duration coolDown) {}

    /** The turns in the life of a market. */
    public record Lifecycle(boolean isOn, Duration coolDown) {}

    /**
     * Connections that are lost.
     *
     * @param patience how long a reconnect may take
     */
    public record Connections(boolean isOn, Duration patience, Duration coolDown) {}

    /** So many gaps, within a window. */
    public record Gaps(int number, Duration window, Duration coolDown) {}
}
