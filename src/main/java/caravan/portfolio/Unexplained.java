package caravan.portfolio;

import caravan.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What the exchange says that the account has, and nothing here explains.
 *
 * @param positions by how much each is more than fills and payouts made of it
 * @param cash in millionths of a dollar
 * @param opening whether it is compared for the first time, when all that is not explained was there before
 */
record Unexplained(Map<String, Quantity> positions, long cash, boolean opening) {
    Unexplained {
        positions = Map.copyOf(positions);
    }

    boolean isNothing() {
        return positions.isEmpty() && cash == 0;
    }

    /** Whether it is the same, but for what the exchange rounds with each fill in between. */
    boolean isLike(Unexplained other) {
        return opening == other.opening
                && positions.equals(other.positions)
                && Math.abs(cash - other.cash) <= Explanations.CENT;
    }

    /**
     * For people.
     *
     * @param held what the exchange says
     */
    static String text(Map<String, Quantity> unexplained, Map<String, Quantity> held) {
        List<String> lines = new ArrayList<>();
        for (String ticker : new TreeSet<>(unexplained.keySet())) {
            Quantity there = held.getOrDefault(ticker, Quantity.ZERO);
            lines.add("%s is %s at the exchange, %s by the fills and payouts that are known"
                    .formatted(ticker, there, there.minus(unexplained.get(ticker))));
        }
        return String.join("; ", lines.subList(0, Math.min(5, lines.size())));
    }
}
