package caravan.risk;

import caravan.model.OpenOrders;
import caravan.model.Quantity;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The parts of this stage, joined.
 *
 * @param desk asks the gate
 * @param killSwitch stops everything
 * @param conduct is told of fills and of what the exchange refuses
 */
public record RiskRoom(RiskDesk desk, KillSwitch killSwitch, Conduct conduct) {
    /**
     * How it trades.
     *
     * @param life how long an order may rest, as it is set now
     * @param tradeSize contracts of one quote, as it is set now
     * @param slippage how far beyond the best price a person's exits may trade, in ten-thousandths of a dollar
     * @param wholeAccount whether a person's own orders are this program's as well
     * @param verifyInterval between two looks whether anything rests
     */
    public record Habits(
            Supplier<Duration> life,
            Supplier<Quantity> tradeSize,
            int slippage,
            boolean wholeAccount,
            Duration verifyInterval) {}

    /**
     * Joins them.
     *
     * @param standing makes out where we stand
     * @param orders empty while nobody places orders
     * @throws IllegalArgumentException if a limit does not fit how it trades; the message names the settings
     */
    public static RiskRoom open(
            RiskLimits limits,
            Habits habits,
            Standing standing,
            HaltLatch latch,
            DecisionJournal journal,
            Supplier<Optional<OpenOrders>> orders,
            TradingCards cards,
            MeterRegistry meters,
            InstantSource clock) {
        limits.requireLife(habits.life().get());
        Conduct conduct = new Conduct(limits.conduct(habits.tradeSize()), clock);
        RiskGate gate = new RiskGate(
                limits.checks(conduct), standing::with, new Reservations(), conduct::approved, habits.life(), clock);
        KillSwitch killSwitch = new KillSwitch(
                latch,
                gate,
                new Tripwires(limits.dayLossHalt, new Drawdown(limits.drawdown), limits.unknownOrders, conduct),
                conduct,
                new Flattening(habits.slippage()),
                orders,
                habits.wholeAccount(),
                habits.verifyInterval(),
                cards,
                meters,
                clock);
        return new RiskRoom(new RiskDesk(gate, journal, meters, clock), killSwitch, conduct);
    }
}
