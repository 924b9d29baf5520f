package caravan.rules;

import caravan.model.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What one account earns in one period of the liquidity incentive program. Not thread-safe.
 *
 * <p>Scores are {@code double}s, since they contain powers. Their sum is kept with its rounding error, the share is taken
 * to twelve decimals, and from there on everything is exact: the payout is whole cents, rounded down.
 */
public final class RewardAccrual {
    private static final int SHARE_DECIMALS = 12;
    private static final int CENT_DECIMALS = 2;
    private static final BigDecimal LEAST_PAYOUT = BigDecimal.ONE;

    private final RewardTerms terms;
    private long snapshots;
    private long counted;
    private double scores;
    private double lost;

    public RewardAccrual(RewardTerms terms) {
        this.terms = terms;
    }

    /** A snapshot that counted, with the account's score of 0 to 2. */
    public void counted(double score) {
        if (!(score >= 0 && score <= 2)) {
            throw new IllegalArgumentException("the score of a snapshot must be 0 to 2, was " + score);
        }
        snapshots++;
        counted++;
        double summand = score - lost;
        double sum = scores + summand;
        lost = (sum - scores) - summand;
        scores = sum;
    }

    /** A snapshot that did not count: the market was not open, or a side of its book did not qualify. */
    public void excluded() {
        snapshots++;
    }

    /** The part of the snapshots that counted, 0 to 1. */
    public double includedFraction() {
        return snapshots == 0 ? 0 : (double) counted / snapshots;
    }

    /** The account's part of all scores, 0 to 1. */
    public double share() {
        return counted == 0 ? 0 : scores / 2 / counted;
    }

    /** What the account gets if the period ends now; nothing below one dollar is paid. */
    public Money payout() {
        if (counted == 0) {
            return Money.ZERO;
        }
        BigDecimal share = BigDecimal.valueOf(share()).setScale(SHARE_DECIMALS, RoundingMode.HALF_EVEN);
        BigDecimal dollars = terms.reward().toBigDecimal().multiply(share);
        if (terms.version() == RewardVersion.JULY_2026) {
            dollars = dollars.multiply(BigDecimal.valueOf(counted))
                    .divide(BigDecimal.valueOf(snapshots), SHARE_DECIMALS, RoundingMode.DOWN);
        }
        if (terms.cap() != null) {
            dollars = dollars.min(terms.cap().toBigDecimal());
        }
        dollars = dollars.setScale(CENT_DECIMALS, RoundingMode.DOWN);
        return dollars.compareTo(LEAST_PAYOUT) < 0 ? Money.ZERO : Money.of(dollars);
    }
}
