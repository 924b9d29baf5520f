package caravan.portfolio;

import caravan.model.Quantity;
import java.util.HashMap;
import java.util.Map;

/** Works out what of the account follows neither from fills and payouts nor from what was there before. */
final class Explanations {
    /** For a comparison, and for each fill since: the exchange rounds, and pays rounding back, in such steps. */
    static final long CENT = 10_000;

    private static final long PER_FILL = 100;

    private final AccountRows rows;
    private final FillRows fills;
    private final SettlementRows settlements;

    Explanations(AccountRows rows, FillRows fills, SettlementRows settlements) {
        this.rows = rows;
        this.fills = fills;
        this.settlements = settlements;
    }

    /** The positions that neither the fills of before the exchange was asked explain, nor those of after. */
    Map<String, Quantity> positions(Reading now) {
        Map<String, Quantity> later = fills.nets();
        Map<String, Quantity> unexplained = positions(now, now.netsBefore());
        unexplained.keySet().retainAll(positions(now, later).keySet());
        return unexplained;
    }

    /** What the exchange says is held, less what was there before and what fills and payouts here made of it. */
    Map<String, Quantity> positions(Reading now, Map<String, Quantity> nets) {
        Map<String, Quantity> rest = new HashMap<>(now.positions());
        rows.baseline().forEach((ticker, before) -> rest.merge(ticker, negative(before), Quantity::plus));
        nets.forEach((ticker, net) -> rest.merge(ticker, negative(net), Quantity::plus));
        settlements.all().forEach(paid -> rest.merge(paid.ticker(), SettlementRows.held(paid), Quantity::plus));
        rest.values().removeIf(Quantity.ZERO::equals);
        return rest;
    }

    private static Quantity negative(Quantity quantity) {
        return Quantity.ZERO.minus(quantity);
    }

    /** Of the cash what came or went since it was last right; nothing where rounding, or a fee not told yet, explains it. */
    long cashSince(Reading now, FillRows.Flow flow) {
        AccountRows.Moved moved = rows.moved();
        long cash = cash(now, flow) - moved.cash().units();
        long tolerance = CENT
                + PER_FILL * (flow.fills() - moved.fills())
                + CENT * settlements.all().size();
        return Math.abs(cash) <= tolerance || flow.unknownFees() > 0 ? 0 : cash;
    }

    /** The cash that fills and payouts here do not explain; what NO positions tie up counts as cash. */
    long cash(Reading now, FillRows.Flow flow) {
        long pledged = now.positions().values().stream()
                .mapToLong(AccountHoldings::pledged)
                .sum();
        long paid = settlements.all().stream()
                .mapToLong(settlement -> SettlementRows.flow(settlement).units())
                .sum();
        return now.balance().cash().units() + pledged - flow.cash().units() - paid;
    }
}
