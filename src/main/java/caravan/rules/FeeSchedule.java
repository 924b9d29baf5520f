package caravan.rules;

import caravan.model.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which rule for rounding fees holds when.
 *
 * <p>The exchange has not published the instant of its last change, so the dates are a parameter.
 *
 * @param versions each rule by the instant from which it holds; before the first of them, the first holds
 * @param precision what the account's balance is kept in: $0.0001 for direct members, $0.01 for others
 * @param rebateAtEquality whether collected rounding is paid back when it amounts to exactly one step, or only above
 */
public record FeeSchedule(NavigableMap<Instant, FeeRounding> versions, Money precision, boolean rebateAtEquality) {
    /** The rules of a direct member, as far as they are known. Dates begin at midnight UTC. */
    public static final FeeSchedule DEFAULT = new FeeSchedule(
            new TreeMap<>(Map.of(
                    Instant.EPOCH,
                    FeeRounding.CENT_CEILING,
                    Instant.parse("2026-01-29T00:00:00Z"),
                    FeeRounding.CENTICENT,
                    Instant.parse("2026-09-01T00:00:00Z"),
                    FeeRounding.MICRO)),
            Fees.CENTICENT,
            true);

    public FeeSchedule {
        versions = Collections.unmodifiableNavigableMap(new TreeMap<>(versions));
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("a fee schedule needs at least one rule, found none");
        }
    }

    /** The rule that holds at an instant. */
    public FeeRounding roundingAt(Instant time) {
        Map.Entry<Instant, FeeRounding> entry = versions.floorEntry(time);
        return entry == null ? versions.firstEntry().getValue() : entry.getValue();
    }

    /** What a series with that formula charges for a fill at an instant. */
    public Fees feesAt(Instant time, FeeType type, BigDecimal multiplier) {
        return new Fees(type, multiplier, roundingAt(time), precision, rebateAtEquality);
    }
}
