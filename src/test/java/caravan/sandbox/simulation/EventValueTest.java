package caravan.sandbox.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventValueTest {
    private static final List<String> TICKERS = List.of("A", "B", "C");

    @ParameterizedTest
    @EnumSource
    void answersThatExcludeEachOtherAddUpToAtMostOne(Mood mood) {
        EventValue value = value(true, mood, 1, 0.5, 0.3, 0.1);
        assertThat(value.probability("B")).isCloseTo(0.3, within(1e-9));
        for (int hour = 0; hour < 500; hour++) {
            value.move(1, 1_000 - hour);
            double sum = TICKERS.stream().mapToDouble(value::probability).sum();
            assertThat(sum).isBetween(0.0, 1.0);
            assertThat(TICKERS).allMatch(ticker -> value.probability(ticker) > 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHigherStrikeIsNeverWorthMore(Mood mood) {
        EventValue value = value(false, mood, 1, 0.7, 0.4, 0.1);
        for (int hour = 0; hour < 500; hour++) {
            value.move(1, 1_000 - hour);
            assertThat(value.probability("A")).isGreaterThan(value.probability("B"));
            assertThat(value.probability("B")).isGreaterThan(value.probability("C"));
        }
    }

    @Test
    void theAnswerIsYesAsOftenAsTheValueSays() {
        int yes = 0;
        int both = 0;
        for (int seed = 0; seed < 4_000; seed++) {
            EventValue value = value(true, Mood.CALM, seed, 0.5, 0.3);
            boolean a = value.resolvesToYes("A");
            yes += a ? 1 : 0;
            both += a && value.resolvesToYes("B") ? 1 : 0;
        }
        assertThat(yes / 4_000.0).isCloseTo(0.5, within(0.03));
        assertThat(both).isZero();
    }

    @Test
    void itMovesFasterNearTheClose() {
        assertThat(meanSquare(0.02)).isGreaterThan(20 * meanSquare(24));
    }

    @Test
    void leadingMovesAMarketToAPrice() {
        for (boolean exclusive : List.of(true, false)) {
            EventValue value = value(exclusive, Mood.CALM, 1, 0.5, 0.3, 0.1);
            value.lead("B", 0.62);
            assertThat(value.probability("B")).isCloseTo(0.62, within(1e-9));
            assertThat(value.probability("A")).isPositive();
        }
    }

    private static double meanSquare(double hoursLeft) {
        double sum = 0;
        for (int seed = 0; seed < 500; seed++) {
            EventValue value = value(false, Mood.CALM, seed, 0.5);
            value.move(0.01, hoursLeft);
            sum += Math.pow(value.probability("A") - 0.5, 2);
        }
        return sum;
    }

    private static EventValue value(boolean exclusive, Mood mood, long seed, Double... probabilities) {
        EventValue value = new EventValue(exclusive, mood, new SplittableRandom(seed));
        value.add(TICKERS.subList(0, probabilities.length), List.of(probabilities));
        return value;
    }
}
