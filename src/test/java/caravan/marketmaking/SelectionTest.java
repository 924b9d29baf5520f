package caravan.marketmaking;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.IncentiveProgram;
import caravan.model.Market;
import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void pricesNearOneAnotherComeFirst() {
        // |yes ask − no ask|: A 0.20, B 0.04, C 0.02
        List<Candidate> candidates = List.of(
                candidate("A", 58, 62, 300, 10, 100),
                candidate("B", 51, 53, 300, 10, 100),
                candidate("C", 48, 50, 300, 10, 100));
        assertThat(Selection.original(candidates, 2, NOW).tickers()).containsExactly("C", "B");
    }

    @Test
    void amongThoseTheSmallSpreadTimesTargetThenTheSmallVolumeThenTheTicker() {
        List<Candidate> candidates = List.of(
                candidate("WIDE", 47, 53, 300, 10, 100),
                candidate("LARGE", 49, 51, 500, 10, 100),
                candidate("BUSY", 49, 51, 300, 99, 100),
                candidate("Z", 49, 51, 300, 10, 100),
                candidate("A", 49, 51, 300, 10, 100));
        assertThat(Selection.original(candidates, 5, NOW).tickers()).containsExactly("A", "Z", "BUSY", "LARGE", "WIDE");
    }

    @ParameterizedTest
    @CsvSource({"69, 31, true", "70, 31, false", "45, 30, false", "45, 31, true"})
    void aSideAskedAtSeventyCentsOrMoreIsLeftAlone(int ask, int bid, boolean chosen) {
        assertThat(Selection.original(List.of(candidate("A", bid, ask, 300, 10, 100)), 1, NOW)
                        .tickers()
                        .size())
                .isEqualTo(chosen ? 1 : 0);
    }

    @Test
    void eachMarketHasItsReason() {
        Selection selection = Selection.original(
                List.of(
                        candidate("CHOSEN", 49, 51, 300, 10, 100),
                        candidate("LATER", 40, 60, 300, 10, 100),
                        candidate("DEAR", 20, 80, 300, 10, 100),
                        candidate("UNTRADED", 49, 51, 300, 0, 100),
                        new Candidate(program("PAID", NOW.plusSeconds(60), true, 300, 100), market("PAID", 49, 51, 10)),
                        new Candidate(program("OVER", NOW, false, 300, 100), market("OVER", 49, 51, 10)),
                        new Candidate(program("UNKNOWN", NOW.plusSeconds(60), false, 300, 100), null)),
                1,
                NOW);
        assertThat(selection.reasons())
                .containsEntry("CHOSEN", "chosen")
                .containsEntry("LATER", "others come first")
                .containsEntry("DEAR", "YES or NO is asked at 0.7000 or more")
                .containsEntry("UNTRADED", "nothing was traded in it yet")
                .containsEntry("PAID", "its program is paid out")
                .containsEntry("OVER", "its program has ended")
                .containsEntry("UNKNOWN", "the exchange does not tell of the market");
    }

    @Test
    void aMarketWithTwoProgramsIsChosenOnce() {
        Candidate one = candidate("A", 49, 51, 300, 10, 100);
        assertThat(Selection.original(List.of(one, one, candidate("B", 40, 60, 300, 10, 100)), 2, NOW)
                        .tickers())
                .containsExactly("A", "B");
    }

    @Test
    void rewardsCountByTheDayAndWhatIsQuotedStays() {
        Candidate week = candidate("WEEK", 49, 51, 300, 10, 700, Duration.ofDays(7));
        Candidate hour = candidate("HOUR", 49, 51, 300, 10, 20, Duration.ofHours(1));
        Candidate day = candidate("DAY", 49, 51, 300, 10, 200, Duration.ofDays(1));
        assertThat(week.dollarsPerDay()).isEqualTo(100);
        assertThat(hour.dollarsPerDay()).isEqualTo(480);
        List<Candidate> all = List.of(week, hour, day);
        assertThat(Selection.byReward(all, 2, Set.of(), NOW).tickers()).containsExactly("HOUR", "DAY");
        assertThat(Selection.byReward(all, 2, Set.of("WEEK"), NOW).tickers()).containsExactly("WEEK", "HOUR");
    }

    private static Candidate candidate(String ticker, int bid, int ask, int target, int volume, int dollars) {
        return candidate(ticker, bid, ask, target, volume, dollars, Duration.ofDays(1));
    }

    private static Candidate candidate(
            String ticker, int bid, int ask, int target, int volume, int dollars, Duration length) {
        IncentiveProgram plain = program(ticker, NOW.plusSeconds(60), false, target, dollars);
        IncentiveProgram timed = new IncentiveProgram(
                plain.id(),
                null,
                ticker,
                plain.type(),
                null,
                NOW.plusSeconds(60).minus(length),
                plain.end(),
                plain.reward(),
                false,
                5_000,
                plain.target(),
                null);
        return new Candidate(timed, market(ticker, bid, ask, volume));
    }

    private static IncentiveProgram program(String ticker, Instant end, boolean paid, int target, int dollars) {
        return new IncentiveProgram(
                "program of " + ticker,
                null,
                ticker,
                "liquidity",
                null,
                end.minus(Duration.ofDays(1)),
                end,
                new Money(dollars * 1_000_000L),
                paid,
                5_000,
                Quantity.ofContracts(target),
                null);
    }

    private static Market market(String ticker, int bid, int ask, int volume) {
        return new Market(
                ticker,
                null,
                null,
                null,
                null,
                "active",
                price(bid),
                price(ask),
                null,
                null,
                null,
                null,
                Quantity.ofContracts(volume),
                null,
                null);
    }

    private static @Nullable Price price(int cents) {
        return Price.ofCents(cents);
    }
}
