package caravan.sandbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;

/** The engine does what a slow exchange does that was written from the rules, not from the engine. */
class SlowExchangePropertiesTest {
    private static final int MANY = 1_500;
    private static final int SOMETIMES = 10;

    /** Trades as both exchanges write them. */
    private static final class Tape implements EngineListener {
        final List<String> lines = new ArrayList<>();
        private long makerFee;

        @Override
        public void filled(Fill fill) {
            if (!fill.taker()) {
                makerFee = fill.net();
                return;
            }
            Trade trade = fill.trade();
            lines.add(SlowExchange.line(
                    (int) trade.maker().number() - 1,
                    (int) trade.taker().number() - 1,
                    SlowExchange.contracts(trade.quantity()),
                    SlowExchange.dollars(trade.price()),
                    money(makerFee),
                    money(fill.net())));
        }
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE, generation = GenerationMode.RANDOMIZED)
    void bothExchangesAgree(@ForAll("numbers") List<Long> numbers) {
        Tape tape = new Tape();
        Driver driver = new Driver(tape);
        RandomCommands commands = new RandomCommands(driver);
        SlowExchange slow = new SlowExchange();
        int given = 0;
        for (long number : numbers) {
            Command command = commands.of(number);
            Refusal.Reason refusal = driver.give(command);
            Set<Refusal.Reason> reasons = slow.give(command);
            if (refusal == null) {
                assertThat(reasons).as("reasons to refuse %s", command).isEmpty();
            } else {
                assertThat(reasons).as("reasons to refuse %s", command).contains(refusal);
            }
            if (given++ % SOMETIMES == 0) {
                compare(driver, slow);
            }
        }
        compare(driver, slow);
        assertThat(tape.lines).isEqualTo(slow.tape);
    }

    private static void compare(Driver driver, SlowExchange slow) {
        for (Account account : driver.engine.accounts()) {
            SlowExchange.Member member = slow.members.get(account.number());
            assertThat(money(account.cash())).as("cash of %s", account).isEqualByComparingTo(member.cash);
            assertThat(money(account.available())).isEqualByComparingTo(slow.available(member));
            for (Position position : account.positions()) {
                SlowExchange.Holding holding =
                        member.in(slow.venues.get(position.market().number()));
                assertThat(SlowExchange.contracts(position.contracts())).isEqualByComparingTo(holding.contracts);
                assertThat(money(position.cost())).isEqualByComparingTo(holding.cost);
                assertThat(money(position.realized())).isEqualByComparingTo(holding.realized);
            }
        }
        assertThat(driver.orders).hasSameSizeAs(slow.tickets);
        for (int i = 0; i < driver.orders.size(); i++) {
            Order order = driver.orders.get(i);
            SlowExchange.Ticket ticket = slow.tickets.get(i);
            boolean same = order.status() == ticket.status
                    && SlowExchange.dollars(order.price()).compareTo(ticket.price) == 0
                    && SlowExchange.contracts(order.initial()).compareTo(ticket.total) == 0
                    && SlowExchange.contracts(order.filled()).compareTo(ticket.filled) == 0
                    && SlowExchange.contracts(order.remaining()).compareTo(ticket.remaining) == 0
                    && money(order.makerFees() + order.takerFees()).compareTo(ticket.fees) == 0;
            assertThat(same).as("%s is as the slow exchange's", order).isTrue();
        }
        for (Market market : driver.engine.markets()) {
            assertThat(market.status()).isEqualTo(slow.venues.get(market.number()).status);
        }
        for (int i = 0; i < driver.groups.size(); i++) {
            assertThat(driver.groups.get(i).triggered()).isEqualTo(slow.pools.get(i).triggered);
        }
    }

    private static BigDecimal money(long units) {
        return BigDecimal.valueOf(units, 6);
    }

    @Provide
    Arbitrary<List<Long>> numbers() {
        return Arbitraries.randomValue(Random::nextLong)
                .list()
                .ofMinSize(1)
                .ofMaxSize(MANY)
                .withSizeDistribution(RandomDistribution.uniform());
    }
}
