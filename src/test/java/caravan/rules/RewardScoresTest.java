package caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import caravan.model.Money;
import caravan.model.Outcome;
import caravan.model.Price;
import caravan.model.Quantity;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RewardScoresTest {
    private static final Offset<Double> SIX_DECIMALS = within(0.000_000_5);
    private static final PriceGrid CENTS = PriceStructure.LINEAR_CENT.grid();
    private static final Map<Price, Quantity> YES = bids("0.41 40, 0.40 150, 0.39 200, 0.38 500");
    private static final Map<Price, Quantity> NO = bids("0.57 80, 0.56 100, 0.55 300");
    private static final Map<Price, Quantity> OWN_YES = bids("0.40 100");
    private static final Map<Price, Quantity> OWN_NO = bids("0.57 20");

    @ParameterizedTest
    @CsvSource({
        "JULY_2026, 0.40, 290, 0.344828, 0.442389, 17.69",
        "FEBRUARY_2026, 0.41, 165, 0.303030, 0.400591, 20.02",
    })
    void workedExample(
            RewardVersion version, String reference, double total, double share, double score, String payout) {
        RewardTerms terms = terms("100", version, RewardDistance.TICKS);
        RewardScores scores = RewardScores.of(terms, CENTS, YES, NO);
        QualifyingBids yes = scores.yes().orElseThrow();
        assertThat(yes.reference()).isEqualTo(Price.parse(reference));
        assertThat(yes.lowest()).isEqualTo(Price.parse("0.39"));
        assertThat(yes.total()).isEqualTo(total);
        assertThat(yes.share(OWN_YES)).isCloseTo(share, SIX_DECIMALS);
        QualifyingBids no = scores.no().orElseThrow();
        assertThat(no.reference()).isEqualTo(Price.parse("0.57"));
        assertThat(no.total()).isEqualTo(205);
        assertThat(no.share(OWN_NO)).isCloseTo(0.097_561, SIX_DECIMALS);
        assertThat(scores.score(OWN_YES, OWN_NO)).isCloseTo(score, SIX_DECIMALS);
        RewardAccrual accrual = accrual(terms, scores.score(OWN_YES, OWN_NO), 8_000, 2_000);
        assertThat(accrual.payout()).isEqualTo(Money.parse(payout));
    }

    /** {@link Math#pow} may differ in its last bit from one machine, or one moment, to the next. */
    @Test
    void weightsAreTheSameOnEveryMachine() {
        for (int discount = 1; discount < 10_000; discount += 7) {
            RewardTerms terms = RewardTerms.of(Money.parse("100"), Quantity.parse("300"), discount, null);
            for (double distance = 0.5; distance < 50; distance += 0.5) {
                assertThat(terms.weight(distance)).isEqualTo(StrictMath.pow(discount / 10_000.0, distance));
            }
        }
    }

    @Test
    void aFifthOfAHundredDollarsInFourFifthsOfTheSnapshots() {
        RewardTerms terms = terms("100", RewardVersion.JULY_2026, RewardDistance.TICKS);
        RewardAccrual accrual = accrual(terms, 0.4, 8_000, 2_000);
        assertThat(accrual.includedFraction()).isEqualTo(0.8);
        assertThat(accrual.payout()).isEqualTo(Money.parse("16.00"));
    }

    @ParameterizedTest
    @CsvSource({
        "0.0199, 0", // 99.5 cents: below the floor
        "0.02, 1.00",
        "0.0202, 1.01",
        "2, 25.00", // all of it, but for the cap
    })
    void payoutsAreWholeCentsFromOneDollarUpToTheCap(double score, String payout) {
        RewardTerms terms = RewardTerms.of(Money.parse("100"), Quantity.ofContracts(300), 5_000, Money.parse("25"));
        assertThat(accrual(terms, score, 1_000, 0).payout()).isEqualTo(Money.parse(payout));
    }

    @Test
    void secondsOfAMonthAddUpWithoutLosingACent() {
        RewardTerms terms = terms("100000", RewardVersion.JULY_2026, RewardDistance.TICKS);
        assertThat(accrual(terms, 0.2, 2_678_400, 0).payout()).isEqualTo(Money.parse("10000"));
    }

    @Test
    void beingAbsentCountsAndBeingExcludedDoesNotChangeTheShare() {
        RewardTerms terms = terms("100", RewardVersion.FEBRUARY_2026, RewardDistance.TICKS);
        RewardAccrual accrual = accrual(terms, 1, 500, 300);
        for (int i = 0; i < 500; i++) {
            accrual.counted(0);
        }
        assertThat(accrual.share()).isEqualTo(0.25);
        assertThat(accrual.payout()).isEqualTo(Money.parse("25"));
        assertThat(new RewardAccrual(terms).payout()).isEqualTo(Money.ZERO);
        assertThatThrownBy(() -> accrual.counted(2.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> accrual.counted(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSideWithTooFewContractsExcludesTheSnapshot() {
        RewardTerms terms = terms("100", RewardVersion.JULY_2026, RewardDistance.TICKS);
        RewardScores scores = RewardScores.of(terms, CENTS, YES, bids("0.57 80, 0.56 219.99"));
        assertThat(scores.counts()).isFalse();
        assertThat(scores.yes()).isPresent();
        assertThat(scores.score(OWN_YES, OWN_NO)).isZero();
        assertThat(RewardScores.of(terms, CENTS, YES, bids("0.57 80, 0.56 220")).counts())
                .isTrue();
        assertThat(RewardScores.of(terms, CENTS, Map.of(), NO).counts()).isFalse();
    }

    @Test
    void aBestBidAtTheTopOfTheGridDoesNotQualify() {
        for (RewardVersion version : RewardVersion.values()) {
            RewardTerms terms = terms("100", version, RewardDistance.TICKS);
            assertThat(qualifying(terms, Outcome.YES, "0.99 1, 0.98 500")).isEmpty();
            assertThat(qualifying(terms, Outcome.NO, "0.99 1, 0.98 500")).isEmpty();
            assertThat(qualifying(terms, Outcome.YES, "0.98 500")).isPresent();
        }
    }

    @Test
    void levelsBelowTheTargetSizeScoreNothing() {
        RewardTerms terms = terms("100", RewardVersion.JULY_2026, RewardDistance.TICKS);
        QualifyingBids yes = QualifyingBids.of(terms, CENTS, Outcome.YES, YES).orElseThrow();
        assertThat(yes.share(bids("0.38 500"))).isZero();
        assertThat(yes.share(YES)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "YES, TICKS, 0.5", // 0.110 and 0.100 are neighbours
        "YES, CENTS, 0.5",
        "YES, LEVELS, 0.5",
        "NO, TICKS, 0.5", // 0.89 and 0.90 of YES
        "NO, LEVELS, 0.5",
    })
    void theBorderOfTwoBandsIsOneStepWide(Outcome side, RewardDistance distance, double weight) {
        QualifyingBids bids = tapered(distance, side, "0.11 60, 0.10 500");
        assertThat(bids.total()).isEqualTo(60 + 500 * weight);
    }

    @ParameterizedTest
    @CsvSource({
        "TICKS, 0.125", // 0.100, 0.099, 0.098, 0.097
        "CENTS, 0.812252",
        "LEVELS, 0.5",
    })
    void distancesDifferOnAFineGrid(RewardDistance distance, double weight) {
        QualifyingBids bids = tapered(distance, Outcome.YES, "0.10 60, 0.097 500");
        assertThat(bids.total()).isCloseTo(60 + 500 * weight, within(0.001));
        QualifyingBids no = tapered(distance, Outcome.NO, "0.10 60, 0.097 500");
        assertThat(no.total()).isEqualTo(bids.total());
    }

    @Test
    void ordersThatRestOffTheGridAreScoredToo() {
        QualifyingBids bids = tapered(RewardDistance.TICKS, Outcome.YES, "0.10 60, 0.0975 500");
        assertThat(bids.total()).isEqualTo(60 + 500 * 0.125);
    }

    private static QualifyingBids tapered(RewardDistance distance, Outcome side, String bids) {
        RewardTerms terms = terms("100", RewardVersion.JULY_2026, distance);
        return QualifyingBids.of(terms, PriceStructure.TAPERED_DECI_CENT.grid(), side, bids(bids))
                .orElseThrow();
    }

    private static Optional<QualifyingBids> qualifying(RewardTerms terms, Outcome side, String bids) {
        return QualifyingBids.of(terms, CENTS, side, bids(bids));
    }

    private static RewardTerms terms(String reward, RewardVersion version, RewardDistance distance) {
        return new RewardTerms(Money.parse(reward), Quantity.ofContracts(300), 5_000, null, version, distance);
    }

    private static RewardAccrual accrual(RewardTerms terms, double score, int counted, int excluded) {
        RewardAccrual accrual = new RewardAccrual(terms);
        for (int i = 0; i < counted; i++) {
            accrual.counted(score);
        }
        for (int i = 0; i < excluded; i++) {
            accrual.excluded();
        }
        return accrual;
    }

    private static Map<Price, Quantity> bids(String text) {
        Map<Price, Quantity> bids = new TreeMap<>();
        for (String level : text.split(", ", -1)) {
            String[] parts = level.split(" ", -1);
            bids.put(Price.parse(parts[0]), Quantity.parse(parts[1]));
        }
        return bids;
    }
}
