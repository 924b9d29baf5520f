package caravan.trading;

import caravan.risk.Halt;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds each halt against what really happened, as the exchange's side and the day's course know it: none without its cause,
 * and none that is missing.
 */
final class Halts {
    private static final int UNKNOWN = 3;
    private static final int REFUSED = 20;
    private static final long DOLLAR = 1_000_000;
    private static final long LATELY = 60_000_000;

    final Map<String, Integer> reasons = new TreeMap<>();
    private final SimulatedExchange exchange;
    private final Set<String> seen = new HashSet<>();
    /** When somebody last asked for one. */
    private long wanted = Long.MIN_VALUE / 2;
    /** When the loss was last beyond what ends in a halt, and since when it is far beyond with nobody halted. */
    private long over = Long.MIN_VALUE / 2;

    private long missing = Long.MAX_VALUE;
    private @Nullable Halt last;

    Halts(SimulatedExchange exchange) {
        this.exchange = exchange;
    }

    void wanted(long now) {
        wanted = now;
    }

    void look(@Nullable TradingProgram program, Grant grant, long now) {
        long beyond = exchange.worth.dayLoss() - grant.halt();
        if (beyond > -DOLLAR) {
            over = now;
        }
        if (program == null) {
            missing = Long.MAX_VALUE;
            return;
        }
        Halt halt = program.latch.current().orElse(null);
        if (halt != null && (last == null || !halt.reason().equals(last.reason()))) {
            judge(halt, now);
        }
        last = halt;
        boolean unseen =
                halt == null && beyond > 2 * DOLLAR && program.account.state().unreconciled() == null;
        missing = unseen ? Math.min(missing, now) : Long.MAX_VALUE;
        Truth.require(
                missing == Long.MAX_VALUE || now - missing < Truth.KNOWN,
                "a halt: the day has lost %d, %d was granted".formatted(exchange.worth.dayLoss(), grant.halt()));
    }

    private void judge(Halt halt, long now) {
        String reason = halt.reason();
        // A start finds what the one before has left.
        if (!seen.add(reason) && halt.by().equals("file")) {
            return;
        }
        int unanswered = exchange.troubles.unansweredLately(now);
        int refused = exchange.troubles.refusedLately(now);
        boolean justified = reason.startsWith("somebody wants it") && now - wanted < LATELY
                || reason.contains("have an unknown outcome") && unanswered > UNKNOWN
                || reason.startsWith("the exchange has refused") && refused >= REFUSED
                || reason.startsWith("today has lost") && now - over < Truth.KNOWN;
        Truth.require(
                justified,
                "a halt with a cause, found '%s', with %d requests unanswered, %d refused in a row, %d lost today"
                        .formatted(reason, unanswered, refused, exchange.worth.dayLoss()));
        reasons.merge(reason.replaceAll("-?[\\d.]+", "#"), 1, Integer::sum);
    }
}
