package caravan.portfolio;

import caravan.model.Fill;
import caravan.model.MarketTerms;
import caravan.model.Money;
import caravan.model.Terms;
import caravan.rules.FeeSchedule;
import caravan.rules.FeeType;
import caravan.rules.Fees;
import caravan.rules.OrderFees;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what a fill should cost, and notices when the exchange charges something else: then our rules are wrong. Safe for
 * use by many threads.
 */
final class FeeWatch {
    private static final Logger LOG = LoggerFactory.getLogger("caravan.portfolio");
    /** A hair more than one rounding to the account's precision. */
    private static final long TOLERANCE = 200;
    /** Orders whose rounding is remembered; older ones have no more fills. */
    private static final int MOST_ORDERS = 10_000;

    private final Supplier<@Nullable Terms> terms;
    private final Counter differences;
    private final Map<String, OrderFees> orders = new LinkedHashMap<>();

    FeeWatch(Supplier<@Nullable Terms> terms, MeterRegistry meters) {
        this.terms = terms;
        this.differences = Counter.builder("portfolio.fee.differences")
                .description("fills that cost something else than the rules say")
                .register(meters);
    }

    /**
     * What the rules say, before anything that rounding pays back: the exchange tells the fee of a fill that way too.
     *
     * @return null where the terms of the market, or who took, are not known
     */
    synchronized @Nullable Money predict(Fill fill) {
        Terms known = terms.get();
        Boolean taker = fill.taker();
        Optional<MarketTerms> market = known == null ? Optional.empty() : known.of(fill.ticker());
        FeeType type = market.map(MarketTerms::feeType).orElse(null);
        BigDecimal multiplier = market.map(MarketTerms::feeMultiplier).orElse(null);
        if (type == null || multiplier == null || taker == null) {
            return null;
        }
        Fees fees = FeeSchedule.DEFAULT.feesAt(fill.exchangeTime(), type, multiplier);
        OrderFees order = orders.computeIfAbsent(fill.orderId(), id -> new OrderFees());
        if (orders.size() > MOST_ORDERS) {
            orders.remove(orders.keySet().iterator().next());
        }
        Fees.Charge charge = order.fill(fees, fill.action(), fill.tradedPrice(), fill.quantity(), taker);
        return charge.cost();
    }

    /** Compares what was charged with what was predicted. */
    void compare(OwnFill own) {
        Money charged = own.fill().fee();
        Money predicted = own.predictedFee();
        if (charged == null || predicted == null || Math.abs(charged.units() - predicted.units()) <= TOLERANCE) {
            return;
        }
        differences.increment();
        LOG.warn(
                "The exchange charged {} for fill {} in {}, expected {}: the series' fees have changed, or are not as they"
                        + " are believed to be",
                charged,
                own.fill().tradeId(),
                own.fill().ticker(),
                predicted);
    }
}
