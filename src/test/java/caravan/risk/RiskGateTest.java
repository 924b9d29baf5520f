package caravan.risk;

import static caravan.model.BookSide.ASK;
import static caravan.model.BookSide.BID;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookSide;
import caravan.model.OrderRequest;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Quote;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RiskGateTest {
    private final Standings standings = new Standings();

    @Test
    void twoOrdersThatFitOnlyAloneAreNotBothApproved() {
        RiskGate gate = gate(new MaxPosition(Quantity.ofContracts(15)));
        Decision first = gate.decide(create(BID, 10));
        assertThat(first.approved()).isPresent();
        Decision second = gate.decide(create(BID, 10));
        assertThat(second.approved()).isEmpty();
        assertThat(second.denials())
                .containsExactly(
                        Verdict.denies("max-position", "position could reach 20.00 contracts, limit is 15.00"));
        gate.settled(first.approved().orElseThrow());
        assertThat(gate.decide(create(BID, 10)).approved()).isPresent();
    }

    @Test
    void manyAtOnceNeverPassTheLimit() throws Exception {
        RiskGate gate = gate(new MaxPosition(Quantity.ofContracts(50)));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            long approved = threads
                    .invokeAll(IntStream.range(0, 200)
                            .<Callable<Decision>>mapToObj(i -> () -> gate.decide(create(BID, 10)))
                            .toList())
                    .stream()
                    .filter(RiskGateTest::isApproved)
                    .count();
            assertThat(approved).isEqualTo(5);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whatTakesBackIsNeverHeldUp() {
        standings.own(BID, 40, 10);
        standings.reconciled = false;
        RiskGate gate = gate(new Reconciled(), new MaxPosition(Quantity.ZERO));
        assertThat(gate.decide(new OrderRequest.Cancel(standings.orders.get(0))).approved())
                .isPresent();
    }

    @Test
    void whatOnlyMakesAPositionSmallerPassesLimitsOfSize() {
        standings.position = 100;
        RiskGate gate = gate(new MaxPosition(Quantity.ofContracts(20)));
        assertThat(gate.decide(create(ASK, 50)).approved()).isPresent();
        assertThat(gate.decide(create(ASK, 51)).approved()).isEmpty();
        assertThat(gate.decide(create(BID, 1)).approved()).isEmpty();
    }

    @Test
    void checkThatFailsHasNotPassed() {
        RiskGate gate = gate(new RiskCheck() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public Verdict check(Proposal proposal) {
                throw new IllegalStateException("no such thing");
            }
        });
        assertThat(gate.decide(create(BID, 1)).denials())
                .containsExactly(Verdict.denies("broken", "the check failed: no such thing"));
    }

    private static boolean isApproved(Future<Decision> decision) {
        try {
            return decision.get().approved().isPresent();
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError(failed);
        }
    }

    private RiskGate gate(RiskCheck... checks) {
        return new RiskGate(
                List.of(checks), standings::account, new Reservations(), Duration.ofSeconds(60), () -> Standings.NOW);
    }

    private static OrderRequest create(BookSide side, int contracts) {
        return new OrderRequest.Create(
                new Quote("M", side, Price.ofCents(side == BID ? 40 : 45), Quantity.ofContracts(contracts), "test"));
    }
}
