package caravan.sandbox.wire;

import caravan.sandbox.simulation.Strike;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Writes the numbers that decide a market, as REST and the stream both name them. */
public final class Strikes {
    private Strikes() {}

    /** @param strike null for a market that no number decides; nothing is written then */
    public static void write(ObjectNode into, @Nullable Strike strike) {
        if (strike == null) {
            return;
        }
        into.put("strike_type", strike.type());
        if (strike.floor() != null) {
            into.put("floor_strike", strike.floor());
        }
        if (strike.cap() != null) {
            into.put("cap_strike", strike.cap());
        }
    }
}
