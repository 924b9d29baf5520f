package caravan.sandbox.simulation;

import static caravan.sandbox.simulation.Worlds.SECOND;
import static caravan.sandbox.simulation.Worlds.START;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookSide;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Engine;
import caravan.sandbox.engine.Fill;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.NewOrder;
import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.Position;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TradersTest {
    /** Joins the best prices of both sides every ten seconds, and does not look in between. */
    private static final class NaiveMaker {
        private final Tape tape = new Tape();
        private final World world;
        private final Account account;
        private double gain;
        private long contracts;
        private int seen;

        NaiveMaker(long seed, Mood mood) {
            world = new World(Worlds.options(seed).withMood(mood), tape);
            account = world.engine().admit("naive", 1_000_000_000_000L);
        }

        /** Cents by which the value differs from the price half a minute after a fill, for each contract. */
        double markout() {
            for (long second = 10; second <= 1_200; second += 10) {
                quote();
                world.advanceTo(START + second * SECOND);
                mark(engine().now() - 30 * SECOND);
            }
            return gain / contracts / 100;
        }

        private void quote() {
            for (Market market : Worlds.active(world)) {
                Position position = account.position(market);
                for (BookSide side : BookSide.values()) {
                    if (position != null) {
                        List.copyOf(position.resting(side)).forEach(engine()::cancel);
                    }
                }
                for (BookSide side : BookSide.values()) {
                    int best = market.book().best(side);
                    if (best >= 0) {
                        engine().place(NewOrder.limit(account, market, side, best, 2_000));
                    }
                }
            }
        }

        private void mark(long until) {
            while (seen < tape.fills.size() && tape.fills.get(seen).trade().time() <= until) {
                Fill fill = tape.fills.get(seen++);
                Order order = fill.order();
                if (order.account() == account && !fill.taker()) {
                    double above =
                            world.values().units(order.market()) - fill.trade().price();
                    gain += (order.side() == BookSide.BID ? above : -above)
                            * fill.trade().quantity();
                    contracts += fill.trade().quantity();
                }
            }
        }

        private Engine engine() {
            return world.engine();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void newsCostsWhoeverDoesNotLook(long seed) {
        assertThat(new NaiveMaker(seed, Mood.NEWS).markout()).isLessThan(-0.3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aThinMarketPaysForQuotes(long seed) {
        assertThat(new NaiveMaker(seed, Mood.THIN).markout()).isGreaterThan(0.5);
    }

    @Test
    void calmIsKinderThanNews() {
        assertThat(new NaiveMaker(4, Mood.CALM).markout()).isGreaterThan(new NaiveMaker(4, Mood.NEWS).markout() + 0.3);
    }

    @Test
    void oneSidedMarketsAreBought() {
        Tape tape = new Tape();
        new World(Worlds.options(1).withMood(Mood.ONE_SIDED), tape).advanceTo(START + 600 * SECOND);
        long bought = tape.fills.stream()
                .filter(fill -> fill.taker() && fill.order().account().name().equals("crowd"))
                .filter(fill -> fill.order().side() == BookSide.BID)
                .count();
        long all = tape.fills.stream()
                .filter(fill -> fill.taker() && fill.order().account().name().equals("crowd"))
                .count();
        assertThat((double) bought / all).isBetween(0.7, 0.9);
    }

    @Test
    void theCompetitorKeepsToItsLimit() {
        World world = new World(Worlds.options(1).withMood(Mood.ONE_SIDED), Worlds.NOBODY);
        for (long minute = 1; minute <= 30; minute++) {
            world.advanceTo(START + minute * 60 * SECOND);
            Account rival = world.engine().accounts().stream()
                    .filter(account -> account.name().equals("rival"))
                    .findFirst()
                    .orElseThrow();
            assertThat(rival.positions()).allMatch(position -> Math.abs(position.contracts()) <= 100_000);
        }
    }
}
