package caravan.sandbox.simulation;

import static caravan.sandbox.simulation.Worlds.DAY;
import static caravan.sandbox.simulation.Worlds.HOUR;
import static caravan.sandbox.simulation.Worlds.MINUTE;
import static caravan.sandbox.simulation.Worlds.START;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.sandbox.engine.EngineListener;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.MarketChange;
import caravan.sandbox.engine.MarketResult;
import caravan.sandbox.engine.MarketStatus;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private final List<String> changes = new ArrayList<>();
    private final EngineListener listener = new EngineListener() {
        @Override
        public void marketChanged(Market market, MarketChange change) {
            changes.add(market.ticker() + ' ' + change + ' ' + (market.updated() - START) / 1_000_000);
        }
    };

    @Test
    void namesFollowFromTheStart() {
        World world = new World(Worlds.withoutTraders(1), listener);
        assertThat(world.listings().stream().map(Listing::ticker))
                .containsExactly(
                        "KXHIGHNY-26NOV21-B53.5",
                        "KXHIGHNY-26NOV21-B55.5",
                        "KXHIGHNY-26NOV21-T57",
                        "KXBTCD-26NOV2717-T94999.99",
                        "KXBTCD-26NOV2717-T99999.99",
                        "KXDEMOGAME-26NOV22RIVLAK-RIV",
                        "KXDEMOGAME-26NOV22RIVLAK-LAK",
                        "KXFEDDECISION-26DEC-H0",
                        "KXFEDDECISION-26DEC-C25",
                        "KXRAINSEA-26DEC01-T0",
                        "KXTOPSONG-26DEC05-EVENING");
        Market game = Objects.requireNonNull(world.market("KXDEMOGAME-26NOV22RIVLAK-RIV"));
        assertThat(game.closes()).isEqualTo(Worlds.micros("2026-11-23T03:00:00Z"));
        assertThat(world.engine().markets()).allMatch(market -> market.closes() > START + DAY);
    }

    @Test
    void theWorldNeverRunsEmpty() {
        World world = new World(Worlds.withoutTraders(1), listener);
        for (int day = 1; day <= 10; day++) {
            world.advanceTo(START + day * DAY);
            Set<String> open = new HashSet<>();
            Worlds.active(world)
                    .forEach(market ->
                            open.add(world.listing(market).event().series().ticker()));
            assertThat(open).as("day " + day).hasSize(6);
        }
        assertThat(changes).doesNotHaveDuplicates();
        assertThat(world.engine().markets())
                .filteredOn(market -> market.closes() < world.engine().now() - HOUR)
                .hasSizeGreaterThan(30)
                .allMatch(market -> market.status() == MarketStatus.FINALIZED);
        assertThatAnswersAgree(world);
    }

    /** At most one answer of an exclusive event is yes, and no strike is reached where a lower one is not. */
    private static void assertThatAnswersAgree(World world) {
        Map<EventListing, List<Market>> decided = new HashMap<>();
        world.engine().markets().stream()
                .filter(market -> market.result() != null)
                .forEach(market -> decided.computeIfAbsent(world.listing(market).event(), event -> new ArrayList<>())
                        .add(market));
        decided.forEach((event, markets) -> {
            List<MarketResult> results = new ArrayList<>();
            markets.forEach(market -> results.add(market.result()));
            if (event.mutuallyExclusive()) {
                assertThat(results.stream().filter(MarketResult.YES::equals).count())
                        .isLessThanOrEqualTo(1);
            } else {
                assertThat(results.toString()).doesNotMatch(".*NO.*YES.*");
            }
        });
        assertThat(decided).hasSizeGreaterThan(12);
    }

    @Test
    void shortMarketsOpenCloseAndPayOutOneAfterAnother() {
        World world = new World(Worlds.withoutTraders(1).withShortMarkets(Duration.ofMinutes(15)), listener);
        world.advanceTo(START + 31 * MINUTE);
        assertThat(changes.stream().filter(change -> change.startsWith(Catalogue.SHORT_SERIES)))
                .containsExactly(
                        "KXDEMOCOIN-26NOV200515-UP CREATED 0",
                        "KXDEMOCOIN-26NOV200515-UP OPENED 0",
                        "KXDEMOCOIN-26NOV200530-UP CREATED 840",
                        "KXDEMOCOIN-26NOV200515-UP CLOSED 900",
                        "KXDEMOCOIN-26NOV200530-UP OPENED 900",
                        "KXDEMOCOIN-26NOV200515-UP DETERMINED 905",
                        "KXDEMOCOIN-26NOV200515-UP SETTLED 915",
                        "KXDEMOCOIN-26NOV200545-UP CREATED 1740",
                        "KXDEMOCOIN-26NOV200530-UP CLOSED 1800",
                        "KXDEMOCOIN-26NOV200545-UP OPENED 1800",
                        "KXDEMOCOIN-26NOV200530-UP DETERMINED 1805",
                        "KXDEMOCOIN-26NOV200530-UP SETTLED 1815");
    }

    @Test
    void disputesEndWithAPayout() {
        World world = new World(Worlds.withoutTraders(1).withShortMarkets(Duration.ofMinutes(1)), listener);
        world.advanceTo(START + 6 * HOUR);
        assertThat(changes.stream()
                        .filter(change -> change.contains(" DISPUTED "))
                        .count())
                .isBetween(3L, 40L);
        assertThat(changes.stream()
                        .filter(change -> change.contains(" AMENDED "))
                        .count())
                .isEqualTo(changes.stream()
                        .filter(change -> change.contains(" DISPUTED "))
                        .count());
    }

    @Test
    void aMarketThatIsClosedByHandIsDecidedToo() {
        World world = new World(Worlds.withoutTraders(1), listener);
        Market market = Worlds.active(world).get(0);
        world.engine().life().moveClose(market, START);
        world.advanceTo(START + 7 * MINUTE);
        assertThat(market.status()).isEqualTo(MarketStatus.FINALIZED);
    }

    @Test
    void tradingPausesOnThursdaysWhereThatIsWanted() {
        long pause = Worlds.micros("2026-11-26T08:00:00Z");
        long start = pause - HOUR;
        World world = new World(
                new WorldOptions(1, start, WorldOptions.DEFAULT_CASH, Duration.ofSeconds(8), 0, true)
                        .withWeeklyPause(true),
                listener);
        assertThat(world.schedule().pauses(start)).containsExactly(new TradingHours.Pause(pause, pause + 2 * HOUR));
        assertThat(world.schedule().sessions(DayOfWeek.THURSDAY)).hasSize(2);
        world.advanceTo(pause - 1);
        assertThat(world.engine().tradingActive()).isTrue();
        world.advanceTo(pause);
        assertThat(world.engine().tradingActive()).isFalse();
        world.advanceTo(pause + 2 * HOUR);
        assertThat(world.engine().tradingActive()).isTrue();
        long next = pause + 7 * DAY;
        assertThat(world.schedule().pauses(world.engine().now()))
                .containsExactly(new TradingHours.Pause(next, next + 2 * HOUR));
    }

    @Test
    void aSeriesChangesItsFeesAsAnnounced() {
        World world = new World(Worlds.withoutTraders(1), listener);
        FeeChange change = world.tariffs().changes().get(0);
        assertThat(change.series()).isEqualTo("KXTOPSONG");
        assertThat(change.time()).isGreaterThan(START);
        Market song = Worlds.active(world).get(10);
        var before = song.fees();
        world.advanceTo(change.time());
        assertThat(song.fees()).isNotEqualTo(before);
        assertThat(world.series().stream().filter(series -> series.ticker().equals("KXTOPSONG")))
                .singleElement()
                .extracting(series -> series.feeMultiplier().toString())
                .isEqualTo("1");
        assertThat(world.tariffs().changes()).hasSize(2);
    }
}
