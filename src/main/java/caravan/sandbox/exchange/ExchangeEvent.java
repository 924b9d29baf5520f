package caravan.sandbox.exchange;

import caravan.model.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happens at the exchange, in the order in which it happens. */
sealed interface ExchangeEvent {
    SimulatedMarket market();

    /**
     * The quantity at one price of a book changed.
     *
     * @param price the price of that side, in ten-thousandths of a dollar
     * @param change hundredths of a contract
     * @param cause our own order, when it caused the change
     */
    record BookChanged(
            SimulatedMarket market,
            Outcome side,
            int price,
            long change,
            @Nullable OwnOrder cause,
            Instant time) implements ExchangeEvent {}

    /** Two parties traded. */
    record Traded(SimulatedMarket market, String tradeId, int yesPrice, long quantity, Outcome taker, Instant time)
            implements ExchangeEvent {}

    /** Prices, sizes or volume of a market differ from what its last ticker said. */
    record TickerChanged(SimulatedMarket market, Instant time) implements ExchangeEvent {}

    /** A market was listed, paused, resumed or given another close. */
    record LifecycleChanged(SimulatedMarket market, Kind kind) implements ExchangeEvent {
        enum Kind {
            CREATED,
            ACTIVATED,
            DEACTIVATED,
            CLOSE_DATE_UPDATED
        }
    }

    /** An order of the sandbox account was executed, whole or part. */
    record OwnFilled(SimulatedMarket market, OwnFill fill) implements ExchangeEvent {}

    /**
     * An order of the sandbox account changed.
     *
     * @param reason the exchange's word for it; null when the order is new
     */
    record OwnOrderChanged(
            SimulatedMarket market,
            OwnOrder order,
            @Nullable String reason) implements ExchangeEvent {}
}
