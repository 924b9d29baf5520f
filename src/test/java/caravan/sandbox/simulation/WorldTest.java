package caravan.sandbox.simulation;

import static caravan.sandbox.simulation.Worlds.DAY;
import static caravan.sandbox.simulation.Worlds.HOUR;
import static caravan.sandbox.simulation.Worlds.MINUTE;
import static caravan.sandbox.simulation.Worlds.SECOND;
import static caravan.sandbox.simulation.Worlds.START;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookSide;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.MarketChange;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorldTest {
    private static final long PERIOD = 20 * MINUTE;

    @Test
    void theSameSeedGivesTheSameBytes() {
        assertThat(journal(5, PERIOD)).isEqualTo(journal(5, PERIOD));
    }

    @Test
    void anotherSeedGivesOthers() {
        assertThat(journal(5, MINUTE)).isNotEqualTo(journal(6, MINUTE));
    }

    @Test
    void itDoesNotMatterHowTimeIsCut() {
        Tape tape = new Tape();
        World world = lively(5, tape);
        SplittableRandom cuts = new SplittableRandom(1);
        for (long now = START; now < START + PERIOD; now += 1 + cuts.nextLong(SECOND)) {
            world.advanceTo(now);
        }
        world.advanceTo(START + PERIOD);
        assertThat(tape.text.toString()).isEqualTo(journal(5, PERIOD));
    }

    /** An hour in a second or two: no sockets, no clock. */
    @Test
    void anHourLeavesEverythingInOrder() {
        Tape tape = new Tape();
        World world = lively(9, tape);
        for (long minute = 1; minute <= 60; minute++) {
            world.advanceTo(START + minute * MINUTE);
            assertThat(world.engine().markets()).noneMatch(Worlds::isCrossed);
            assertThat(Worlds.money(world.engine())).isEqualTo(world.engine().deposits());
        }
        assertThat(tape.changes / 3600.0).as("book changes a second").isBetween(25.0, 90.0);
        assertThat(tape.trades).as("trades").hasSizeBetween(3_000, 40_000);
        assertThat(world.own().cash()).isBetween(8_000_000_000L, 12_000_000_000L);
        assertThat(Worlds.active(world))
                .filteredOn(market -> market.opens() == START)
                .hasSize(11)
                .allMatch(market -> market.volume() > 0);
        assertThat(tape.lives)
                .contains(
                        MarketChange.DEACTIVATED,
                        MarketChange.ACTIVATED,
                        MarketChange.CLOSE_DATE_UPDATED,
                        MarketChange.DETERMINED,
                        MarketChange.SETTLED);
    }

    @Test
    void furtherMarketsOpenAtOnceWithAProgramEach() {
        World world = new World(Worlds.withoutTraders(3), Worlds.NOBODY);
        List<String> added = Stream.concat(world.addMarkets(7).stream(), world.addMarkets(5).stream())
                .toList();
        world.advanceTo(START + MINUTE);

        assertThat(added).hasSize(12).doesNotHaveDuplicates();
        assertThat(Worlds.active(world)).extracting(Market::ticker).containsAll(added);
        for (String ticker : added) {
            assertThat(world.programs())
                    .filteredOn(program -> program.market().ticker().equals(ticker))
                    .hasSize(1)
                    .allMatch(program -> program.type() == Program.Type.LIQUIDITY && program.start() == START);
        }
    }

    @Test
    void eventsKnowTheirMarketsAndThoseThatComeLater() {
        World world = new World(Worlds.withoutTraders(3).withShortMarkets(Duration.ofMinutes(15)), Worlds.NOBODY);
        world.advanceTo(START + DAY);

        assertThat(world.events()).hasSizeGreaterThan(96).allSatisfy(event -> {
            assertThat(world.event(event.ticker())).isSameAs(event);
            assertThat(world.listings(event))
                    .isNotEmpty()
                    .isEqualTo(world.listings().stream()
                            .filter(listing -> listing.event().ticker().equals(event.ticker()))
                            .toList());
        });
        assertThat(world.event("NONE")).isNull();
    }

    @Test
    void quotesAreCloseAndDeep() {
        World world = new World(Worlds.options(3).withMood(Mood.CALM), Worlds.NOBODY);
        int near = 0;
        int all = 0;
        for (long second = 600; second <= 1_200; second += 10) {
            world.advanceTo(START + second * SECOND);
            for (Market market : Worlds.active(world)) {
                int bid = market.book().best(BookSide.BID);
                int ask = market.book().best(BookSide.ASK);
                int[] levels = {0};
                market.book().forEach(BookSide.BID, (price, quantity) -> levels[0]++);
                all++;
                near += bid > 0
                                && ask > 0
                                && market.grid().tick(ask) - market.grid().tick(bid) <= 3
                                && levels[0] >= 4
                        ? 1
                        : 0;
            }
        }
        assertThat((double) near / all).isGreaterThan(0.9);
    }

    @Test
    void intensityChangesWhileItRuns() {
        Tape tape = new Tape();
        World world = new World(Worlds.withoutTraders(1), tape);
        world.advanceTo(START + MINUTE);
        long opening = tape.changes;
        world.intensity(10);
        world.advanceTo(START + 2 * MINUTE);
        assertThat(tape.changes - opening).isBetween(10_000L, 60_000L);
        world.intensity(0);
        world.advanceTo(START + 3 * MINUTE);
        long stopped = tape.changes;
        world.advanceTo(START + 4 * MINUTE);
        assertThat(tape.changes).isEqualTo(stopped);
    }

    @Test
    void whatHasEndedIsForgotten() {
        World world = new World(Worlds.withoutTraders(2).withShortMarkets(Duration.ofMinutes(15)), Worlds.NOBODY);
        world.intensity(0.01);
        world.advanceTo(START + 6 * HOUR);
        int pulses = world.tempo().size();
        int values = world.values().size();
        world.advanceTo(START + 2 * DAY + HOUR);
        assertThat(world.listings()).hasSizeGreaterThan(150);
        assertThat(world.tempo().size()).isLessThanOrEqualTo(pulses + 24);
        assertThat(world.values().size()).isLessThanOrEqualTo(values + 4);
    }

    private static String journal(long seed, long period) {
        Tape tape = new Tape();
        lively(seed, tape).advanceTo(START + period);
        return tape.text.toString();
    }

    /** With everything that there is: short markets, random orders, programs, and a user who trades. */
    private static World lively(long seed, Tape tape) {
        World world = new World(Worlds.options(seed).withShortMarkets(Duration.ofMinutes(5)), tape);
        world.expectOrders();
        Account user = world.engine().admit("user", 1_000_000_000);
        assertThat(user.available()).isPositive();
        world.burst(5, 4, Duration.ofMillis(300));
        return world;
    }
}
