package caravan.sandbox.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.rules.FeeRounding;
import caravan.rules.FeeType;
import caravan.sandbox.engine.Market;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TariffsTest {
    private static final String SONG = "KXTOPSONG-26DEC05-EVENING";

    private final World world = new World(Worlds.withoutTraders(1), Worlds.NOBODY);
    private final EventListing event = world.listing(SONG).event();

    @Test
    void anEventsOwnFeesOutlastAChangeOfItsSeries() {
        world.tariffs().change(event, FeeType.QUADRATIC_WITH_MAKER_FEES, new BigDecimal("3"));
        world.advanceTo(Worlds.START + 4 * Worlds.DAY);

        assertThat(world.tariffs().changes()).hasSizeGreaterThan(1);
        assertThat(world.market(SONG).fees().multiplier()).isEqualByComparingTo("3");
        assertThat(world.tariffs().override(event).feeType()).isEqualTo(FeeType.QUADRATIC_WITH_MAKER_FEES);
    }

    @Test
    void whatEndsThemIsTheSeriesAsItIsThen() {
        world.tariffs().change(event, null, new BigDecimal("3"));
        world.advanceTo(Worlds.START + 4 * Worlds.DAY);
        world.tariffs().change(event, null, null);

        assertThat(world.market(SONG).fees().multiplier()).isEqualByComparingTo("1");
        assertThat(world.tariffs().override(event)).isNull();
        assertThat(world.tariffs().eventChanges())
                .extracting(EventFeeChange::number)
                .containsExactly(1L, 2L);
    }

    @Test
    void aMarketThatIsAddedToAnEventCostsWhatTheEventCosts() {
        World lively = new World(
                new WorldOptions(1, Worlds.START, WorldOptions.DEFAULT_CASH, Duration.ofDays(1), 0, false),
                Worlds.NOBODY);
        int listed = lively.listings().size();
        lively.events().forEach(any -> lively.tariffs().change(any, null, new BigDecimal("3")));
        lively.advanceTo(Worlds.START + 10 * Worlds.MINUTE);

        assertThat(lively.listings()).hasSizeGreaterThan(listed);
        assertThat(lively.engine().markets())
                .allSatisfy(market -> assertThat(market.fees().multiplier()).isEqualByComparingTo("3"));
    }

    @Test
    void roundingChangesOnItsDayForEventsWithFeesOfTheirOwn() {
        long eve = Worlds.micros("2026-08-31T12:00:00Z");
        World world = new World(
                new WorldOptions(1, eve, WorldOptions.DEFAULT_CASH, Duration.ofDays(1), 0, true), Worlds.NOBODY);
        world.events().forEach(any -> world.tariffs().change(any, null, new BigDecimal("3")));
        List<Market> markets = List.copyOf(world.engine().markets());
        assertThat(markets).allMatch(market -> market.fees().rounding() == FeeRounding.CENTICENT);
        world.advanceTo(eve + 13 * Worlds.HOUR);

        assertThat(markets)
                .filteredOn(Market::isActive)
                .isNotEmpty()
                .allMatch(market -> market.fees().rounding() == FeeRounding.MICRO)
                .allSatisfy(market -> assertThat(market.fees().multiplier()).isEqualByComparingTo("3"));
    }

    @Test
    void maintenanceEndsByItselfAndWhenItIsBegunAnewLater() {
        world.maintenance().begin(Duration.ofMinutes(1));
        world.advanceTo(Worlds.START + 30 * Worlds.SECOND);
        world.maintenance().begin(Duration.ofMinutes(1));
        world.advanceTo(Worlds.START + Worlds.MINUTE);
        assertThat(world.engine().exchangeActive()).isFalse();
        assertThat(world.maintenance().resumes()).isEqualTo(Worlds.START + 90 * Worlds.SECOND);
        world.advanceTo(Worlds.START + 90 * Worlds.SECOND);
        assertThat(world.engine().exchangeActive()).isTrue();
        assertThat(world.maintenance().resumes()).isNull();
    }
}
