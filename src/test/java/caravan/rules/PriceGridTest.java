package caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.model.Price;
import caravan.rules.PriceGrid.Band;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PriceGridTest {
    private static final PriceGrid TAPERED = PriceStructure.TAPERED_DECI_CENT.grid();

    @ParameterizedTest
    @CsvSource({
        "LINEAR_CENT, 0.01 0.5 0.99, 0 0.005 0.015 0.9901 1",
        "DECI_CENT, 0.001 0.555 0.999, 0 0.0005 0.5555 1",
        "TAPERED_DECI_CENT, 0.097 0.099 0.1 0.11 0.89 0.9 0.901 0.905 0.999, 0 0.0975 0.105 0.101 0.899 0.9005 1",
        "CENTER_WHOLE_EDGE_HALF_CENT, 0.005 0.095 0.11 0.905 0.995, 0.001 0.105 0.896",
        "CENTER_WHOLE_EDGE_QUINT_CENT, 0.002 0.098 0.11 0.902 0.998, 0.001 0.105 0.901",
        "CENTER_HALF_EDGE_HALF_CENT, 0.005 0.105 0.995, 0.001 0.102",
        "CENTER_HALF_EDGE_QUINT_CENT, 0.002 0.105 0.998, 0.005 0.102 0.995",
        "CENTER_HALF_EDGE_DECI_CENT, 0.001 0.105 0.999, 0.0005 0.101",
        "CENTER_QUINT_EDGE_QUINT_CENT, 0.002 0.502 0.998, 0.001 0.505",
        "CENTER_QUINT_EDGE_DECI_CENT, 0.001 0.099 0.102 0.901, 0.101 0.0005",
        "CENTER_CENTI_EDGE_CENTI_CENT, 0.0001 0.5555 0.9999, 0 1",
        "CENTER_DECI_EDGE_CENTI_CENT, 0.0001 0.0099 0.011 0.555 0.9901, 0.0101 0.0115 0.9895",
    })
    void allowsThePricesOfItsBands(PriceStructure structure, String allowed, String refused) {
        for (String price : allowed.split(" ", -1)) {
            assertThat(structure.grid().allows(Price.parse(price))).as(price).isTrue();
        }
        for (String price : refused.split(" ", -1)) {
            assertThat(structure.grid().allows(Price.parse(price))).as(price).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(PriceStructure.class)
    void everyGridHasWholeCentsAndIsTheSameFromBothEnds(PriceStructure structure) {
        PriceGrid grid = structure.grid();
        for (int cents = 1; cents < 100; cents++) {
            assertThat(grid.allows(Price.ofCents(cents))).isTrue();
        }
        for (int units = 0; units <= Price.UNITS_PER_DOLLAR; units++) {
            assertThat(grid.allows(units)).isEqualTo(grid.allows(Price.UNITS_PER_DOLLAR - units));
        }
        assertThat(PriceStructure.of(structure.label())).hasValue(structure);
    }

    @Test
    void stepsWalkAcrossTheBordersOfBands() {
        assertThat(steps("0.098", 3)).isEqualTo("0.0990 0.1000 0.1100");
        assertThat(steps("0.900", 1)).isEqualTo("0.9010");
        assertThat(steps("0.905", -6)).isEqualTo("0.9040 0.9030 0.9020 0.9010 0.9000 0.8900");
        assertThat(TAPERED.ticksBetween(Price.parse("0.905"), Price.parse("0.89")))
                .isEqualTo(-6);
    }

    @Test
    void bidsRoundDownAndAsksUp() {
        assertThat(TAPERED.roundDown(Price.parse("0.1099"))).isEqualTo(Price.parse("0.10"));
        assertThat(TAPERED.roundUp(Price.parse("0.1001"))).isEqualTo(Price.parse("0.11"));
        assertThat(TAPERED.roundDown(Price.parse("0.11"))).isEqualTo(Price.parse("0.11"));
        assertThat(TAPERED.roundUp(Price.parse("0.11"))).isEqualTo(Price.parse("0.11"));
    }

    @Test
    void pastItsEndsThereIsNoPrice() {
        assertThat(TAPERED.lowest()).isEqualTo(Price.parse("0.001"));
        assertThat(TAPERED.highest()).isEqualTo(Price.parse("0.999"));
        for (int ticks : new int[] {1, 1_000_000, Integer.MAX_VALUE}) {
            assertThat(TAPERED.plusTicks(TAPERED.highest(), ticks)).isEqualTo(Price.ofCents(100));
            assertThat(TAPERED.plusTicks(TAPERED.lowest(), -ticks)).isEqualTo(Price.ofCents(0));
        }
        assertThat(TAPERED.roundDown(Price.parse("0.0009"))).isEqualTo(Price.ofCents(0));
        assertThat(TAPERED.roundUp(Price.parse("0.9991"))).isEqualTo(Price.ofCents(100));
        assertThat(TAPERED.roundUp(Price.ofCents(0))).isEqualTo(TAPERED.lowest());
        assertThat(TAPERED.roundDown(Price.ofCents(100))).isEqualTo(TAPERED.highest());
    }

    @Test
    void stepsStartFromAPriceOfTheGrid() {
        assertThatThrownBy(() -> TAPERED.plusTicks(Price.parse("0.105"), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1050");
    }

    @Test
    void bandsThatMakeNoGridAreRefused() {
        Band low = Band.parse("0", "0.5", "0.01");
        Band high = Band.parse("0.5", "1", "0.01");
        assertThatThrownBy(() -> new PriceGrid(List.of(high, low))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PriceGrid(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PriceGrid(List.of(Band.parse("0", "1", "1"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Band.parse("0", "1", "0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Band.parse("1", "0", "0.01")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bandsThatSayTheSameAreTheSameGrid() {
        PriceGrid halves = new PriceGrid(List.of(Band.parse("0", "0.5", "0.01"), Band.parse("0.5", "1", "0.01")));
        assertThat(halves)
                .isEqualTo(PriceStructure.LINEAR_CENT.grid())
                .hasSameHashCodeAs(PriceStructure.LINEAR_CENT.grid());
        assertThat(halves).isNotEqualTo(TAPERED);
        assertThat(halves.size()).isEqualTo(99);
    }

    @Property
    void roundingFindsTheNearestPriceOnItsSide(
            @ForAll PriceStructure structure, @ForAll @IntRange(max = Price.UNITS_PER_DOLLAR) int units) {
        PriceGrid grid = structure.grid();
        int below = units;
        while (below > 0 && !grid.allows(below)) {
            below--;
        }
        int above = units;
        while (above < Price.UNITS_PER_DOLLAR && !grid.allows(above)) {
            above++;
        }
        assertThat(grid.roundDown(new Price(units)).units())
                .isEqualTo(units == Price.UNITS_PER_DOLLAR ? grid.highest().units() : below);
        assertThat(grid.roundUp(new Price(units)).units())
                .isEqualTo(units == 0 ? grid.lowest().units() : above);
    }

    @Property
    void stepsUpAndDownMeetAgain(
            @ForAll PriceStructure structure,
            @ForAll @IntRange(max = 9_998) int first,
            @ForAll @IntRange(max = 9_998) int second) {
        PriceGrid grid = structure.grid();
        Price from = new Price(grid.units(first % grid.size()));
        Price to = new Price(grid.units(second % grid.size()));
        assertThat(grid.plusTicks(from, grid.ticksBetween(from, to))).isEqualTo(to);
    }

    private static String steps(String from, int ticks) {
        return IntStream.rangeClosed(1, Math.abs(ticks))
                .mapToObj(step -> TAPERED.plusTicks(Price.parse(from), ticks < 0 ? -step : step)
                        .toString())
                .collect(Collectors.joining(" "));
    }
}
